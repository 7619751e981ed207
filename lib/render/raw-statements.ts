import { FabricError } from '../model/fabric-error';
import { rawLineFights } from './errors';
import type { DeviceIntent, FabricIntent, RawStatementIntent } from '../intent/fabric-intent';
import type { FlatStatement } from '../junos/tree/configuration';
import { Configuration } from '../junos/tree/configuration';
import { joinWords } from '../junos/tree/words';
import { constructOf } from './construct-of';
import { readRawLine } from './raw-line';
import type { RenderedDevice } from './rendered-device';

/** A line of the user, read. */
interface RawLine extends RawStatementIntent {
  readonly statements: readonly FlatStatement[];
}

/**
 * Adds to the group what the user wrote as set lines, behind what was generated: it is compared, checked, rolled out and
 * owned like the rest. A line may add to what is there and never change it.
 *
 * @throws FabricError `rawLineFights`, naming both constructs, and those of `readRawLine`
 */
export function addRawStatements({ base, group }: RenderedDevice, device: DeviceIntent, fabric: FabricIntent): void {
  const lines = (device.statements ?? []).map((raw): RawLine => {
    try {
      return { ...raw, statements: [...readRawLine(raw.line, raw.unchecked === true).statements()] };
    } catch (error) {
      throw FabricError.isFabricError(error) ? error.at(raw.constructPath) : error;
    }
  });
  if (lines.length === 0) return;
  const generated = together(group, base);
  const all = generated.clone();
  for (const line of lines) add(all, line);
  const lost = [...generated.statements()].find((one) => !all.has(...one.words));
  if (lost !== undefined) throw fightWithGenerated(generated, lost, lines, device, fabric);
  for (const [i, line] of lines.entries()) {
    const gone = line.statements.find((one) => !all.has(...one.words));
    if (gone !== undefined) throw fightOfLines(line, gone, lines.slice(i + 1));
  }
  for (const line of lines) add(group, line);
}

function add(configuration: Configuration, { statements }: Pick<RawLine, 'statements'>): void {
  for (const { words, unchecked } of statements) {
    if (unchecked === true) configuration.setUnchecked(...words);
    else configuration.set(...words);
  }
}

/** Both groups as one: what the device does. */
function together(group: Configuration, base: Configuration): Configuration {
  const both = group.clone();
  for (const { words } of base.statements()) both.set(...words);
  return both;
}

function fightWithGenerated(
  generated: Configuration,
  lost: FlatStatement,
  lines: readonly RawLine[],
  device: DeviceIntent,
  fabric: FabricIntent,
): Error {
  const other = { line: setLine(lost), constructPath: constructOf(lost.words, device, fabric) };
  return rawLineFights(device.hostname, culprit(generated, lost, lines), other);
}

function fightOfLines(first: RawLine, lost: FlatStatement, later: readonly RawLine[]): Error {
  const alone = new Configuration();
  add(alone, first);
  return rawLineFights(undefined, culprit(alone, lost, later), {
    line: setLine(lost),
    constructPath: first.constructPath,
  });
}

/** The line that takes a statement away. */
function culprit(before: Configuration, lost: FlatStatement, lines: readonly RawLine[]): RawStatementIntent {
  const found = lines.find((line) => {
    const after = before.clone();
    add(after, line);
    return !after.has(...lost.words);
  });
  return found ?? { line: '', constructPath: '' };
}

function setLine({ words }: FlatStatement): string {
  return `set ${joinWords(words)}`;
}
