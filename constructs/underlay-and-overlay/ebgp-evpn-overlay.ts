import { Construct } from 'constructs';
import { foreignOverlayAsnUnknown, noSpines, spineAndLeaf } from './errors';
import type {
  BfdIntent,
  DeviceOverlayIntent,
  ExternalOverlayIntent,
  OverlayNeighborIntent,
} from '../../lib/intent/fabric-intent';
import { compareText } from '../../lib/model/order';
import type { FabricBfdOptions } from '../server/bfd-options';
import { BFD_PROPS, bfdIntent } from '../server/bfd-options';
import type { IFabricDevice } from '../device/fabric-device';
import type { LinkedDevice } from '../device/foreign-device';
import type { HoldingFabric } from '../fabric/fabric-holder';
import { fabricOf } from '../fabric/fabric-holder';
import type { DeviceMember } from '../fabric/fabric-member';
import type { OverlayEnd } from './overlay-ends';
import { namedEnds, presentEnds } from './overlay-ends';
import { wholeNumber } from '../private/located';
import { isMarked, mark } from '../private/marks';
import type { PropKinds } from '../private/props';
import { construct, listOf, NUMBER, requireProps } from '../private/props';

/** Properties of an overlay of EBGP sessions. */
export interface EbgpEvpnOverlayProps extends FabricBfdOptions {
  /**
   * Who passes on what leaves announce: each has a session with every leaf, and none with another spine.
   * @default - every SpineDevice of the fabric that is not among the leaves
   */
  readonly spines?: IFabricDevice[];

  /**
   * Who has a session with every spine.
   * @default - every LeafDevice of the fabric that is not among the spines
   */
  readonly leaves?: IFabricDevice[];

  /**
   * How many times its own AS number in a route makes a device hide it as a loop (`family evpn signaling loops`), 2 to 10;
   * and that neighbors are told what has been through their number (`advertise-peer-as`). 2 for leaves that share an AS
   * number, or for a server that has the one of a device.
   * @default - once is enough
   */
  readonly loops?: number;
}

const DEVICES = listOf(construct('a LeafDevice or SpineDevice'));

const PROPS: PropKinds<EbgpEvpnOverlayProps> = {
  required: {},
  optional: { ...BFD_PROPS, spines: DEVICES, leaves: DEVICES, loops: NUMBER },
};

const MARK = 'EbgpEvpnOverlay';

/**
 * An EVPN overlay of EBGP sessions between loopbacks, from every leaf to every spine (`type external`, `multihop
 * no-nexthop-change`, `family evpn signaling`), as fabrics have it in which every device has an AS number of its own (`asn`).
 * Spines hand routes on with the leaf's next hop; a leaf sends nothing back that a spine has told it.
 *
 * Local preference does not cross EBGP: other leaves do not see which attachments of a server are backups.
 */
export class EbgpEvpnOverlay extends Construct {
  /** Whether `x` is an EbgpEvpnOverlay. */
  static isEbgpEvpnOverlay(x: unknown): x is EbgpEvpnOverlay {
    return isMarked(x, MARK);
  }

  private readonly fabric: HoldingFabric;
  private readonly bfd?: BfdIntent;
  private readonly external: ExternalOverlayIntent;
  private readonly spines?: readonly LinkedDevice[];
  private readonly leaves?: readonly LinkedDevice[];

  /** @throws FabricError when the fabric has an overlay already, there are no spines, or a value is not usable */
  constructor(scope: Construct, id: string, props: EbgpEvpnOverlayProps = {}) {
    super(scope, id);
    mark(this, MARK);
    requireProps(this, props, PROPS);
    const { loops } = props;
    this.fabric = fabricOf(this);
    this.bfd = bfdIntent(this, props, 3000);
    this.external = loops === undefined ? {} : { loops: wholeNumber(this, 'loops', loops, 2, 10) };
    this.spines = namedEnds(this, 'spines', props.spines);
    this.leaves = namedEnds(this, 'leaves', props.leaves);
    if (this.spines?.length === 0) throw noSpines(this.node.path);
    const both = this.spines?.find((device) => this.leaves?.includes(device));
    if (both !== undefined) throw spineAndLeaf(both.hostName, this.node.path);
    this.fabric._members.addOverlay(this);
  }

  /**
   * The part of a device; none when it is neither among the spines nor among the leaves.
   * @internal
   */
  _intentOf(device: DeviceMember): DeviceOverlayIntent | undefined {
    const spines = presentEnds(this.fabric, this.spines, 'spine', this.leaves);
    const leaves = presentEnds(this.fabric, this.leaves, 'leaf', this.spines);
    const common = {
      constructPath: this.node.path,
      external: this.external,
      ...(this.bfd !== undefined && { bfd: this.bfd }),
    };
    if (spines.includes(device)) return { ...common, clients: this.neighbors(leaves), peers: [] };
    return leaves.includes(device) ? { ...common, clients: [], peers: this.neighbors(spines) } : undefined;
  }

  private neighbors(devices: readonly OverlayEnd[]): OverlayNeighborIntent[] {
    return devices
      .map(({ _ownAsn: peerAsn, hostName, loopback }) => {
        if (peerAsn === undefined) throw foreignOverlayAsnUnknown(hostName, this.node.path);
        return { hostname: hostName, address: loopback, peerAsn };
      })
      .sort((a, b) => compareText(a.hostname, b.hostname));
  }
}
