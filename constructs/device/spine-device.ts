import type { Construct, IConstruct } from 'constructs';
import type { DeviceIntent } from '../../lib/intent/fabric-intent';
import { IpAddress } from '../../lib/model/ip-address';
import type { FabricDeviceProps, IFabricDevice } from './fabric-device';
import { DEVICE_PROPS, FabricDevice, notOwnDevice } from './fabric-device';
import { fabricOf } from '../fabric/fabric-holder';
import type { ForeignDeviceAttributes } from './foreign-device';
import { ForeignDevice } from './foreign-device';
import type { PropKinds } from '../private/props';
import { TEXT } from '../private/props';
import { oneLine, parsed } from '../private/located';
import { isMarked, mark } from '../private/marks';

/** A spine switch of the fabric. */
export interface ISpineDevice extends IFabricDevice {}

/** Properties of a spine. */
export interface SpineDeviceProps extends FabricDeviceProps {
  /**
   * Cluster of this route reflector: an IPv4 address that is nobody's loopback. Two reflectors of one cluster ignore what
   * the other one reflects; of two clusters, each keeps the routes of the other as a second way.
   * @default - the clusterId of the EvpnOverlay
   */
  readonly clusterId?: string;

  /**
   * What this spine fails together with: a side of the fabric, a room or a power feed, for example `side A`. A fabric whose
   * route reflectors are all in one is refused.
   * @default - not known
   */
  readonly failureDomain?: string;
}

const PROPS: PropKinds<SpineDeviceProps> = {
  required: DEVICE_PROPS.required,
  optional: { ...DEVICE_PROPS.optional, clusterId: TEXT, failureDomain: TEXT },
};

const MARK = 'SpineDevice';

/**
 * A spine switch of the fabric: it connects leaves and, in an EvpnOverlay, reflects their routes. By itself it configures
 * nothing on the device; the underlay, the overlay and the VRFs that are placed on it do.
 */
export class SpineDevice extends FabricDevice implements ISpineDevice {
  /** Whether `x` is a SpineDevice. */
  static isSpineDevice(x: unknown): x is SpineDevice {
    return isMarked(x, MARK);
  }

  /**
   * A spine that others own and configure: it can be the other end of links and a reflector of the overlay, and is never
   * configured, rolled out or checked.
   * @throws FabricError when there is no fabric above or a value is not usable
   */
  static fromSpineDeviceAttributes(scope: Construct, id: string, attributes: ForeignDeviceAttributes): ISpineDevice {
    return new ForeignDevice(scope, id, 'spine', attributes);
  }

  /** @internal */
  readonly _clusterId?: string;
  private readonly failureDomain?: string;

  /** @throws FabricError when there is no fabric above, a value is not usable, or the host name is taken */
  constructor(scope: Construct, id: string, props: SpineDeviceProps) {
    super(scope, id, 'spine', props);
    mark(this, MARK);
    const { clusterId, failureDomain } = props;
    if (failureDomain !== undefined) this.failureDomain = oneLine(this, 'failureDomain', failureDomain, 255);
    if (clusterId !== undefined) {
      this._clusterId = parsed(this, 'clusterId', () => IpAddress.parseFamily('inet', clusterId).toString());
    }
  }

  /** @internal */
  override _propKinds(): PropKinds<SpineDeviceProps> {
    return PROPS;
  }

  /** @internal */
  override _more(): Partial<DeviceIntent> {
    return this.failureDomain === undefined ? {} : { failureDomain: this.failureDomain };
  }
}

/**
 * The SpineDevice behind a reference, which must be of the same fabric.
 * @param prop - as the user wrote it, for example `spines[0]`
 * @throws FabricError `foreignReference`, `deviceOfOthers`
 */
export function ownSpine(scope: IConstruct, prop: string, spine: ISpineDevice): SpineDevice {
  if (SpineDevice.isSpineDevice(spine) && fabricOf(spine) === fabricOf(scope)) return spine;
  throw notOwnDevice(scope, prop, spine, 'a SpineDevice');
}
