import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { foreignReference } from '../private/errors';
import { invalidKeyStart, keyChainEmpty, keyIdsMissing, keyTwice } from './errors';
import type { KeyChainIntent, KeyIntent } from '../../lib/intent/fabric-intent';
import { requireConcrete } from '../private/concrete';
import type { PropKinds } from '../private/props';
import { listOf, memberOf, NUMBER, OBJECT, objectOf, requireProps, TEXT } from '../private/props';
import { fabricOf } from '../fabric/fabric-holder';
import { groupName, wholeNumber } from '../private/located';
import { isMarked, mark } from '../private/marks';
import { Secret } from '../fabric/secret';
import { literalOf } from '../private/text-of';

/** How TCP-AO protects a segment. */
export enum TcpAoAlgorithm {
  /** HMAC-SHA-1-96, which every implementation must have (RFC 5926). */
  HMAC_SHA_1_96 = 'hmac-sha-1-96',
  /** AES-128-CMAC-96, which every implementation must have (RFC 5926). */
  AES_128_CMAC_96 = 'aes-128-cmac-96',
}

/** What a key of a chain is for. */
export enum KeyAlgorithm {
  MD5 = 'md5',
  HMAC_SHA_1 = 'hmac-sha-1',
  /** TCP-AO (Junos 20.4 and later); the key then also needs sendId and recvId. */
  AO = 'ao',
}

/** One key of a chain. */
export interface KeyChainKey {
  /** Number of the key, 0 to 63. */
  readonly id: number;

  /** Where the secret is. */
  readonly secret: Secret;

  /** From when the key is used, in Junos' form with a time zone: `2026-01-01.00:00:00 +0000`. */
  readonly startTime: string;

  /**
   * What the key is for.
   * @default - KeyAlgorithm.AO where sendId or recvId is given, else as the device has it (md5)
   */
  readonly algorithm?: KeyAlgorithm;

  /**
   * TCP-AO: id that the other end knows the key by, 0 to 255.
   * @default - the key is none of TCP-AO
   */
  readonly sendId?: number;

  /**
   * TCP-AO: id by which the other end sends the key, 0 to 255.
   * @default - the key is none of TCP-AO
   */
  readonly recvId?: number;

  /**
   * TCP-AO: how a segment is protected.
   * @default TcpAoAlgorithm.HMAC_SHA_1_96
   */
  readonly cryptographicAlgorithm?: TcpAoAlgorithm;
}

/** Properties of a key chain. */
export interface KeyChainProps {
  /** Keys that follow one another by their start times; at least one. */
  readonly keys: KeyChainKey[];

  /**
   * Name of the key chain on the devices.
   * @default - the construct id
   */
  readonly name?: string;
}

/** Keys that follow one another without ending a session. */
export interface IKeyChain extends IConstruct {
  /** Name of the key chain on the devices. */
  readonly keyChainName: string;
}

const PROPS: PropKinds<KeyChainProps> = { required: { keys: listOf(OBJECT) }, optional: { name: TEXT } };

const KEY_PROPS: PropKinds<KeyChainKey> = {
  required: { id: NUMBER, secret: objectOf(Secret, "Secret.fromEnv('KEY_0')"), startTime: TEXT },
  optional: {
    algorithm: memberOf('KeyAlgorithm', KeyAlgorithm),
    sendId: NUMBER,
    recvId: NUMBER,
    cryptographicAlgorithm: memberOf('TcpAoAlgorithm', TcpAoAlgorithm),
  },
};

const MARK = 'KeyChain';
/** Junos prints and takes it so; without a zone it would be the device's own time, which differs between devices. */
const START_TIME = /^(\d{4}-\d\d-\d\d)\.([01]\d|2[0-3]):[0-5]\d:[0-5]\d [+-][01]\d[0-5]\d$/;

/** What both kinds of key chain have in common. */
abstract class KeyChainBase extends Construct implements IKeyChain {
  readonly keyChainName: string;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    mark(this, MARK);
    requireConcrete({ name }, this);
    this.keyChainName = groupName(this, 'name', name);
    fabricOf(this)._members.addKeyChain(this);
  }

  /** @internal */
  abstract _intent(): KeyChainIntent;
}

