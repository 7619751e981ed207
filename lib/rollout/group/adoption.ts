import { adoptionMatchesNothing, adoptionNotPutBack, adoptionStays } from './errors';
import { secretsUnreadable } from '../errors';
import type { AdoptionIntent } from '../../intent/fabric-intent';
import type { FlatStatement } from '../../junos/tree/configuration';
import { Configuration } from '../../junos/tree/configuration';
import { diffStatements } from '../../junos/diff/diff';
import { writeSet } from '../../junos/formats/set-writer';
import { joinWords } from '../../junos/tree/words';
import { adoptionWords } from '../../render/adoption';
import { unreadableSecrets } from '../../secrets/concealed';
import { redactedSetLine } from './effect';
import { contentOf } from './standing-group';
import type { Problem } from '../problem';
import { problemOf } from '../problem';
import type { WantedGroup } from './wanted-group';

/**
 * What becomes of explicit statements that a fabric takes over. They are deleted in the commit that loads its group, and kept
 * on the device in a group of their own that nothing applies (the record): secrets stay where the device hides them, and the
 * way back needs no journal.
 */
export type AdoptionRequest =
  /** Takes over what stands at these places; what is in `formerRecord` moves to `record`. */
  | {
      readonly kind: 'adopt';
      readonly record: string;
      readonly formerRecord?: string;
      readonly adopted: readonly AdoptionIntent[];
    }
  /** Makes the record what it shall be: what leaves it is put back, what comes is taken over. Undefined: all is put back. */
  | { readonly kind: 'become'; readonly record: string; readonly content: Configuration | undefined }
  /** Leaves record and statements as they are. */
  | { readonly kind: 'leave'; readonly record: string };

/** What somebody should know of an adoption. */
export type AdoptionWarning = Problem<'adoptionMatchesNothing' | 'adoptionStays' | 'adoptionNotPutBack'>;

/** What has to be done for it on one device. */
export interface AdoptionChange {
  /** The records that change. */
  readonly wanted: readonly WantedGroup[];
  /** Set lines for the explicit configuration. */
  readonly lines: string;
  /** Explicit statements that go. */
  readonly adopted: readonly FlatStatement[];
  /** Explicit statements that come back. */
  readonly restored: readonly FlatStatement[];
  /** What somebody should know and nothing stops at. */
  readonly warnings: readonly AdoptionWarning[];
}

/** How the configuration is read: what is deleted has to be known before, also where the schema table does not know it. */
export const EVERYTHING = { unknown: 'keep' } as const;

const NOTHING: AdoptionChange = { wanted: [], lines: '', adopted: [], restored: [], warnings: [] };

/**
 * Compares what is wanted with what is committed.
 *
 * @throws secretsUnreadable for a secret that the device does not tell, and so could not be put back
 */
export function adoptionChange(committed: Configuration, request: AdoptionRequest | undefined): AdoptionChange {
  switch (request?.kind) {
    case undefined:
      return NOTHING;
    case 'adopt':
      return takenOver(committed, request);
    case 'become':
      return become(committed, request.record, request.content ?? new Configuration());
    case 'leave':
      return committed.has('groups', request.record)
        ? { ...NOTHING, warnings: [problemOf(adoptionStays(request.record))] }
        : NOTHING;
  }
}

function takenOver(
  committed: Configuration,
  { adopted: intents, formerRecord, record }: Extract<AdoptionRequest, { kind: 'adopt' }>,
): AdoptionChange {
  const former = formerRecord === undefined ? undefined : contentOf(committed, formerRecord);
  const before = contentOf(committed, record) ?? new Configuration();
  const next = before.clone();
  put(next, former?.statements() ?? []);
  const warnings: AdoptionWarning[] = [];
  const paths: (readonly string[])[] = [];
  for (const intent of intents) {
    const words = adoptionWords(intent.path);
    const standing = committed.subtree(...words);
    if (standing.isEmpty) {
      const isExpected = intent.ifPresent === true || next.has(...words);
      if (!isExpected) warnings.push(problemOf(adoptionMatchesNothing(intent.path, intent.reason)));
      continue;
    }
    next.delete(...words);
    paths.push(words);
  }
  const adopted = statementsAt(committed, paths);
  put(next, adopted);
  requireReadable(adopted);
  return {
    wanted: [...(former === undefined ? [] : [gone(formerRecord ?? '')]), ...recordThatChanges(record, before, next)],
    lines: deleteLines(committed, paths),
    adopted,
    restored: [],
    warnings,
  };
}

