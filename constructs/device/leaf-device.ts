import type { Construct, IConstruct } from 'constructs';
import type { BreakoutIntent, DeviceIntent } from '../../lib/intent/fabric-intent';
import { compareNumbered } from '../../lib/intent/order';
import { compareText } from '../../lib/model/order';
import type { AttachedInterface, FabricDeviceProps, IFabricDevice } from './fabric-device';
import { DEVICE_PROPS, FabricDevice, notOwnDevice } from './fabric-device';
import { fabricOf } from '../fabric/fabric-holder';
import type { ForeignDeviceAttributes } from './foreign-device';
import { ForeignDevice } from './foreign-device';
import type { PropKinds } from '../private/props';
import { TEXT } from '../private/props';
import { oneLine } from '../private/located';
import { isInTree, isMarked, mark } from '../private/marks';

/** A leaf switch of the fabric. */
export interface ILeafDevice extends IFabricDevice {}

/** Properties of a leaf. */
export interface LeafDeviceProps extends FabricDeviceProps {
  /**
   * What this leaf fails together with: a side of the fabric, a rack or a power feed, for example `side A`. A server whose
   * leaves are all in one is reported.
   * @default - not known
   */
  readonly failureDomain?: string;
}

const PROPS: PropKinds<LeafDeviceProps> = {
  required: DEVICE_PROPS.required,
  optional: { ...DEVICE_PROPS.optional, failureDomain: TEXT },
};

const MARK = 'LeafDevice';

/** A port that is split, as the leaf that it is on sees it. */
interface SplitPort extends IConstruct {
  /** @internal */
  _intent(): BreakoutIntent;
}

/**
 * A leaf switch of the fabric. By itself it configures nothing on the device; what is attached to it does.
 *
 * Its Terraform addresses follow from the host name, so that moving the construct in the tree re-applies nothing.
 */
export class LeafDevice extends FabricDevice implements ILeafDevice {
  /** Whether `x` is a LeafDevice. */
  static isLeafDevice(x: unknown): x is LeafDevice {
    return isMarked(x, MARK);
  }

  /**
   * A leaf that others own and configure: it can be the other end of links and a client of the overlay's reflectors, and is
   * never configured, rolled out or checked.
   * @throws FabricError when there is no fabric above or a value is not usable
   */
  static fromLeafDeviceAttributes(scope: Construct, id: string, attributes: ForeignDeviceAttributes): ILeafDevice {
    return new ForeignDevice(scope, id, 'leaf', attributes);
  }

  private readonly failureDomain?: string;
  private readonly interfaces: AttachedInterface[] = [];
  private readonly breakouts: SplitPort[] = [];

  /** @throws FabricError when there is no fabric above, a value is not usable, or the host name is taken */
  constructor(scope: Construct, id: string, props: LeafDeviceProps) {
    super(scope, id, 'leaf', props);
    mark(this, MARK);
    const { failureDomain } = props;
    if (failureDomain !== undefined) this.failureDomain = oneLine(this, 'failureDomain', failureDomain, 255);
  }

  /** @internal */
  override _propKinds(): PropKinds<LeafDeviceProps> {
    return PROPS;
  }

  /** @internal */
  _addInterface(added: AttachedInterface): void {
    this.interfaces.push(added);
  }

  /** @internal */
  _addBreakout(added: SplitPort): void {
    this.breakouts.push(added);
  }

  /** @internal */
  override _attached(): readonly AttachedInterface[] {
    return this.interfaces.filter(isInTree);
  }

  /** @internal */
  override _more(): Partial<DeviceIntent> {
    const breakouts = this.breakouts.filter(isInTree).map((breakout) => breakout._intent());
    return {
      ...(this.failureDomain !== undefined && { failureDomain: this.failureDomain }),
      ...(breakouts.length > 0 && {
        breakouts: breakouts.sort(
          (a, b) => compareNumbered(a.port, b.port) || compareText(a.constructPath, b.constructPath),
        ),
      }),
    };
  }
}

/**
 * The LeafDevice behind a reference, which must be of the same fabric.
 * @param prop - as the user wrote it, for example `attachments[0].leaf`
 * @throws FabricError `foreignReference`, `deviceOfOthers`
 */
export function ownLeaf(scope: IConstruct, prop: string, leaf: ILeafDevice): LeafDevice {
  if (LeafDevice.isLeafDevice(leaf) && fabricOf(leaf) === fabricOf(scope)) return leaf;
  throw notOwnDevice(scope, prop, leaf, 'a LeafDevice');
}
