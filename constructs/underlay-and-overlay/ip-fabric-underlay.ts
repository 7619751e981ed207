import { Construct } from 'constructs';
import type { AllocationNeeds } from '../../lib/allocation/allocate';
import { underlayAsKey } from '../../lib/allocation/allocation-key';
import { KINDS } from '../../lib/allocation/kinds';
import { foreignAsnUnknown, duplicateLink } from './errors';
import { valueOrPoolMissing } from '../private/errors';
import type { BfdIntent, DeviceUnderlayIntent } from '../../lib/intent/fabric-intent';
import { compareNumbered } from '../../lib/intent/order';
import { compareText } from '../../lib/model/order';
import type { FabricBfdOptions } from '../server/bfd-options';
import { BFD_PROPS, bfdIntent } from '../server/bfd-options';
import type { PropKinds } from '../private/props';
import { FLAG, listOf, NUMBER, OBJECT, requireProps } from '../private/props';
import { FabricDevice } from '../device/fabric-device';
import type { HoldingFabric } from '../fabric/fabric-holder';
import { fabricOf } from '../fabric/fabric-holder';
import type { DeviceMember } from '../fabric/fabric-member';
import { FabricLink, IP_FABRIC_UNDERLAY } from './fabric-link';
import type { FabricLinkOptions } from './fabric-link-options';
import { LINK_PROPS } from './fabric-link-options';
import type { LinkedDevice } from '../device/foreign-device';
import { childId, wholeNumber } from '../private/located';
import { isInTree, isMarked, mark } from '../private/marks';
import { DEFAULT_BFD_INTERVAL_MS } from '../../lib/model/session-defaults';
import { LARGEST_MTU, LEAST_MTU } from '../../lib/model/junos-defaults';
import { FABRIC_LINK_INET_MTU, FABRIC_LINK_MTU } from '../../lib/model/vxlan';

/** Properties of an underlay. */
export interface IpFabricUnderlayProps extends FabricBfdOptions {
  /**
   * The links between devices of the fabric. Each becomes a FabricLink, named after its ends and not after its position.
   * @default - none; FabricLink adds one
   */
  readonly links?: FabricLinkOptions[];

  /**
   * MTU of the interfaces in bytes, layer-2 header included, 256 to 9216.
   * @default 9216
   */
  readonly mtu?: number;

  /**
   * MTU of family inet in bytes, 256 to 9216. VXLAN adds 50 bytes to what servers send, and nothing is fragmented.
   * @default 9170
   */
  readonly inetMtu?: number;

  /**
   * Whether LLDP must see on each link the devices that it is between: rollouts and `junos-fabric verify` check it. LLDP has
   * to run on the devices.
   * @default false
   */
  readonly checkLldpNeighbors?: boolean;
}

const PROPS: PropKinds<IpFabricUnderlayProps> = {
  required: {},
  optional: { ...BFD_PROPS, links: listOf(OBJECT), mtu: NUMBER, inetMtu: NUMBER, checkLldpNeighbors: FLAG },
};

/**
 * The IP fabric underlay: EBGP over numbered links, each device with an AS number of its own (`local-as`), which carries
 * the loopbacks and nothing else. A device is in it as soon as it has a link.
 *
 * It configures lo0.0, and needs the router id and the other device-wide statements as prerequisites.
 */
export class IpFabricUnderlay extends Construct {
  /** Whether `x` is an IpFabricUnderlay. */
  static isIpFabricUnderlay(x: unknown): x is IpFabricUnderlay {
    return isMarked(x, IP_FABRIC_UNDERLAY);
  }

  /** @internal */
  readonly _mtu: number;
  /** @internal */
  readonly _inetMtu: number;
  /** @internal */
  readonly _checkLldpNeighbors: boolean;

  private readonly fabric: HoldingFabric;
  private readonly bfd?: BfdIntent;
  private readonly links: FabricLink[] = [];