/**
 * A key chain (`security authentication-key-chains`), on every device that has a session with it. Sessions stay up while
 * one key follows another, as long as both ends have both.
 */
export class KeyChain extends KeyChainBase {
  /**
   * A key chain that others own and configure. It must stand on every device that has a session with it.
   * @throws FabricError when the name is not usable
   */
  static fromKeyChainName(scope: Construct, id: string, keyChainName: string): IKeyChain {
    return new ForeignKeyChain(scope, id, keyChainName);
  }

  /** Whether `x` is a KeyChain, owned or by name. */
  static isKeyChain(x: unknown): x is IKeyChain {
    return isMarked(x, MARK);
  }

  private readonly keys: readonly KeyIntent[];

  /** @throws FabricError when there is no key, two have one id, or a value is not usable */
  constructor(scope: Construct, id: string, props: KeyChainProps) {
    super(scope, id, props.name ?? id);
    requireProps(this, props, PROPS);
    props.keys.forEach((key, i) => {
      requireProps(this, key, KEY_PROPS, `keys[${i}]`);
    });
    if (props.keys.length === 0) throw keyChainEmpty(this.node.path);
    this.keys = props.keys.map((key, i) => keyIntent(this, `keys[${i}]`, key)).sort((a, b) => a.id - b.id);
    const twice = this.keys.find((key, i) => this.keys[i - 1]?.id === key.id);
    if (twice !== undefined) throw keyTwice(twice.id, this.node.path);
  }

  /** @internal */
  override _intent(): KeyChainIntent {
    return { name: this.keyChainName, constructPath: this.node.path, owned: true, keys: this.keys };
  }
}

/** A key chain that others own. */
class ForeignKeyChain extends KeyChainBase {
  /** @internal */
  override _intent(): KeyChainIntent {
    return { name: this.keyChainName, constructPath: this.node.path, owned: false, keys: [] };
  }
}

/**
 * The key chain behind a reference, which must be of the same fabric.
 * @throws FabricError `foreignReference`
 */
export function requireOwnKeyChain(scope: IConstruct, keyChain: IKeyChain): void {
  if (KeyChain.isKeyChain(keyChain) && fabricOf(keyChain) === fabricOf(scope)) return;
  throw foreignReference('authentication', 'a KeyChain', scope.node.path);
}

function keyIntent(scope: IConstruct, prop: string, key: KeyChainKey): KeyIntent {
  const { algorithm, recvId, secret, sendId, startTime } = key;
  const isAo = algorithm === undefined ? (sendId ?? recvId) !== undefined : algorithm === KeyAlgorithm.AO;
  if (!isStartTime(startTime)) throw invalidKeyStart(`${prop}.startTime`, startTime, scope.node.path);
  return {
    id: wholeNumber(scope, `${prop}.id`, key.id, 0, 63),
    secret: secret._intent,
    startTime,
    ...(algorithm !== undefined && { algorithm: literalOf(algorithm) }),
    ...(isAo && { algorithm: 'ao', ao: aoOf(scope, prop, key) }),
  };
}

/** Whether it is one, on a day that the calendar has. */
function isStartTime(text: string): boolean {
  const [, day = ''] = START_TIME.exec(text) ?? [];
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}

function aoOf(scope: IConstruct, prop: string, key: KeyChainKey): NonNullable<KeyIntent['ao']> {
  const { cryptographicAlgorithm, recvId, sendId } = key;
  if (sendId === undefined || recvId === undefined) throw keyIdsMissing(prop, scope.node.path);
  return {
    sendId: wholeNumber(scope, `${prop}.sendId`, sendId, 0, 255),
    recvId: wholeNumber(scope, `${prop}.recvId`, recvId, 0, 255),
    cryptographicAlgorithm: literalOf(cryptographicAlgorithm ?? TcpAoAlgorithm.HMAC_SHA_1_96),
  };
}