function become(committed: Configuration, record: string, next: Configuration): AdoptionChange {
  const before = contentOf(committed, record) ?? new Configuration();
  const { added, removed } = diffStatements(before, next);
  const standing = linesOf(committed);
  const adopted = added.filter((statement) => standing.has(lineOf(statement)));
  const warnings: AdoptionWarning[] = [];
  const restored = removed.filter((statement) => {
    const inTheWay = whatItWouldReplace(committed, statement);
    if (inTheWay !== undefined)
      warnings.push(problemOf(adoptionNotPutBack(redactedSetLine(statement.words), redactedSetLine(inTheWay))));
    return inTheWay === undefined && !standing.has(lineOf(statement));
  });
  requireReadable([...adopted, ...restored]);
  const back = new Configuration();
  put(back, restored);
  const lines =
    deleteLines(
      committed,
      adopted.map(({ words }) => withoutValue(committed, words)),
    ) + writeSet(back);
  return { wanted: recordThatChanges(record, before, next), lines, adopted, restored, warnings };
}

/** A statement that somebody has configured since where another one would come back. */
function whatItWouldReplace(committed: Configuration, statement: FlatStatement): readonly string[] | undefined {
  const after = committed.clone();
  put(after, [statement]);
  const left = linesOf(after);
  // An entry that had nothing in it is still there when something comes into it.
  const isGone = (one: FlatStatement): boolean => ![...left].some((line) => line.startsWith(lineOf(one)));
  return diffStatements(committed, after).removed.find(isGone)?.words;
}

function recordThatChanges(name: string, before: Configuration, next: Configuration): WantedGroup[] {
  if (before.equals(next)) return [];
  return next.isEmpty ? [gone(name)] : [{ name, content: next, exclusive: false, kept: true }];
}

function gone(name: string): WantedGroup {
  return { name, content: undefined, exclusive: false, kept: true };
}

/** Deletes at these paths, and the list entries that are left with nothing in them. */
function deleteLines(committed: Configuration, paths: readonly (readonly string[])[]): string {
  const after = committed.clone();
  const deleted = paths.filter((words) => after.delete(...words));
  const emptied = deleted.flatMap((words) =>
    entriesAbove(committed, words).filter(
      (entry) => after.node(entry)?.hasChildren === false && after.delete(...entry),
    ),
  );
  return [...deleted, ...emptied].map((words) => `delete ${joinWords(words)}\n`).join('');
}

/** The statements above a place, the nearest one first, without the hierarchy that all stands in. */
function entriesAbove(configuration: Configuration, words: readonly string[]): (readonly string[])[] {
  const found: (readonly string[])[] = [];
  let node = configuration.root;
  for (let at = 0; at < words.length;) {
    const rest = words.slice(at);
    const child = node.children.find((one) => one.words.every((word, i) => rest[i] === word));
    if (child === undefined) break;
    at += child.words.length;
    if (at < words.length) found.unshift(words.slice(0, at));
    node = child;
  }
  return found.slice(0, -1);
}

/** Words of a leaf without its value, which a device does not need to delete it. */
function withoutValue(configuration: Configuration, words: readonly string[]): readonly string[] {
  return configuration.node(words)?.schema.kind === 'leaf' ? words.slice(0, -1) : words;
}

function requireReadable(statements: readonly FlatStatement[]): void {
  const all = new Configuration();
  put(all, statements);
  const [hidden] = unreadableSecrets(all);
  if (hidden !== undefined) throw secretsUnreadable(hidden);
}

/** Adds statements to a configuration as they stood. */
export function put(configuration: Configuration, statements: Iterable<FlatStatement>): void {
  for (const { words, inactive, unchecked } of statements) {
    if (unchecked === true) configuration.setUnchecked(...words);
    else configuration.set(...words);
    if (inactive) configuration.deactivate(...words);
  }
}

/** What stands at these places, in the order in which it stands there: entries that a user orders come back in it. */
function statementsAt(configuration: Configuration, paths: readonly (readonly string[])[]): FlatStatement[] {
  const lines = new Set(paths.flatMap((words) => [...linesOf(configuration.subtree(...words))]));
  return [...configuration.statements()].filter((one) => lines.has(lineOf(one)));
}

function linesOf(configuration: Configuration): ReadonlySet<string> {
  return new Set([...configuration.statements()].map(lineOf));
}

function lineOf({ words }: FlatStatement): string {
  return words.map((word) => `${word}\0`).join('');
}
