import type { Configuration, FlatStatement } from '../junos/configuration';
import { diff, diffStatements } from '../junos/diff';
import type { QfxModel } from '../platform/qfx-model';
import type { DeviceDisruption } from './device-disruption';
import { deviceDisruption, withoutGroups } from './device-disruption';
import { redact } from './redact';
import type { StandingGroup } from './standing-group';
import { standingGroup, withoutMark } from './standing-group';
import type { WantedGroup } from './wanted-group';
import { differs, loaded, loadLines } from './wanted-group';

/** What has to be done to one device, computed from its committed configuration; nothing has been sent yet. */
export interface DeviceChange {
  /** Of the change it is part of: what the groups will be marked with. */
  readonly changeId: string;
  readonly wanted: readonly WantedGroup[];
  readonly standing: ReadonlyMap<string, StandingGroup>;
  /** Whether anything has to be done. */
  readonly needed: boolean;
  /** Set lines that do it. */
  readonly lines: string;
  /** As `show | compare` prints it, without our marks and without secrets; '' when nothing has to be done. */
  readonly diff: string;
  /** Statements that go, as the group spells them without `groups <name>`. */
  readonly removed: readonly (readonly string[])[];
  /** Statements that come. */
  readonly added: readonly (readonly string[])[];
  /** The wanted groups of the device before and after, for looking up what refers to what. */
  readonly before: Configuration;
  readonly after: Configuration;
  readonly disruption: DeviceDisruption;
}

/**
 * Compares what is wanted with what is committed.
 *
 * @param model - of the device; undefined where it is not known, and then the worst of all models is assumed
 */
export function deviceChange(
  committed: Configuration,
  wanted: readonly WantedGroup[],
  changeId: string,
  model?: QfxModel,
): DeviceChange {
  const names = wanted.map((one) => one.name);
  const standing = new Map(names.map((name) => [name, standingGroup(committed, name)]));
  const needed = wanted.some((one) => differs(one, standing.get(one.name) ?? standingGroup(committed, one.name)));
  const before = withoutMark(committed, ...names);
  const lines = needed ? loadLines(wanted, standing, changeId) : '';
  const after = needed ? withoutMark(loaded(committed, lines), ...names) : before;
  const inEffect = names.filter((name) => standing.get(name)?.inEffect === true);
  const statements = diffStatements(before, after);
  return {
    changeId,
    wanted,
    standing,
    needed,
    lines,
    diff: redact(diff(before, after)),
    removed: plain(statements.removed, names),
    added: plain(statements.added, names),
    before,
    after,
    disruption: deviceDisruption(
      withoutGroups(before, inEffect),
      withoutGroups(after, needed ? names : inEffect),
      model,
    ),
  };
}

/** The words without the group they stand in; the apply line itself is left out. */
function plain(statements: readonly FlatStatement[], names: readonly string[]): (readonly string[])[] {
  return statements
    .filter(({ words }) => words[0] === 'groups' && names.includes(words[1] ?? ''))
    .map(({ words }) => words.slice(2));
}
