import type { IConstruct } from 'constructs';
import { invalidServerInterface, sourceAddressNotAnnounced } from './errors';
import type { AttachmentIntent, Family, ServerFormatIntent, ServerIntent } from '../../lib/intent/fabric-intent';
import { compareNumbered } from '../../lib/intent/order';
import { IpAddress } from '../../lib/model/ip-address';
import { compareText } from '../../lib/model/order';
import { parsed } from '../private/located';
import type { AcceptedPrefixes } from './accepted-prefixes';
import { ServerFormat } from './server-format';
import type { Kinds } from '../private/props';
import { FLAG, listOf, memberOf, TEXT } from '../private/props';
import { literalOf } from '../private/text-of';

/** What can be said of the server itself, for the configuration that is written for its own side. */
export interface ServerSideOptions {
  /**
   * Router id of the server, in the form of an IPv4 address. It is used in what is written for its own side only.
   * @default - the smallest IPv4 address that the server has toward its leaves; required where it has none
   */
  readonly routerId?: string;

  /**
   * IPv4 address that connections of the server itself come from, in one of its `prefixes`, so that every attachment announces it
   * and a connection outlives the loss of any attachment. With a link's address it would die with that link. It is used in what is
   * written for the server's own side only, and put on its loopback interface there.
   * @default - the /32 of `prefixes` if there is exactly one; else none, with a warning
   */
  readonly sourceAddress?: string;

  /**
   * The same for IPv6.
   * @default - the /128 of `prefixes` if there is exactly one; else none, with a warning
   */
  readonly sourceAddress6?: string;

  /**
   * Whether the server's kernel forwards packets: true for a host of pods, virtual machines or a subnet, false for one that
   * only answers itself. It is used in what is written for its own side only.
   * @default - false where every one of `prefixes` is a single address; elsewhere FRR and BIRD need it said
   */
  readonly forwarding?: boolean;

  /**
   * The forms in which synth writes the server's own side, into `junos/servers/<server>/` of the stack directory.
   * @default - as the fabric
   */
  readonly serverSide?: ServerFormat[];
}

/** What can be said of the server's end of one attachment. */
export interface ServerEndOptions {
  /**
   * Name of the server's interface, as the server calls it and without VLAN: `ens1f0`, `bond0`, `xe-0/0/1`. It is used in what
   * is written for its own side only.
   * @default - not known; forms that configure interfaces need it
   */
  readonly serverInterface?: string;

  /**
   * The interfaces that `serverInterface` is made of, where the leaf's port is an aggregate: `['ens1f0', 'ens1f1']`.
   * @default - not known; forms that configure interfaces need it for aggregates
   */
  readonly serverMembers?: string[];
}

/** What is said of the server itself, checked. */
type SaidOfServer = Pick<ServerIntent, 'routerId' | 'sourceAddress' | 'sourceAddress6' | 'forwarding'>;

/** What can be said of the server itself. */
export const SERVER_SIDE_PROPS = {
  routerId: TEXT,
  sourceAddress: TEXT,
  sourceAddress6: TEXT,
  forwarding: FLAG,
  serverSide: listOf(memberOf('ServerFormat', ServerFormat)),
} satisfies Kinds<ServerSideOptions>;

/** What can be said of the server's end of an attachment. */
export const SERVER_END_PROPS = {
  serverInterface: TEXT,
  serverMembers: listOf(TEXT),
} satisfies Kinds<ServerEndOptions>;

/** The server's own side, checked. */
export interface ServerSideFacts {
  readonly said: SaidOfServer;
  readonly formats?: readonly ServerFormatIntent[];
}

/** @throws FabricError when the router id is no IPv4 address, or no attachment would announce a source address */
export function serverSideFacts(
  scope: IConstruct,
  options: ServerSideOptions,
  announced: AcceptedPrefixes,
): ServerSideFacts {
  const { forwarding, routerId, serverSide, sourceAddress, sourceAddress6 } = options;
  const source = (prop: string, family: Family, text: string): string => {
    const address = parsed(scope, prop, () => IpAddress.parseFamily(family, text));
    if (announced.all?.some(({ prefix }) => prefix.contains(address)) !== false) return address.toString();
    throw sourceAddressNotAnnounced(prop, text, announced.ofFamily(family) ?? []).at(scope.node.path);
  };
  return {
    said: {
      ...(routerId !== undefined && {
        routerId: parsed(scope, 'routerId', () => IpAddress.parseFamily('inet', routerId).toString()),
      }),
      ...(sourceAddress !== undefined && { sourceAddress: source('sourceAddress', 'inet', sourceAddress) }),
      ...(sourceAddress6 !== undefined && { sourceAddress6: source('sourceAddress6', 'inet6', sourceAddress6) }),
      ...(forwarding !== undefined && { forwarding }),
    },
    ...(serverSide !== undefined && { formats: serverSide.map(literalOf) }),
  };
}

/** Sorted, each once; nothing where synth writes nothing. */
export function serverSideIntent(
  { formats, said }: ServerSideFacts,
  ofFabric: readonly ServerFormat[] | undefined,
): SaidOfServer & Pick<ServerIntent, 'serverSide'> {
  const wanted = [...new Set(formats ?? ofFabric?.map(literalOf) ?? [])].sort(compareText);
  return { ...said, ...(wanted.length > 0 && { serverSide: wanted }) };
}

/**
 * @param attachment - as the user wrote it, for example `attachments[0]`
 * @throws FabricError when a name cannot be one of an interface
 */
export function serverEnd(
  scope: IConstruct,
  attachment: string,
  { serverInterface, serverMembers }: ServerEndOptions,
): Pick<AttachmentIntent, 'serverInterface' | 'serverMembers'> {
  const name = (prop: string, text: string): string => {
    if (/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,62}$/.test(text)) return text;
    throw invalidServerInterface(`${attachment}.${prop}`, text).at(scope.node.path);
  };
  return {
    ...(serverInterface !== undefined && { serverInterface: name('serverInterface', serverInterface) }),
    ...(serverMembers !== undefined && {
      serverMembers: serverMembers.map((text, i) => name(`serverMembers[${i}]`, text)).sort(compareNumbered),
    }),
  };
}
