import { secretsUnreadable } from '../errors';
import type { Configuration, FlatStatement } from '../../junos/tree/configuration';
import { diff, diffStatements } from '../../junos/diff/diff';
import type { QfxModelFacts } from '../../platform/qfx-model';
import { unreadableSecrets } from '../../secrets/concealed';
import type { DeviceDisruption } from '../plan/impact/device-disruption';
import { deviceDisruption, withoutGroups } from '../plan/impact/device-disruption';
import type { AdoptionChange, AdoptionRequest, AdoptionWarning } from './adoption';
import { adoptionChange, put } from './adoption';
import { redactedSetLine } from './effect';
import { requireUnprotected } from './protection';
import { redact } from '../../secrets/redact';
import type { StandingGroup } from './standing-group';
import { standingGroup, withoutMark } from './standing-group';
import type { WantedGroup } from './wanted-group';
import { differs, loaded, loadLines, withSalt } from './wanted-group';

/** What has to be done to one device, computed from its committed configuration; nothing has been sent yet. */
export interface DeviceChange {
  /** Of the change it is part of: what the groups will be marked with. */
  readonly changeId: string;
  readonly wanted: readonly WantedGroup[];
  readonly standing: ReadonlyMap<string, StandingGroup>;
  /** Whether anything has to be done. */
  readonly needed: boolean;
  /** Set lines that do it, their secrets concealed. */
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
  /** Explicit statements that are taken over, as set lines with their secrets masked. */
  readonly adopted: readonly string[];
  /** Explicit statements that are put back, in the same form. */
  readonly restored: readonly string[];
  /** What somebody should know and nothing stops at. */
  readonly warnings: readonly AdoptionWarning[];
}

/**
 * Compares what is wanted with what is committed.
 *
 * @param groups - what is wanted
 * @param model - of the device; undefined where it is not known, and then the worst of all models is assumed
 * @param request - what becomes of explicit statements; undefined: they are not looked at
 * @throws secretsUnreadable, statementProtected
 */
export function deviceChange(
  committed: Configuration,
  ownGroups: readonly WantedGroup[],
  changeId: string,
  model?: QfxModelFacts,
  request?: AdoptionRequest,
): DeviceChange {
  requireReadableSecrets(committed, ownGroups);
  const adoption = adoptionChange(committed, request);
  const groups = [...adoption.wanted, ...ownGroups];
  const names = groups.map((one) => one.name);
  const standing = new Map(names.map((name) => [name, standingGroup(committed, name)]));
  const standingOf = ({ name }: WantedGroup): StandingGroup => standing.get(name) ?? standingGroup(committed, name);
  const wanted = groups.map((one) => withSalt(one, standingOf(one)));
  const needed = adoption.lines !== '' || wanted.some((one) => differs(one, standingOf(one)));
  if (needed) requireUnprotected(committed, touchedPlaces(adoption, wanted, standing));
  const before = withoutMark(committed, ...names);
  const lines = needed ? adoption.lines + loadLines(wanted, standing, changeId) : '';
  const after = needed ? withoutMark(loaded(committed, lines), ...names) : before;
  const applied = wanted.filter(({ kept }) => kept !== true).map(({ name }) => name);
  const inEffect = names.filter((name) => standing.get(name)?.inEffect === true);
  const statements = diffStatements(before, after);
  const instances = instancesOfOthers(committed, adoption);
  return {
    changeId,
    wanted,
    standing,
    needed,
    lines,
    diff: redact(diff(before, after)),
    removed: [...plain(statements.removed, applied), ...adoption.adopted.map(({ words }) => words)],
    added: [...plain(statements.added, applied), ...adoption.restored.map(({ words }) => words)],
    before,
    after,
    disruption: deviceDisruption(
      withExplicit(withoutGroups(before, inEffect), [...adoption.adopted, ...instances]),
      withExplicit(withoutGroups(after, needed ? applied : inEffect), [...adoption.restored, ...instances]),
      { model, groups: othersGroups(committed, names), isWithdrawal: losesAll(wanted, standing) },
    ),
    adopted: adoption.adopted.map(({ words }) => redactedSetLine(words)),
    restored: adoption.restored.map(({ words }) => redactedSetLine(words)),
    warnings: adoption.warnings,
  };
}

