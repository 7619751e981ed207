import { Construct } from 'constructs';
import type { AllocationNeeds } from '../../lib/allocation/allocate';
import { linkKey } from '../../lib/allocation/allocation-key';
import { prefixExtent } from '../../lib/allocation/kinds';
import { foreignReference, valueOrPoolMissing } from '../private/errors';
import { linkSubnetNotIpv4, linkToItself, linkWithoutOwnDevice } from './errors';
import type { FabricLinkIntent } from '../../lib/intent/fabric-intent';
import { compareNumbered } from '../../lib/intent/order';
import { Subnet } from '../../lib/model/subnet';
import type { PropKinds } from '../private/props';
import { construct, requireProps } from '../private/props';
import { FabricDevice } from '../device/fabric-device';
import { fabricOf } from '../fabric/fabric-holder';
import type { DeviceMember } from '../fabric/fabric-member';
import type { FabricLinkOptions } from './fabric-link-options';
import { LINK_PROPS } from './fabric-link-options';
import type { LinkedDevice } from '../device/foreign-device';
import { linkedDevice } from '../device/foreign-device';
import type { IpFabricUnderlay } from './ip-fabric-underlay';
import type { GivenAddress, LinkAddresses } from './link-addresses';
import { linkAddresses } from './link-addresses';
import type { LinkPort } from './link-port';
import { linkPort, requireSameKind } from './link-port';
import { oneLine, parsed, wholeNumber } from '../private/located';
import { isMarked, mark } from '../private/marks';
import { LARGEST_MTU, LEAST_MTU } from '../../lib/model/junos-defaults';

/** Properties of a link that is not written among the `links` of its underlay. */
export interface FabricLinkProps extends FabricLinkOptions {
  /** The underlay that the link is part of. */
  readonly underlay: IpFabricUnderlay;
}

const PROPS: PropKinds<FabricLinkProps> = {
  required: { ...LINK_PROPS.required, underlay: construct('an IpFabricUnderlay') },
  optional: LINK_PROPS.optional,
};

const MARK = 'FabricLink';

/** What underlays are marked as: the underlay creates links, so they know it by this. */
export const IP_FABRIC_UNDERLAY = 'IpFabricUnderlay';

/** One end of a link. */
interface End {
  readonly device: LinkedDevice;
  readonly port: LinkPort;
  readonly address: GivenAddress;
  readonly description?: string;
}

/**
 * A numbered link between two devices of the fabric, single or aggregated, with an EBGP session of the underlay on it. It
 * may be between devices of any role, so that a fabric can have as many stages as it needs.
 */
export class FabricLink extends Construct {
  /** Whether `x` is a FabricLink. */
  static isFabricLink(x: unknown): x is FabricLink {
    return isMarked(x, MARK);
  }

  private readonly underlay: IpFabricUnderlay;
  /** The end with the first host of the subnet comes first: leaves before spines, else by host name. */
  private readonly ends: readonly [End, End];
  private readonly key: string;
  private readonly given?: Subnet;
  private readonly addresses: () => LinkAddresses;
  private readonly mtu?: number;
  private readonly inetMtu?: number;
  private readonly checksLldpNeighbors?: boolean;

  /** @throws FabricError when no device of it is this fabric's, its ends do not fit together, or a value is not usable */
  constructor(scope: Construct, id: string, props: FabricLinkProps) {
    super(scope, id);
    mark(this, MARK);
    requireProps(this, props, PROPS);
    this.underlay = this.ownUnderlay(props.underlay);
    this.ends = this.endsOf(props);
    const [first, second] = this.ends;
    this.key = linkKey('inet', endKey(first), endKey(second));
    this.given = this.subnetOf(props.subnet);
    this.addresses = linkAddresses(this, first.address, second.address, {
      given: this.given,
      pooled: () => fabricOf(this)._allocation.value(this.key),
    });
    this.mtu = this.mtuOf('mtu', props.mtu);
    this.inetMtu = this.mtuOf('inetMtu', props.inetMtu);
    this.checksLldpNeighbors = props.checkLldpNeighbors;
    this.underlay._addLink(this);
  }

  /** @internal */
  get _devices(): readonly [LinkedDevice, LinkedDevice] {
    return [this.ends[0].device, this.ends[1].device];
  }

