import { Construct } from 'constructs';
import { notABreakoutPort } from './errors';
import type { BreakoutIntent } from '../../lib/intent/fabric-intent';
import { InterfaceName } from '../../lib/model/interface-name';
import type { PropKinds } from '../private/props';
import { construct, memberOf, NUMBER, requireProps, TEXT } from '../private/props';
import type { ILeafDevice } from './leaf-device';
import { ownLeaf } from './leaf-device';
import { parsed, wholeNumber } from '../private/located';
import { literalOf } from '../private/text-of';

/** Speed of one channel of a port. */
export enum ChannelSpeed {
  SPEED_10G = '10g',
  SPEED_25G = '25g',
  SPEED_50G = '50g',
  SPEED_100G = '100g',
}

/** Properties of a port that is split. */
export interface PortBreakoutProps {
  /** The leaf the port is on. */
  readonly leaf: ILeafDevice;

  /** Name of the port before it is split, for example `et-0/0/3`. */
  readonly interface: string;

  /** Speed of one channel. */
  readonly channelSpeed: ChannelSpeed;

  /**
   * How many channels there are, 1 to 8 (`number-of-sub-ports`). Junos Evolved needs to be told.
   * @default - as the device has it
   */
  readonly channels?: number;
}

const PROPS: PropKinds<PortBreakoutProps> = {
  required: {
    leaf: construct('a LeafDevice'),
    interface: TEXT,
    channelSpeed: memberOf('ChannelSpeed', ChannelSpeed),
  },
  optional: { channels: NUMBER },
};

/**
 * A port that is split into channels: `et-0/0/3` at 10G becomes `xe-0/0/3:0` to `xe-0/0/3:3`. The statement concerns the
 * chassis, so it is a prerequisite (`breakouts`): asserted, or configured on request.
 */
export class PortBreakout extends Construct {
  private readonly intent: Omit<BreakoutIntent, 'constructPath'>;

  /** @throws FabricError when the port is none, the leaf is of another fabric or a number is out of range */
  constructor(scope: Construct, id: string, props: PortBreakoutProps) {
    super(scope, id);
    requireProps(this, props, PROPS);
    const leaf = ownLeaf(this, 'leaf', props.leaf);
    const port = parsed(this, 'interface', () => InterfaceName.parse(props.interface));
    if (port.position === undefined || port.position.channel !== undefined) {
      throw notABreakoutPort(port.toString(), this.node.path);
    }
    const { channels, channelSpeed } = props;
    this.intent = {
      port: port.toString(),
      channelSpeed: literalOf(channelSpeed),
      ...(channels !== undefined && { channels: wholeNumber(this, 'channels', channels, 1, 8) }),
    };
    leaf._addBreakout(this);
  }

  /** @internal */
  _intent(): BreakoutIntent {
    return { constructPath: this.node.path, ...this.intent };
  }
}
