import { Construct } from 'constructs';
import { noReflectors, reflectorAndClient } from './errors';
import type { BfdIntent, DeviceOverlayIntent, OverlayNeighborIntent } from '../../lib/intent/fabric-intent';
import { IpAddress } from '../../lib/model/ip-address';
import { compareText } from '../../lib/model/order';
import type { FabricBfdOptions } from '../server/bfd-options';
import type { IFabricDevice } from '../device/fabric-device';
import type { HoldingFabric } from '../fabric/fabric-holder';
import { BFD_PROPS, bfdIntent } from '../server/bfd-options';
import type { PropKinds } from '../private/props';
import { construct, listOf, requireProps, TEXT } from '../private/props';
import { fabricOf } from '../fabric/fabric-holder';
import type { DeviceMember } from '../fabric/fabric-member';
import type { LinkedDevice } from '../device/foreign-device';
import type { OverlayEnd } from './overlay-ends';
import { namedEnds, presentEnds } from './overlay-ends';
import { parsed } from '../private/located';
import { isMarked, mark } from '../private/marks';
import { SpineDevice } from '../device/spine-device';

/** Properties of an overlay. */
export interface EvpnOverlayProps extends FabricBfdOptions {
  /** Cluster of the route reflectors: an IPv4 address that is nobody's loopback, for example `192.168.0.10`. */
  readonly clusterId: string;

  /**
   * The route reflectors: each has a session with every other one and with every client.
   * @default - every SpineDevice of the fabric that is not among the clients
   */
  readonly reflectors?: IFabricDevice[];

  /**
   * Who gets its routes from the reflectors.
   * @default - every LeafDevice of the fabric that is not among the reflectors
   */
  readonly clients?: IFabricDevice[];
}

const DEVICES = listOf(construct('a LeafDevice or SpineDevice'));

const PROPS: PropKinds<EvpnOverlayProps> = {
  required: { clusterId: TEXT },
  optional: { ...BFD_PROPS, reflectors: DEVICES, clients: DEVICES },
};

const MARK = 'EvpnOverlay';

/**
 * The EVPN overlay: IBGP between loopbacks in the one AS number of the fabric (`overlayAsn`), with `family evpn signaling`
 * and route reflectors. Reflectors are not clients of one another: their sessions are in a group of their own, without
 * `cluster`.
 */
export class EvpnOverlay extends Construct {
  /** Whether `x` is an EvpnOverlay. */
  static isEvpnOverlay(x: unknown): x is EvpnOverlay {
    return isMarked(x, MARK);
  }

  private readonly fabric: HoldingFabric;
  private readonly clusterId: string;
  private readonly bfd?: BfdIntent;
  private readonly reflectors?: readonly LinkedDevice[];
  private readonly clients?: readonly LinkedDevice[];

  /** @throws FabricError when the fabric has an overlay already, nobody reflects, or a value is not usable */
  constructor(scope: Construct, id: string, props: EvpnOverlayProps) {
    super(scope, id);
    mark(this, MARK);
    requireProps(this, props, PROPS);
    this.fabric = fabricOf(this);
    this.clusterId = parsed(this, 'clusterId', () => IpAddress.parseFamily('inet', props.clusterId).toString());
    this.bfd = bfdIntent(this, props, 3000);
    this.reflectors = namedEnds(this, 'reflectors', props.reflectors);
    this.clients = namedEnds(this, 'clients', props.clients);
    if (this.reflectors?.length === 0) throw noReflectors(this.node.path);
    const both = this.reflectors?.find((device) => this.clients?.includes(device));
    if (both !== undefined) throw reflectorAndClient(both.hostName, this.node.path);
    this.fabric._members.addOverlay(this);
  }

  /**
   * The part of a device; none when it neither reflects nor is a client.
   * @internal
   */
  _intentOf(device: DeviceMember): DeviceOverlayIntent | undefined {
    const { clients, reflectors } = this.members();
    const common = { constructPath: this.node.path, ...(this.bfd !== undefined && { bfd: this.bfd }) };
    if (reflectors.includes(device)) {
      return {
        ...common,
        clusterId: this.clusterOf(device),
        clients: neighbors(clients),
        peers: neighbors(reflectors.filter((other) => other !== device)),
      };
    }
    if (!clients.includes(device)) return undefined;
    return { ...common, clients: [], peers: neighbors(reflectors) };
  }

  private clusterOf(device: DeviceMember): string {
    return (SpineDevice.isSpineDevice(device) ? device._clusterId : undefined) ?? this.clusterId;
  }

  private members(): { readonly reflectors: readonly OverlayEnd[]; readonly clients: readonly OverlayEnd[] } {
    return {
      reflectors: presentEnds(this.fabric, this.reflectors, 'spine', this.clients),
      clients: presentEnds(this.fabric, this.clients, 'leaf', this.reflectors),
    };
  }
}

function neighbors(devices: readonly OverlayEnd[]): OverlayNeighborIntent[] {
  return devices
    .map(({ hostName, loopback }) => ({ hostname: hostName, address: loopback }))
    .sort((a, b) => compareText(a.hostname, b.hostname));
}