/** Whether nothing of the fabric is left on the device. */
function losesAll(wanted: readonly WantedGroup[], standing: ReadonlyMap<string, StandingGroup>): boolean {
  const own = wanted.filter(({ exclusive }) => exclusive);
  const stands = own.some(({ name }) => standing.get(name)?.exists === true);
  return stands && own.every(({ content }) => content === undefined);
}

/** Where the change deletes, adds or replaces something: the groups as a whole, the list of those that apply. */
function touchedPlaces(
  { adopted, restored }: AdoptionChange,
  wanted: readonly WantedGroup[],
  standing: ReadonlyMap<string, StandingGroup>,
): (readonly string[])[] {
  const changing = wanted.filter((one) => {
    const stands = standing.get(one.name);
    return stands !== undefined && differs(one, stands);
  });
  const applies = changing.some(({ kept }) => kept !== true) ? [['apply-groups']] : [];
  const explicit = [...adopted, ...restored].map(({ words }) => words);
  return [...applies, ...changing.map(({ name }) => ['groups', name]), ...explicit];
}

/**
 * The routing instances that others have and keep, each by its type: where ours says something in one of them, the instance itself
 * neither comes nor goes, and what is said counts as in any instance that stands.
 */
function instancesOfOthers(committed: Configuration, { adopted, restored }: AdoptionChange): readonly FlatStatement[] {
  const isMoved = (name: string): boolean =>
    [...adopted, ...restored].some(({ words }) => words[0] === 'routing-instances' && words[1] === name);
  return [...committed.subtree('routing-instances').statements()].filter(
    ({ words: [, name = '', keyword] }) => keyword === 'instance-type' && !isMoved(name),
  );
}

/** The groups that others have, which ours may apply. */
function othersGroups(committed: Configuration, names: readonly string[]): Configuration {
  const groups = committed.subtree('groups');
  for (const name of names) if (groups.has('groups', name)) groups.delete('groups', name);
  return groups;
}

/** Whether two changes do the same to a device, whatever salts and marks they would write. */
export function isSameChange(one: DeviceChange, other: DeviceChange): boolean {
  return one.needed === other.needed && one.diff === other.diff && isSameWanted(one.wanted, other.wanted);
}

/** Secrets are masked in a difference, and concealed as one word each here. */
function isSameWanted(some: readonly WantedGroup[], others: readonly WantedGroup[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ content, name }, index) => {
      const other = others[index];
      if (other?.name !== name) return false;
      return content === undefined || other.content === undefined
        ? content === other.content
        : content.equals(other.content);
    })
  );
}

/** A key that the device hides could have been changed by hand, and nobody would see it. */
function requireReadableSecrets(committed: Configuration, groups: readonly WantedGroup[]): void {
  const wanted = groups.filter(({ content }) => content !== undefined);
  const [hidden] = wanted.flatMap(({ name }) => unreadableSecrets(committed.subtree('groups', name)));
  if (hidden !== undefined) {
    throw secretsUnreadable(hidden);
  }
}

/** The words without the group they stand in; the apply line itself is left out. */
function plain(statements: readonly FlatStatement[], names: readonly string[]): (readonly string[])[] {
  return statements
    .filter(({ words }) => words[0] === 'groups' && names.includes(words[1] ?? ''))
    .map(({ words }) => words.slice(2));
}

/** What is in effect with these statements beside it: an explicit one masks that of a group. */
function withExplicit(plainForm: Configuration, statements: readonly FlatStatement[]): Configuration {
  put(
    plainForm,
    statements.filter(({ inactive }) => !inactive),
  );
  return plainForm;
}
