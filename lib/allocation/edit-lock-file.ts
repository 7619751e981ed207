import {
  allocationInUse,
  invalidMoveTarget,
  moveTargetTaken,
  noSuchAllocation,
  nothingToMove,
  severalPoolNames,
} from './errors';
import { compareText } from '../model/order';
import type { AllocationKey } from './allocation-key';
import { formatKey, parseKey } from './allocation-key';
import type { Role } from './kinds';
import type { LockEntry, LockFile } from './lock-file';

/** What can be called otherwise. A port is given with its device: `leaf10:et-0/0/15`. */
export type Renamed = 'server' | 'device' | 'vrf' | 'port';

/** A new name for something that has allocations. */
export interface Rename {
  readonly what: Renamed;
  readonly from: string;
  readonly to: string;
  /** Pool name, where several have something of that name. */
  readonly name?: string;
}

/** One allocation that has another key now, or is gone. */
interface Edited {
  readonly name: string;
  readonly key: string;
  readonly value: string;
  /** New key of a moved allocation. */
  readonly to?: string;
}

/** A lock file after an edit, and what the edit did. */
export interface Edit {
  readonly file: LockFile;
  readonly edited: readonly Edited[];
}

/**
 * Gives allocations the keys that they have after something was renamed, so that the values stay.
 * @throws FabricError when nothing has the old name, several pool names have it, or a new key is taken
 */
export function moveAllocations(file: LockFile, rename: Rename): Edit {
  const edited = sectionsOf(file, rename.name).flatMap(([name, section]) =>
    [...section].flatMap(([key, { value }]) => {
      const to = renamedKey(key, rename);
      return to === undefined ? [] : [{ name, key, value, to }];
    }),
  );
  const [name, ...others] = namesIn(edited);
  if (name === undefined) throw nothingToMove(rename.what, rename.from);
  if (others.length > 0) throw severalPoolNames(`${rename.what} ${rename.from}`, [name, ...others]);
  const before = file.get(name) ?? new Map<string, LockEntry>();
  const newKeys = new Map(edited.map(({ key, to }) => [key, to]));
  const section = new Map([...before].filter(([key]) => !newKeys.has(key)));
  for (const [key, entry] of before) {
    const to = newKeys.get(key);
    if (to === undefined) continue;
    if (section.has(to)) throw moveTargetTaken(to, section.get(to)?.removed === true);
    section.set(to, entry);
  }
  return { file: new Map([...file, [name, section]]), edited };
}

/**
 * Forgets removed allocations, so that their values can be given to others.
 * @param keys - all removed ones when it is empty
 * @throws FabricError when a key is not recorded, or still in use
 */
export function freeAllocations(file: LockFile, keys: readonly string[], name?: string): Edit {
  const edited = keys.length === 0 ? allRemoved(file, name) : keys.map((key) => removedEntry(file, key, name));
  const sections = new Map([...file].map(([one, section]) => [one, new Map(section)] as const));
  for (const one of edited) sections.get(one.name)?.delete(one.key);
  return { file: sections, edited };
}

function allRemoved(file: LockFile, name?: string): Edited[] {
  return sectionsOf(file, name).flatMap(([one, section]) =>
    [...section].filter(([, { removed }]) => removed).map(([key, { value }]) => ({ name: one, key, value })),
  );
}

function removedEntry(file: LockFile, key: string, name?: string): Edited {
  const holders = sectionsOf(file, name).flatMap(([one, section]) => {
    const entry = section.get(key);
    return entry === undefined ? [] : [{ name: one, key, entry }];
  });
  const [holder, ...others] = holders;
  if (holder === undefined) throw noSuchAllocation(key);
  if (others.length > 0) throw severalPoolNames(key, namesIn(holders));
  if (!holder.entry.removed) throw allocationInUse(key, holder.entry.value);
  return { name: holder.name, key, value: holder.entry.value };
}

function sectionsOf(file: LockFile, name?: string): [string, ReadonlyMap<string, LockEntry>][] {
  return [...file].filter(([one]) => name === undefined || one === name);
}

function namesIn(edited: readonly { readonly name: string }[]): string[] {
  return [...new Set(edited.map(({ name }) => name))].sort(compareText);
}

/** The key after a rename; undefined when it is another's. */
function renamedKey(key: string, rename: Rename): string | undefined {
  const parsed = parseKey(key);
  if (parsed === undefined) return undefined;
  const words = rename.what === 'port' ? withPort(parsed, rename) : withName(parsed, rename.what, rename);
  const to = formatKey({ kind: parsed.kind, words });
  if (to === key) return undefined;
  if (parseKey(to) === undefined) throw invalidMoveTarget(rename.what, rename.to);
  return to;
}

function withName({ kind, words }: AllocationKey, role: Role, { from, to }: Rename): string[] {
  return words.map((word, i) => {
    if (kind.roles[i] === role) return word === from ? to : word;
    if (kind.roles[i] === 'end' && role === 'device' && word.startsWith(`${from}:`))
      return `${to}${word.slice(from.length)}`;
    return word;
  });
}

/** A tagged unit moves with its port. */
function withPort({ kind, words }: AllocationKey, { from, to }: Rename): string[] {
  if (kind.roles[0] === 'end') return words.map((word) => renamedPort(word, from, to) ?? word);
  const at = kind.roles.indexOf('port');
  if (at < 1) return [...words];
  const moved = renamedPort(`${words[at - 1]}:${words[at]}`, from, to);
  if (moved === undefined) return [...words];
  const colon = moved.indexOf(':');
  return [...words.slice(0, at - 1), moved.slice(0, colon), moved.slice(colon + 1), ...words.slice(at + 1)];
}

function renamedPort(end: string, from: string, to: string): string | undefined {
  if (end === from) return to;
  return end.startsWith(`${from}.`) ? `${to}${end.slice(from.length)}` : undefined;
}
