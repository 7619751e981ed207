import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { noLines, statementsWithoutDevice } from './errors';
import type { RawStatementIntent } from '../../lib/intent/fabric-intent';
import { readRawLine } from '../../lib/render/raw-line';
import type { PropKinds } from '../private/props';
import { construct, FLAG, listOf, requireProps, TEXT } from '../private/props';
import { EbgpServerPeering } from '../server/ebgp-server-peering';
import { FabricDevice, type IFabricDevice, ownDevice } from './fabric-device';
import { parsed } from '../private/located';
import { isMarked, mark } from '../private/marks';
import { MultihomedServer } from '../server/multihomed-server';
import { ServerFacingInterface } from '../server/server-facing-interface';

/** Properties of set lines. */
export interface JunosStatementsProps {
  /** Set lines, for example `['set system ntp server 10.0.0.1']`. Nothing can be deleted or deactivated with them. */
  readonly lines: string[];

  /**
   * The devices that get them.
   * @default - those of the construct that the lines are created in: the device itself, the leaf of an interface or a
   * session, all leaves of a server
   */
  readonly devices?: IFabricDevice[];

  /**
   * Whether the library need not know the statements. They are then in the set form only, not in the curly text and the XML
   * of the stack directory, and what they disrupt counts as the worst.
   * @default false
   */
  readonly unchecked?: boolean;
}

const PROPS: PropKinds<JunosStatementsProps> = {
  required: { lines: listOf(TEXT) },
  optional: { devices: listOf(construct('a LeafDevice or SpineDevice')), unchecked: FLAG },
};

const MARK = 'JunosStatements';

/**
 * Set lines, for what has no construct. They become part of what the fabric owns on the device: they are compared, checked,
 * rolled out and withdrawn with the rest. A line may add to what the fabric generates and never change it.
 *
 *     new JunosStatements(leaf10, 'ntp', { lines: ['set system ntp server 10.0.0.1'] });
 */
export class JunosStatements extends Construct {
  /** Whether `x` is a JunosStatements. */
  static isJunosStatements(x: unknown): x is JunosStatements {
    return isMarked(x, MARK);
  }

  /** The lines. An Aspect may add to them. */
  readonly lines: string[];

  private readonly unchecked: boolean;

  /** @throws FabricError when a line is not usable, or it is not known which devices get the lines */
  constructor(scope: Construct, id: string, props: JunosStatementsProps) {
    super(scope, id);
    mark(this, MARK);
    requireProps(this, props, PROPS);
    if (props.lines.length === 0) throw noLines(this.node.path);
    this.lines = [...props.lines];
    this.unchecked = props.unchecked ?? false;
    // Here, where the stack trace still shows the line; what an Aspect adds is checked when the device is rendered.
    this.lines.forEach((line, i) => parsed(this, `lines[${i}]`, () => readRawLine(line, this.unchecked)));
    for (const device of this.devicesOf(props.devices)) device._addStatements(this);
  }

  /** @internal */
  _intents(): RawStatementIntent[] {
    const constructPath = this.node.path;
    return this.lines.map((line) => ({
      constructPath,
      line: line.trim(),
      ...(this.unchecked && { unchecked: true as const }),
    }));
  }

  private devicesOf(given: readonly IFabricDevice[] | undefined): FabricDevice[] {
    if (given !== undefined) return distinct(given.map((device, i) => ownDevice(this, `devices[${i}]`, device)));
    const above = this.node.scopes.reverse().map(devicesAt);
    const nearest = above.find((devices) => devices.length > 0);
    if (nearest === undefined) throw statementsWithoutDevice(this.node.path);
    return distinct(nearest.map((device) => ownDevice(this, 'devices', device)));
  }
}

/** The devices that a construct is about. */
function devicesAt(construct: IConstruct): readonly IFabricDevice[] {
  if (FabricDevice.isFabricDevice(construct)) return [construct];
  if (ServerFacingInterface.isServerFacingInterface(construct)) return [construct.leaf];
  if (EbgpServerPeering.isEbgpServerPeering(construct)) return [construct.interface.leaf];
  return MultihomedServer.isMultihomedServer(construct) ? construct.interfaces.map(({ leaf }) => leaf) : [];
}

function distinct(devices: readonly FabricDevice[]): FabricDevice[] {
  return [...new Set(devices)];
}
