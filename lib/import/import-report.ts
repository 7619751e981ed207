import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import type { Configuration, FlatStatement } from '../junos/tree/configuration';
import { SECRET_MARK } from '../junos/tree/secret-mark';
import { setLine } from '../junos/formats/set-writer';
import { invalidValues } from '../junos/values/invalid-values';
import { renderDevice } from '../render/render-device';
import { redact } from '../secrets/redact';
import type { FoundDevice } from './found-device';
import { adoptionPaths } from './adoption-paths';
import { givenValues } from './given-values';
import { reasonFor, REPLACED } from './reasons';

/** A set line with what is to be said of it. */
export interface ListedLine {
  readonly line: string;
  readonly reason: string;
}

/** What an import makes of one device. Every statement of its configuration is either reproduced or left alone. */
export interface DeviceReport {
  readonly hostname: string;
  readonly file: string;
  /** Statements that the program says again, as set lines. */
  readonly reproduced: readonly string[];
  /** Statements that the program says and the device does not have. */
  readonly added: readonly string[];
  /** Statements of the device that the program does not say. */
  readonly leftAlone: readonly ListedLine[];
  /**
   * Places outside the configuration group that the program adopts, as words of set lines: what it says, or says otherwise,
   * stands there. They are deleted in the commit that first loads the group.
   */
  readonly adopted: readonly string[];
  /**
   * Values at places of the program that configuration groups of others and interface ranges give, each with who gives it. One
   * that the program says too is no mask; any other stops the first rollout.
   */
  readonly given: readonly ListedLine[];
  /** Values that the device has and that the library would refuse, each with the reason: one of the two is wrong. */
  readonly doubtful: readonly ListedLine[];
}

/**
 * Proves what a program says of a device, by rendering it and comparing with the configuration that it was made from.
 *
 * @param notOwned - by name of VRF, why it does not become the fabric's
 * @throws FabricError when the intent contradicts itself
 */
export function reportOn(
  found: FoundDevice,
  device: DeviceIntent | undefined,
  fabric: FabricIntent,
  notOwned: ReadonlyMap<string, string>,
): DeviceReport {
  const compared = compare(found, device, fabric, notOwned);
  const { leftAlone, rendered, reproduced } = compared;
  const seen = new Set(reproduced.map(({ plain }) => plain));
  return {
    hostname: found.hostname,
    file: found.file,
    reproduced: reproduced.map(({ line }) => line),
    added: [...rendered].filter((line) => !seen.has(line)),
    leftAlone: leftAlone.map(({ line, reason }) => ({ line, reason })),
    adopted: adoptedOf(compared, found, device, fabric),
    given: givenValues(found, device, fabric).map(({ by, isSaid, line }) => ({
      line,
      reason: isSaid ? `${by} gives it, as the program says it` : `${by} gives it, and the program does not say it`,
    })),
    doubtful: invalidValues(found.configuration).map(({ before, refusal, value }) => ({
      line: setLine([...before, value]),
      reason: refusal,
    })),
  };
}

/** What a report says is left alone on a device; arguments as of a report. */
export function leftAloneOn(
  found: FoundDevice,
  device: DeviceIntent,
  fabric: FabricIntent,
  notOwned: ReadonlyMap<string, string>,
): ListedLine[] {
  return compare(found, device, fabric, notOwned).leftAlone;
}

/** What a report says is adopted on a device; arguments as of a report. */
export function adoptedOn(
  found: FoundDevice,
  device: DeviceIntent,
  fabric: FabricIntent,
  notOwned: ReadonlyMap<string, string>,
): string[] {
  return adoptedOf(compare(found, device, fabric, notOwned), found, device, fabric);
}

/** A configuration beside what a program says of its device. */
interface Compared {
  /** What the program says, as set lines. */
  readonly rendered: ReadonlySet<string>;
  readonly reproduced: readonly ReadLine[];
  readonly leftAlone: (ReadLine & ListedLine)[];
}

function compare(
  found: FoundDevice,
  device: DeviceIntent | undefined,
  fabric: FabricIntent,
  notOwned: ReadonlyMap<string, string>,
): Compared {
  const rendered = device === undefined ? new Set<string>() : renderedLines(device, fabric);
  const lines = [...found.configuration.statements()].map((statement) => read(statement, fabric.name, rendered));
  return {
    rendered,
    reproduced: lines.filter(({ isReproduced }) => isReproduced),
    leftAlone: lines
      .filter(({ isReproduced }) => !isReproduced)
      .map((one) => ({ ...one, reason: reasonFor(one.statement, found, device, fabric, notOwned) })),
  };
}

/** What the program says, or says otherwise, and stands outside the group. */
function adoptedOf(
  { leftAlone, reproduced }: Compared,
  { configuration }: FoundDevice,
  device: DeviceIntent | undefined,
  fabric: FabricIntent,
): string[] {
  if (device === undefined) return [];
  const replaced = leftAlone.filter(({ reason }) => REPLACED.has(reason));
  const inTheWay = [...reproduced, ...replaced].filter(({ isOurs }) => !isOurs);
  const explicit = inTheWay.map(({ statement }) => statement);
  return adoptionPaths(configuration, explicit, device, fabric);
}

/** The same as it may be shown. */
export function redactedReport(report: DeviceReport): DeviceReport {
  const { added, adopted, doubtful, given, hostname, file, leftAlone, reproduced } = report;
  const redacted = ({ line, reason }: ListedLine): ListedLine => ({ line: redact(line), reason });
  return {
    hostname,
    file,
    reproduced: reproduced.map(redact),
    added: added.map(redact),
    leftAlone: leftAlone.map(redacted),
    adopted: adopted.map(redact),
    given: given.map(redacted),
    doubtful: doubtful.map(redacted),
  };
}

/** What the program says of the device, as set lines. */
export function renderedLines(device: DeviceIntent, fabric: FabricIntent): Set<string> {
  const { base, group } = renderDevice(device, fabric);
  const linesOf = (configuration: Configuration): string[] =>
    [...configuration.statements()].map(({ words }) => setLine(words));
  return new Set([...linesOf(group), ...linesOf(base)]);
}

interface ReadLine {
  readonly statement: FlatStatement;
  /** As it stands, with its group. */
  readonly line: string;
  /** As it would stand without a group. */
  readonly plain: string;
  readonly isOurs: boolean;
  readonly isReproduced: boolean;
}

function read(statement: FlatStatement, fabric: string, rendered: ReadonlySet<string>): ReadLine {
  const { inactive, secret, words } = statement;
  const isOurs = words[0] === 'groups' && words[1] === fabric;
  const plain = setLine(isOurs ? words.slice(2) : words);
  const isReproduced = !inactive && rendered.has(plain);
  const line = secret === true ? `${setLine(words)} ${SECRET_MARK}` : setLine(words);
  return { statement, line, plain, isOurs, isReproduced };
}
