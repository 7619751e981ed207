import { compareText } from '../model/order';
import { sortKeys } from './allocation-key';
import type { LockFile, Section } from './lock-file';

/** One line of a lock file that would be different. */
export interface LockChange {
  /** Pool name. */
  readonly name: string;
  readonly key: string;
  readonly value: string;
  /** `back` is a removed key that is asked for again. */
  readonly change: 'new' | 'removed' | 'back';
}

/** What is different, sorted. Keys are never taken out of a file here: that is done on purpose only. */
export function changesBetween(before: LockFile, after: LockFile): LockChange[] {
  return [...after]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([name, section]) => sectionChanges(name, before.get(name) ?? new Map(), section));
}

function sectionChanges(name: string, before: Section, after: Section): LockChange[] {
  const changed = [...after.keys()].filter((key) => before.get(key)?.removed !== after.get(key)?.removed);
  return sortKeys(changed).map((key) => {
    const isRemoved = after.get(key)?.removed === true;
    const change = before.has(key) ? (isRemoved ? 'removed' : 'back') : 'new';
    return { name, key, value: after.get(key)?.value ?? '', change };
  });
}
