import { foreignStatement, statementMasked } from './errors';
import type { Configuration, FlatStatement } from '../../junos/tree/configuration';
import { joinWords } from '../../junos/tree/words';
import type { Problem } from '../problem';
import { problemOf } from '../problem';
import { redact } from '../../secrets/redact';
import { ownedPlace } from '../../render/owned-place';
import type { WantedGroup } from './wanted-group';

/** Why what is loaded would not be in effect as it stands. */
export type EffectProblem = Problem<'statementMasked' | 'foreignStatement'>;

/**
 * Whether a device would do what we load, beyond accepting it: an explicit statement, an earlier group or an exception
 * can mask ours without any error.
 *
 * @param effective - the candidate with its groups expanded, each statement with its source
 * @param ownedVrfs - names of the VRFs that belong to the fabric as a whole
 */
export function effectProblems(
  hostname: string,
  wanted: readonly WantedGroup[],
  effective: Configuration,
  ownedVrfs: ReadonlySet<string>,
): EffectProblem[] {
  return effectOf(wanted, effective, ownedVrfs).flatMap(({ group, masked, foreign }) =>
    [
      ...masked.map((one) => statementMasked(hostname, redactedSetLine(one.words), group.name, seenText(one))),
      ...foreign.map(({ words, range, source, root }) =>
        foreignStatement(hostname, redactedSetLine(words), sourceText({ source, range }), `\`${root.join(' ')}\``),
      ),
    ].map((error) => problemOf(error, hostname)),
  );
}

/** What of one wanted group is not in effect, and what of others stands in it. */
export interface GroupEffect {
  readonly group: WantedGroup;
  readonly masked: readonly Masked[];
  readonly foreign: readonly Foreign[];
}

/** The same as data; parameters as for `effectProblems`. */
export function effectOf(
  wanted: readonly WantedGroup[],
  effective: Configuration,
  ownedVrfs: ReadonlySet<string>,
): GroupEffect[] {
  const standing = new Map([...effective.statements()].map((one) => [keyOf(one.words), one]));
  const names = new Set(wanted.map((one) => one.name));
  const inUse = wanted.filter(({ kept }) => kept !== true);
  return inUse.map((group) => {
    const masked = maskedStatements(group, standing, effective);
    const inTheWay = new Set(masked.flatMap(({ other }) => (other === undefined ? [] : [keyOf(other.words)])));
    const foreign = group.exclusive ? foreignStatements(group, standing.values(), names, ownedVrfs) : [];
    return { group, masked, foreign: foreign.filter(({ words }) => !inTheWay.has(keyOf(words))) };
  });
}

/** A statement of ours that is not in effect as ours, and the one that stands in its way where there is one. */
export interface Masked {
  readonly words: readonly string[];
  readonly other: FlatStatement | undefined;
}

function maskedStatements(
  group: WantedGroup,
  standing: ReadonlyMap<string, FlatStatement>,
  effective: Configuration,
): Masked[] {
  const masked: Masked[] = [];
  for (const { words, inactive, unchecked } of group.content?.statements() ?? []) {
    // A state that somebody had made has it so, and a rollback goes back to it.
    if (inactive) continue;
    const found = standing.get(keyOf(words));
    const isExplicit = found?.source === undefined && found?.range === undefined;
    if (found === undefined || found.inactive || (group.exclusive && isExplicit)) {
      masked.push({ words, other: found ?? (unchecked === true ? undefined : insteadOf(words, effective)) });
    }
  }
  return masked;
}

/** What the device has where our value should be. */
function insteadOf(words: readonly string[], effective: Configuration): FlatStatement | undefined {
  const parent = words.slice(0, -1);
  return effective.has(...parent)
    ? [...effective.subtree(...parent).statements()].find((one) => one.words.length === words.length)
    : undefined;
}

/** Why a statement of ours is not in effect, in words: who says what instead. */
export function seenText({ other, words }: Masked): string {
  if (other === undefined) {
    return 'it is missing from the inherited configuration, so something excepts the group there';
  }
  if (keyOf(other.words) !== keyOf(words)) {
    return `${sourceText(other)} says \`${redactedSetLine(other.words)}\``;
  }
  return other.inactive ? 'it is inactive' : `the same stands there already, from ${sourceText(other)}`;
}

/** A statement of somebody else, and what of ours it stands under. */
interface Foreign extends FlatStatement {
  readonly root: readonly string[];
}

/** What stands under something that is ours as a whole and comes from elsewhere. */
function foreignStatements(
  group: WantedGroup,
  statements: Iterable<FlatStatement>,
  ownGroups: ReadonlySet<string>,
  ownedVrfs: ReadonlySet<string>,
): Foreign[] {
  const roots = ownedRoots(group, ownedVrfs);
  const own = new Set([...(group.content?.statements() ?? [])].map(({ words }) => keyOf(words)));
  const foreign: Foreign[] = [];
  for (const statement of statements) {
    const { words, source, inactive } = statement;
    const root = roots.find((one) => startsWith(words, one));
    if (
      root !== undefined &&
      !inactive &&
      !appliesGroup(words) &&
      !ownGroups.has(source ?? '') &&
      !own.has(keyOf(words))
    ) {
      foreign.push({ ...statement, root });
    }
  }
  return foreign;
}

/** The entries that are ours as a whole: ports, VRFs or what we have in the VRFs of others, policies. */
function ownedRoots(group: WantedGroup, ownedVrfs: ReadonlySet<string>): readonly (readonly string[])[] {
  const { content } = group;
  if (content === undefined) return [];
  const roots = new Map<string, readonly string[]>();
  for (const { words } of content.statements()) {
    const root = ownedPlace(words, content, ownedVrfs);
    roots.set(keyOf(root), root);
  }
  return [...roots.values()];
}

/** What groups have at a place stands there in effect; naming them configures nothing by itself. */
function appliesGroup(words: readonly string[]): boolean {
  return words.at(-2) === 'apply-groups' || words.at(-2) === 'apply-groups-except';
}

function startsWith(words: readonly string[], root: readonly string[]): boolean {
  return root.every((word, index) => words[index] === word);
}

/** Where a statement comes from, in words. */
export function sourceText({ range, source }: Pick<FlatStatement, 'range' | 'source'>): string {
  const group = source === undefined ? undefined : `group ${source}`;
  if (range === undefined) return group ?? 'the explicit configuration';
  return group === undefined ? `interface-range ${range}` : `interface-range ${range} of ${group}`;
}

/** The statement as people read it, with secrets masked. */
export function redactedSetLine(words: readonly string[]): string {
  return redact(`set ${joinWords(words)}`);
}

function keyOf(words: readonly string[]): string {
  return words.join('\u0000');
}
