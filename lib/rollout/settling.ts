import type { RecordedChange } from './journal/journal-reader';
import type { ChangeOutcome } from './outcome';

/** What a change is doing that was called off, as its journal says. */
export function describeEnding({ calledOff, changeId, progress }: RecordedChange): string {
  const why = calledOff === undefined ? '' : ` (${REASONS[calledOff.code] ?? calledOff.code}, ${calledOff.at})`;
  const what = progress.decidedToConfirm().size > 0 ? 'was decided and is being confirmed' : 'is being taken back';
  return `the change ${changeId} was called off${why} and ${what} by its own process`;
}

const REASONS: Readonly<Record<string, string>> = {
  calledOff: 'by a signal',
  starterGone: 'whoever had started it was told to stop or is gone',
  lockLost: 'somebody took its lock',
};

/** What came of a change, as its journal says. */
export function describeEnd({ changeId, hostnames, outcome, progress }: RecordedChange): string {
  if (outcome === undefined) {
    return `the process of the change ${changeId} has ended and does not say what came of it; junos-fabric resume or undo asks the devices`;
  }
  const open = hostnames.filter((one) => progress.of(one).state === 'unknown');
  return `the change ${changeId} has ended: ${ENDS[outcome]}${open.length === 0 ? '' : `; not known of ${open.join(', ')}`}`;
}

const ENDS: Readonly<Record<ChangeOutcome, string>> = {
  confirmed: 'every device keeps it',
  unchanged: 'there was nothing to do',
  refused: 'no device was touched',
  rolledBack: 'every device is as it was before it',
  partiallyApplied: 'some devices keep it and some do not',
  unknown: 'not every device could be asked what it carries',
};
