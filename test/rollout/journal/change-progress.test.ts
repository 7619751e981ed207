import { ChangeProgress } from '../../../lib/rollout/journal/change-progress';
import type { JournalEntry } from '../../../lib/rollout/journal/journal-entry';
import { errorOf } from '../../support/errors';

const hostname = 'leaf10';
const ENTRIES = {
  unchanged: { entry: 'unchanged', hostname },
  staged: { entry: 'staged', hostname, diffDigest: 'd' },
  committing: { entry: 'committing', hostname, groupDigest: 'd', minutes: 10 },
  pending: { entry: 'pending', hostname, revertsAt: '2026-03-14T15:19:26.000Z' },
  keep: { entry: 'decided', decision: 'confirm', hostnames: [hostname] },
  takeBack: { entry: 'decided', decision: 'rollBack', hostnames: [hostname] },
  confirmed: { entry: 'outcome', hostname, outcome: 'confirmed' },
  rolledBack: { entry: 'outcome', hostname, outcome: 'rolledBack' },
  unknown: { entry: 'outcome', hostname, outcome: 'unknown' },
  refused: { entry: 'outcome', hostname, outcome: 'unchanged' },
  resumed: { entry: 'takenOver', by: 'resume', pending: [hostname] },
  resumedElsewhere: { entry: 'takenOver', by: 'resume', pending: ['leaf11'] },
} as const satisfies Record<string, JournalEntry>;

type Name = keyof typeof ENTRIES;

/** What several entries come to, one after the other. */
function after(names: readonly Name[]): ChangeProgress {
  const progress = new ChangeProgress();
  for (const name of names) progress.become(progress.after(ENTRIES[name]));
  return progress;
}

test.each<[string, readonly Name[], string]>([
  ['of which nothing was said', [], 'untouched'],
  ['that was staged', ['staged'], 'untouched'],
  ['that a commit was sent to', ['staged', 'committing'], 'sent'],
  ['that has refused it', ['staged', 'committing', 'refused'], 'untouched'],
  ['that has taken it', ['staged', 'committing', 'pending'], 'pending'],
  ['that is about to keep it', ['committing', 'pending', 'keep'], 'pending'],
  ['that has kept it', ['committing', 'pending', 'keep', 'confirmed'], 'confirmed'],
  ['that was to keep it, and whose timer ran out', ['committing', 'pending', 'keep', 'rolledBack'], 'rolledBack'],
  ['that has given it back', ['committing', 'pending', 'takeBack', 'rolledBack'], 'rolledBack'],
  ['that somebody else has confirmed', ['committing', 'takeBack', 'confirmed'], 'confirmed'],
  ['that was lost', ['committing', 'takeBack', 'unknown'], 'unknown'],
  ['that waits when another process comes', ['committing', 'resumed'], 'pending'],
  ['that waits, and only the device knows', ['resumed'], 'pending'],
  ['that does not wait when another process comes', ['committing', 'resumedElsewhere'], 'unknown'],
])('a device %s: %j is %s', (_what, names, state) => {
  expect(after(names).of(hostname).state).toBe(state);
});

/** After which of these nothing but the last may be said. */
test.each<[string, readonly Name[], readonly Name[]]>([
  [
    'before anything is sent',
    ['staged'],
    ['pending', 'keep', 'takeBack', 'confirmed', 'rolledBack', 'unknown', 'refused'],
  ],
  ['before the device has answered', ['committing'], ['unchanged', 'staged', 'committing', 'keep']],
  ['while it waits', ['committing', 'pending'], ['unchanged', 'staged', 'committing', 'pending']],
  ['once it is to keep the change', ['committing', 'pending', 'keep'], ['takeBack', 'committing']],
  ['once it is to give the change back', ['committing', 'pending', 'takeBack'], ['keep', 'committing']],
  [
    'once it has ended',
    ['committing', 'pending', 'keep', 'confirmed'],
    ['committing', 'pending', 'keep', 'takeBack', 'confirmed', 'rolledBack', 'unknown', 'refused'],
  ],
])('%s, after %j, none of %j comes', (_what, names, forbidden) => {
  for (const name of forbidden) {
    const error = errorOf(() => after(names).after(ENTRIES[name]));
    expect([name, error.code]).toEqual([name, 'transitionForbidden']);
  }
});

test('whoever takes a change over may decide anew, and knows what was decided before', () => {
  const resumed = after(['committing', 'pending', 'keep', 'resumed']);
  expect(resumed.decidedToConfirm()).toEqual(new Set([hostname]));
  expect(after(['committing', 'pending', 'keep', 'resumed', 'takeBack']).decidedToConfirm()).toEqual(new Set());
});

test('what comes of an entry is asked without saying that it happened', () => {
  const progress = after(['committing']);
  progress.after(ENTRIES.pending);
  expect(progress.of(hostname).state).toBe('sent');
});
