import { Construct } from 'constructs';
import { foreignReference } from '../private/errors';
import {
  neighborIsOwnAddress,
  neighborNotConnected,
  neighborOrAllow,
  optionNeeds,
  optionsExclude,
  prefixLimitBelowDemand,
  prefixOfOtherFamily,
  rangeNotConnected,
} from './errors';
import type { Family, GroupOfOthersIntent, PeeringIntent, SessionOptionsIntent } from '../../lib/intent/fabric-intent';
import { Asn } from '../../lib/model/asn';
import { InterfaceAddress } from '../../lib/model/interface-address';
import { IpAddress } from '../../lib/model/ip-address';
import { IpPrefix } from '../../lib/model/ip-prefix';
import { AcceptedPrefixes } from './accepted-prefixes';
import type { PropKinds } from '../private/props';
import { construct, FLAG, memberOf, NUMBER, objectOf, requireProps, TEXT } from '../private/props';
import { BgpGroup } from './bgp-group';
import { Expectation } from './expectation';
import { fabricOf } from '../fabric/fabric-holder';
import type { HomeSession } from './home-options';
import { groupName, oneLine, parsed } from '../private/located';
import type { LocalAddress } from './local-address';
import { isMarked, mark } from '../private/marks';
import type { ServerLink } from './server-link';
import { literalOf } from '../private/text-of';
import { ServerFacingInterface } from './server-facing-interface';
import type { HomeSessionOptions, ServerSessionOptions } from './session-options';
import { SERVER_SESSION_PROPS, HOME_PROPS, SESSION_PROPS, sessionSettings } from './session-options';
import { settingsInGroupOfOthers } from './settings-in-group-of-others';

/** Properties of an EBGP session to a server. */
export interface EbgpServerPeeringProps extends ServerSessionOptions, HomeSessionOptions {
  /** The interface the server is on; it also says the leaf and the VRF. */
  readonly interface: ServerFacingInterface;

  /**
   * Address of the server, without prefix length, in a subnet of the interface. It says the family of the session.
   * @default - required, unless allow is given
   */
  readonly neighbor?: string;

  /**
   * A subnet of the interface, or a part of one, whose hosts may all open a session, for a rack of servers that are alike,
   * for example `172.16.108.0/24`. It says the family of the sessions; the servers open them, and none of them is demanded
   * after a rollout.
   * @default - one session, to neighbor
   */
  readonly allow?: string;

  /** AS number of the server (`peer-as`), or of every server of the range. */
  readonly peerAsn: number;

  /**
   * Name of the BGP group. It has one server in it, and one family; with dualStackGroup the sessions of both families name one group.
   * @default - the construct id
   */
  readonly group?: string;

  /**
   * A BGP group of others, in place of group: only the neighbor is configured, with what this session says. The library gives it
   * no defaults and no policies; whatever else holds is what the group says. It needs acceptAnything, since the policies of others
   * decide about routes.
   * @default - a group of its own
   */
  readonly bgpGroup?: BgpGroup;

  /**
   * Whether the neighbor names its family (`family inet unicast`) in a BGP group of others, as where the group names both.
   * @default false
   */
  readonly namesFamily?: boolean;

  /**
   * Description of the neighbor.
   * @default - the name of the group, or none in a BGP group of others
   */
  readonly description?: string;

  /**
   * Whether the session must be Established after a rollout.
   * @default - as the interface
   */
  readonly expect?: Expectation;
}

/**
 * What a MultihomedServer says instead of `neighbor`.
 * @internal
 */
export interface LinkedPeeringProps extends EbgpServerPeeringProps {
  readonly _link: ServerLink;
  /** What the server may announce, of the family of the link. */
  readonly _accepted: AcceptedPrefixes;
  /** What the session says, as plain data. */
  readonly _settings: HomeSession['settings'];
}

type SessionAddresses = Pick<PeeringIntent, 'neighbor' | 'localAddress' | 'isRange'>;

/** Both ends of a session. */
interface SessionEnds {
  readonly family: Family;
  /** From a pool they are known only when the fabric is rendered. */
  readonly addresses: () => SessionAddresses;
}

const PROPS: PropKinds<EbgpServerPeeringProps> = {
  required: { interface: construct('a ServerFacingInterface'), peerAsn: NUMBER },
  optional: {
    ...SESSION_PROPS,
    ...SERVER_SESSION_PROPS,
    ...HOME_PROPS,
    neighbor: TEXT,
    allow: TEXT,
    group: TEXT,
    bgpGroup: objectOf(BgpGroup, "BgpGroup.fromGroupName('THEIRS')"),
    namesFamily: FLAG,
    description: TEXT,
    expect: memberOf('Expectation', Expectation),
  },
};

