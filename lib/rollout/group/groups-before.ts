import type { Configuration } from '../../junos/tree/configuration';
import { writeSet } from '../../junos/formats/set-writer';
import { joinWords } from '../../junos/tree/words';
import type { AdoptionWarning } from './adoption';
import { adoptionChange } from './adoption';
import { contentOf } from './standing-group';

/** What makes groups of a device again what they were. */
export interface LinesBack {
  /** Set lines. */
  readonly lines: string;
  /** What was adopted and cannot be put back. */
  readonly warnings: readonly AdoptionWarning[];
}

/**
 * What makes groups what they were, the marks of the changes that wrote them included, and leaves everything else.
 *
 * @param names - of the groups
 * @param record - name of the group that keeps what was adopted; where it is one of them, that is put back too
 */
export function linesBackTo(
  before: Configuration,
  committed: Configuration,
  names: readonly string[],
  record: string,
): LinesBack {
  const content = contentOf(before, record);
  const { lines, warnings } = adoptionChange(
    committed,
    names.includes(record) ? { kind: 'become', record, content } : undefined,
  );
  return { lines: lines + names.map((name) => replacedBy(before, committed, name)).join(''), warnings };
}

/** Set lines for one group, and whether it applies. */
function replacedBy(before: Configuration, committed: Configuration, name: string): string {
  const remove = (...path: string[]): string => (committed.has(...path) ? `delete ${joinWords(path)}\n` : '');
  const isAppliedAsBefore = before.has('apply-groups', name) === committed.has('apply-groups', name);
  return [
    remove('groups', name),
    writeSet(before.subtree('groups', name)),
    ...(isAppliedAsBefore ? [] : [remove('apply-groups', name), writeSet(before.subtree('apply-groups', name))]),
  ].join('');
}