  /** @throws FabricError when the fabric has an underlay already, a link is given twice, or a value is not usable */
  constructor(scope: Construct, id: string, props: IpFabricUnderlayProps = {}) {
    super(scope, id);
    mark(this, IP_FABRIC_UNDERLAY);
    requireProps(this, props, PROPS);
    props.links?.forEach((link, i) => {
      requireProps(this, link, LINK_PROPS, `links[${i}]`);
    });
    this.fabric = fabricOf(this);
    this._mtu = wholeNumber(this, 'mtu', props.mtu ?? FABRIC_LINK_MTU, LEAST_MTU, LARGEST_MTU);
    this._inetMtu = wholeNumber(this, 'inetMtu', props.inetMtu ?? FABRIC_LINK_INET_MTU, LEAST_MTU, LARGEST_MTU);
    this._checkLldpNeighbors = props.checkLldpNeighbors ?? false;
    this.bfd = bfdIntent(this, props, DEFAULT_BFD_INTERVAL_MS);
    this.fabric._members.addUnderlay(this);
    (props.links ?? []).forEach((link, i) => {
      this.connect(link, `links[${i}]`);
    });
  }

  /** @internal */
  _addLink(link: FabricLink): void {
    for (const device of link._devices) this.requireAsn(device, link);
    this.links.push(link);
  }

  /**
   * AS number of a device; from a pool it is known only when the fabric is rendered.
   * @internal
   */
  _asnOf(device: LinkedDevice | DeviceMember): number {
    return device._givenUnderlayAsn ?? Number(this.fabric._allocation.value(underlayAsKey(device.hostName)));
  }

  /**
   * The part of a device; none when it has no link.
   * @internal
   */
  _intentOf(device: DeviceMember): DeviceUnderlayIntent | undefined {
    const links = this.linksInTree()
      .flatMap((link) => link._intents(device))
      .sort((a, b) => compareNumbered(a.port, b.port) || compareText(a.constructPath, b.constructPath));
    if (links.length === 0) return undefined;
    const { bfd } = this;
    const constructPath = this.node.path;
    return { constructPath, localAsn: this._asnOf(device), ...(bfd !== undefined && { bfd }), links };
  }

  /** @internal */
  _needs(): AllocationNeeds {
    const links = this.linksInTree();
    const needs = links.map((link) => link._needs());
    const asns = [...new Set(links.flatMap((link) => link._devices))].map(asnNeeds);
    const each = [...needs, ...asns];
    return { requests: each.flatMap(({ requests }) => requests), given: each.flatMap(({ given }) => given) };
  }

  private connect(link: FabricLinkOptions, prop: string): void {
    const ends = [`${link.device.hostName}:${link.interface}`, `${link.peer.hostName}:${link.peerInterface}`].sort(
      compareNumbered,
    );
    const id = ends.join(' ');
    if (this.node.tryFindChild(childId(id)) !== undefined) throw duplicateLink(prop, ends, this.node.path);
    new FabricLink(this, id, { ...link, underlay: this });
  }

  /** A link goes with either of its devices. */
  private linksInTree(): FabricLink[] {
    return this.links.filter((link) => isInTree(link) && link._devices.every(isInTree));
  }

  private requireAsn(device: LinkedDevice, link: FabricLink): void {
    if (device._givenUnderlayAsn !== undefined) return;
    if (!FabricDevice.isFabricDevice(device)) throw foreignAsnUnknown(device.hostName, link.node.path);
    if (this.fabric._allocation.has('underlay-as')) return;
    throw valueOrPoolMissing('underlayAsn', 'underlayAsns', "'4200000001-4200000999'", device.node.path);
  }
}

/** The AS number of a device: from the pool, or one that the pool must go around. */
function asnNeeds({ _givenUnderlayAsn: asn, hostName, node }: LinkedDevice): AllocationNeeds {
  const key = underlayAsKey(hostName);
  const constructPath = node.path;
  if (asn === undefined) return { requests: [{ key, constructPath }], given: [] };
  const extent = KINDS['underlay-as'].extentOf(String(asn));
  return { requests: [], given: extent === undefined ? [] : [{ value: String(asn), extent, key, constructPath }] };
}