const MARK = 'EbgpServerPeering';

/** An EBGP session from one leaf to a server, in the VRF of the interface. */
export class EbgpServerPeering extends Construct {
  /** Whether `x` is an EbgpServerPeering. */
  static isEbgpServerPeering(x: unknown): x is EbgpServerPeering {
    return isMarked(x, MARK);
  }

  /** The interface the server is on. */
  readonly interface: ServerFacingInterface;
  /** Name of the BGP group. */
  readonly group: string;

  private readonly isDualStack: boolean;
  private readonly family: Family;
  private readonly addresses: () => SessionAddresses;
  private readonly peerAsn: Asn;
  private readonly accepted: AcceptedPrefixes;
  private readonly settings: SessionOptionsIntent;
  private readonly localAddress: LocalAddress | undefined;
  private readonly groupOfOthers?: GroupOfOthersIntent;
  private readonly description?: string;
  private readonly expect: Expectation;
  private server?: string;

  /** @throws FabricError when the neighbor is not on the interface, the prefixes are missing or a value is not usable */
  constructor(scope: Construct, id: string, props: EbgpServerPeeringProps) {
    super(scope, id);
    mark(this, MARK);
    // A server has looked through its own before.
    if (!isLinked(props)) requireProps(this, props, PROPS);
    this.interface = this.ownInterface(props.interface);
    this.group = props.bgpGroup?.groupName ?? groupName(this, 'group', props.group ?? id);
    this.isDualStack = isDualStack(this, props);
    const { family, addresses } = isLinked(props) ? linkOf(props) : this.toPeer(props);
    this.family = family;
    this.addresses = addresses;
    this.peerAsn = parsed(this, 'peerAsn', () => Asn.parse(props.peerAsn));
    this.accepted = isLinked(props) ? props._accepted : AcceptedPrefixes.of(this, props);
    this.localAddress = props.localAddress;
    const { groupOfOthers, settings } = settingsOf(this, props, family);
    this.settings = settings;
    this.groupOfOthers = groupOfOthers;
    const description = props.description ?? (groupOfOthers === undefined ? this.group : undefined);
    this.description = description === undefined ? undefined : oneLine(this, 'description', description, 255);
    this.expect = props.expect ?? this.interface._expect;
    this.requirePrefixesOfOwnFamily();
    this.requireRoomForDemand(props);
    this.interface._addPeering(this);
  }

  /**
   * Says that the session belongs to a server with several attachments.
   * @internal
   */
  _belongsTo(server: string): void {
    this.server = server;
  }

  /** @internal */
  get _isBackup(): boolean {
    return this.settings.backup !== undefined;
  }

  /** @internal */
  _intent(): PeeringIntent {
    const { acceptAnythingReason } = this.accepted;
    const addresses = this.addresses();
    const statedLocalAddress = this.localAddress?._facing(addresses.localAddress);
    return {
      constructPath: this.node.path,
      vrf: this.interface.vrf.vrfName,
      group: this.group,
      ...(this.isDualStack && { dualStackGroup: true as const }),
      family: this.family,
      ...addresses,
      ...(statedLocalAddress !== undefined && { statedLocalAddress }),
      peerAsn: this.peerAsn.value,
      ...(this.description !== undefined && { description: this.description }),
      acceptedPrefixes: this.accepted.ofFamily(this.family),
      ...this.accepted.atLeast(this.family),
      ...(acceptAnythingReason !== undefined && { acceptAnythingReason }),
      ...this.settings,
      ...(this.groupOfOthers !== undefined && { groupOfOthers: this.groupOfOthers }),
      ...(this.server !== undefined && { server: this.server }),
      expect: literalOf(this.expect),
    };
  }

  /** A prefix of the other family would never be accepted, without a word. */
  private requirePrefixesOfOwnFamily(): void {
    const foreign = this.accepted.all?.find((prefix) => prefix.family !== this.family);
    if (foreign !== undefined) throw prefixOfOtherFamily(foreign.toString(), this.addresses().neighbor, this.node.path);
  }