  /**
   * The subnet, where it comes from a pool, and what pools must go around where it does not.
   * @internal
   */
  _needs(): AllocationNeeds {
    const { given, key } = this;
    const constructPath = this.node.path;
    if (given === undefined) return { requests: [{ key, constructPath }], given: [] };
    const { prefix } = given;
    return { requests: [], given: [{ value: given.toString(), extent: prefixExtent(prefix), key, constructPath }] };
  }

  /**
   * The end of a device, as it sees the link.
   * @internal
   */
  _intents(device: DeviceMember): FabricLinkIntent[] {
    const [first, second] = this.ends;
    if (first.device !== device && second.device !== device) return [];
    const addresses = this.addresses();
    return first.device === device
      ? [this.intentOf(first, second, addresses.first, addresses.second)]
      : [this.intentOf(second, first, addresses.second, addresses.first)];
  }

  private intentOf(own: End, peer: End, address: string, neighbor: string): FabricLinkIntent {
    const { mtu = this.underlay._mtu, inetMtu = this.underlay._inetMtu } = this;
    const aggregate = own.port.aggregate?.(own.device.loopback, peer.device.loopback);
    return {
      constructPath: this.node.path,
      peer: peer.device.hostName,
      port: own.port.name,
      ...(aggregate !== undefined && { aggregate }),
      description: own.description ?? `${peer.device.hostName} ${peer.port.name} (${fabricOf(this).name})`,
      mtu,
      inetMtu,
      address,
      neighbor: neighbor.slice(0, neighbor.indexOf('/')),
      peerAsn: this.underlay._asnOf(peer.device),
      ...((this.checksLldpNeighbors ?? this.underlay._checkLldpNeighbors) && { lldpNeighbor: peer.device.hostName }),
    };
  }

  private endsOf(props: FabricLinkProps): [End, End] {
    const device = linkedDevice(this, 'device', props.device);
    const peer = linkedDevice(this, 'peer', props.peer);
    const one: End = {
      device,
      port: linkPort(this, { prop: 'interface', name: props.interface, members: props.members }, device, props),
      address: { prop: 'address', given: props.address },
      ...this.descriptionOf('description', props.description),
    };
    const other: End = {
      device: peer,
      port: linkPort(
        this,
        { prop: 'peerInterface', name: props.peerInterface, members: props.peerMembers },
        peer,
        props,
      ),
      address: { prop: 'peerAddress', given: props.peerAddress },
      ...this.descriptionOf('peerDescription', props.peerDescription),
    };
    if (one.device.hostName === other.device.hostName) throw linkToItself(one.device.hostName, this.node.path);
    if (![one, other].some(isOwn)) {
      throw linkWithoutOwnDevice(one.device.hostName, other.device.hostName, this.node.path);
    }
    requireSameKind(this, one.port, other.port);
    return isBefore(one.device, other.device) ? [one, other] : [other, one];
  }

  private descriptionOf(prop: string, given: string | undefined): Pick<End, 'description'> {
    return given === undefined ? {} : { description: oneLine(this, prop, given, 255) };
  }

  private subnetOf(given: string | undefined): Subnet | undefined {
    if (given === undefined) {
      if (fabricOf(this)._allocation.has('link')) return undefined;
      throw valueOrPoolMissing('subnet', 'linkSubnets', "['172.16.0.0/20']", this.node.path);
    }
    const subnet = parsed(this, 'subnet', () => Subnet.parse(given));
    if (subnet.family !== 'inet') throw linkSubnetNotIpv4(given, this.node.path);
    return subnet;
  }

  private mtuOf(prop: string, given: number | undefined): number | undefined {
    return given === undefined ? undefined : wholeNumber(this, prop, given, LEAST_MTU, LARGEST_MTU);
  }

  private ownUnderlay(given: IpFabricUnderlay): IpFabricUnderlay {
    const isOwnUnderlay = isMarked(given, IP_FABRIC_UNDERLAY) && fabricOf(given) === fabricOf(this);
    if (!isOwnUnderlay) throw foreignReference('underlay', 'an IpFabricUnderlay', this.node.path);
    return given;
  }
}

function endKey({ device, port }: End): { device: string; port: string } {
  return { device: device.hostName, port: port.name };
}

function isOwn({ device }: End): boolean {
  return FabricDevice.isFabricDevice(device);
}

function isBefore(a: LinkedDevice, b: LinkedDevice): boolean {
  if (a._role !== b._role) return a._role === 'leaf';
  return compareNumbered(a.hostName, b.hostName) < 0;
}