  private requireRoomForDemand({ allow }: EbgpServerPeeringProps): void {
    const { atLeast } = this.accepted.atLeast(this.family);
    if (atLeast === undefined) return;
    if (allow !== undefined) {
      const why = 'of a range of servers nobody must be there, and so no prefix either: leave atLeast out';
      throw optionsExclude('allow', 'atLeast', why, this.node.path);
    }
    const exact = this.accepted.all?.filter(({ isExact }) => isExact).length ?? 0;
    const demanded = Object.values(atLeast).reduce((sum, count) => sum + count, exact);
    const { prefixLimit } = this.settings;
    if (demanded > prefixLimit) throw prefixLimitBelowDemand(prefixLimit, demanded, this.node.path);
  }

  private ownInterface(given: ServerFacingInterface): ServerFacingInterface {
    const isOwn = ServerFacingInterface.isServerFacingInterface(given) && fabricOf(given) === fabricOf(this);
    if (!isOwn) throw foreignReference('interface', 'a ServerFacingInterface', this.node.path);
    return given;
  }

  /** Checked at once, where the stack trace still shows the line, unless an address of the interface is from a pool. */
  private toNeighbor(given: string): SessionEnds {
    const neighbor = parsed(this, 'neighbor', () => IpAddress.parse(given));
    const addresses = (): SessionAddresses => ({
      neighbor: neighbor.toString(),
      localAddress: this.addressFacing(neighbor).address.toString(),
    });
    if (this.interface._hasPooledAddresses) return { family: neighbor.family, addresses };
    const known = addresses();
    return { family: neighbor.family, addresses: () => known };
  }

  private toPeer({ allow, neighbor }: EbgpServerPeeringProps): SessionEnds {
    if (neighbor !== undefined && allow === undefined) return this.toNeighbor(neighbor);
    if (allow !== undefined && neighbor === undefined) return this.toRange(allow);
    throw neighborOrAllow(this.node.path);
  }

  /** An interface with ranges has addresses of its own, so that all is known at once. */
  private toRange(given: string): SessionEnds {
    const range = parsed(this, 'allow', () => IpPrefix.parse(given));
    const own = this.interface._addresses;
    const facing = own.find(
      (held) => held.prefix.contains(range.network) && range.prefixLength >= held.prefix.prefixLength,
    );
    if (facing === undefined) throw rangeNotConnected(given, own.map(String), this.node.path);
    const addresses = {
      neighbor: range.toString(),
      isRange: true as const,
      localAddress: facing.address.toString(),
    };
    return { family: range.family, addresses: () => addresses };
  }

  private addressFacing(neighbor: IpAddress): InterfaceAddress {
    const own = this.interface._addresses;
    const facing = own.find((held) => held.prefix.contains(neighbor));
    if (facing === undefined) throw neighborNotConnected(neighbor.toString(), own.map(String), this.node.path);
    if (own.some((held) => held.address.equals(neighbor))) {
      throw neighborIsOwnAddress(neighbor.toString(), this.node.path);
    }
    const { prefixLength } = facing;
    parsed(this, 'neighbor', () => InterfaceAddress.of({ address: neighbor, prefixLength }));
    return facing;
  }
}

interface SessionSettings {
  readonly settings: SessionOptionsIntent;
  readonly groupOfOthers?: GroupOfOthersIntent;
}

/** What the session says, and what of it a group of others says for it. */
function settingsOf(scope: Construct, props: EbgpServerPeeringProps, family: Family): SessionSettings {
  if (isLinked(props)) return { settings: props._settings(scope, family) };
  const { bgpGroup, namesFamily } = props;
  if (bgpGroup !== undefined) return settingsInGroupOfOthers(scope, { ...props, bgpGroup }, family);
  if (namesFamily !== undefined) throw optionNeeds('namesFamily', 'bgpGroup', scope.node.path);
  return { settings: sessionSettings(scope, props, family) };
}

function isDualStack(scope: Construct, { allow, dualStackGroup = false }: EbgpServerPeeringProps): boolean {
  if (dualStackGroup && allow !== undefined) {
    const why = 'a range has no neighbor in the group that could name its family';
    throw optionsExclude('allow', 'dualStackGroup', why, scope.node.path);
  }
  return dualStackGroup;
}

function isLinked(props: EbgpServerPeeringProps | LinkedPeeringProps): props is LinkedPeeringProps {
  return '_link' in props;
}

function linkOf({ _link: { addresses, family } }: LinkedPeeringProps): SessionEnds {
  return { family, addresses: () => addresses().session };
}
