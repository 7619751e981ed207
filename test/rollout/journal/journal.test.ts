import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {
  anotherRolloutIsRunning,
  configurationNotKept,
  journalFailed,
  journalIncomplete,
  journalUnreadable,
  journalUnwritable,
  keptConfigurationsLeft,
  lockAlive,
  lockLost,
  lockNotReleased,
  lockUnusable,
  transitionForbidden,
} from '../../../lib/rollout/journal/errors';
import { journalMissing } from '../../../lib/rollout/recovery/errors';
import { FileJournalStore } from '../../../lib/rollout/journal/file-journal-store';
import { Journal } from '../../../lib/rollout/journal/journal';
import { recordedChanges } from '../../../lib/rollout/journal/journal-reader';
import { errorOf, errorTexts } from '../../support/errors';
import { expectGolden } from '../../support/golden';
import { asOperator } from '../../support/other-operator';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'journal-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

async function opened(how: 'start' | 'goOn', changeId: string): Promise<{ journal: Journal; file: string }> {
  const sink = await new FileJournalStore(directory)[how]('dc1', changeId);
  const journal = new Journal(sink, { changeId, now: () => 0, onFailure: () => undefined });
  return { journal, file: sink.name };
}

test('what is recorded is on disk when record resolves, with time and change id, and all that was noted before it', async () => {
  const { journal, file } = await opened('start', 'change-1');
  await journal.record({ entry: 'decided', decision: 'confirm', hostnames: ['leaf10'] });
  expect(readFileSync(file, 'utf8')).toBe(
    '{"time":"1970-01-01T00:00:00.000Z","changeId":"change-1","entry":"decided","decision":"confirm","hostnames":["leaf10"]}\n',
  );
  journal.note({ entry: 'outcome', hostname: 'leaf10', outcome: 'confirmed' });
  await journal.record({ entry: 'finished', outcome: 'confirmed', devices: { leaf10: 'confirmed' } });
  expect(entriesIn(file)).toEqual(['decided', 'outcome', 'finished']);
  journal.note({ entry: 'checked', hostnames: ['leaf10'] });
  await journal.close();
  expect(entriesIn(file)).toEqual(['decided', 'outcome', 'finished', 'checked']);
});

function entriesIn(file: string): unknown[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => (JSON.parse(line) as { entry: unknown }).entry);
}

test('every change has a journal of its own, and none is begun twice', async () => {
  await (await opened('start', 'change-1')).journal.close();
  await (await opened('start', 'change-2')).journal.close();
  expect(readdirSync(path.join(directory, 'dc1')).sort()).toEqual(['change-1.jsonl', 'change-2.jsonl']);
  await expect(opened('start', 'change-1')).rejects.toThrow(/EEXIST/);
});

test.each(['../../../tmp/x', '', '.', 'a/b', 'a\\b', '-x', 'x'.repeat(65)])(
  'a journal cannot be named %p, whoever says so',
  async (changeId) => {
    await expect(opened('goOn', changeId)).rejects.toThrow(/is no id of a change/);
    expect(readdirSync(directory)).toEqual([]);
  },
);

const STARTED = {
  entry: 'started',
  kind: 'apply',
  mode: 'transaction',
  fabric: 'dc1',
  hostnames: ['leaf10'],
  devices: [],
} as const;
const COMMITTING = { entry: 'committing', hostname: 'leaf10', groupDigest: 'd', minutes: 10 } as const;
const PENDING = { entry: 'pending', hostname: 'leaf10', revertsAt: '2026-03-14T15:19:26.000Z' } as const;
const DECIDED = { entry: 'decided', decision: 'confirm', hostnames: ['leaf10'] } as const;

async function journalOf(changeId: string): Promise<string> {
  const { journal, file } = await opened('start', changeId);
  for (const entry of [STARTED, COMMITTING, PENDING, DECIDED]) journal.note(entry);
  await journal.close();
  return file;
}

test('a journal says its version, again where another process goes on with it', async () => {
  const file = await journalOf('change-1');
  const { journal } = await opened('goOn', 'change-1');
  await journal.record({ entry: 'takenOver', by: 'undo', pending: [] });
  await journal.close();
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const versions = lines.map((line) => (JSON.parse(line) as { version?: number }).version);
  expect(versions).toEqual([2, undefined, undefined, undefined, 2]);
});

test('a journal says when and why its change was called off, of the process that was last at work on it', async () => {
  const file = await journalOf('change-1');
  appendFileSync(file, `${JSON.stringify({ ...HEADER, entry: 'calledOff', code: 'starterGone' })}\n`);
  expect(recordedChanges(directory, 'dc1').changes).toMatchObject([
    { calledOff: { at: HEADER.time, code: 'starterGone' } },
  ]);
  appendFileSync(file, `${JSON.stringify({ ...HEADER, entry: 'takenOver', by: 'undo', pending: [] })}\n`);
  expect(recordedChanges(directory, 'dc1').changes[0]?.calledOff).toBeUndefined();
});

const HEADER = { time: '2026-03-14T15:09:26.000Z', changeId: 'change-1' };

test('half a line was not said, be it the last one, in the middle, or the only one', async () => {
  const file = await journalOf('change-1');
  appendFileSync(file, '{"time":"1970-01-0');
  const { journal } = await opened('goOn', 'change-1');
  journal.note({ entry: 'finished', outcome: 'confirmed', devices: { leaf10: 'confirmed' } });
  await journal.close();
  writeFileSync(path.join(directory, 'dc1', 'change-2.jsonl'), '{"time":"19');
  writeFileSync(path.join(directory, 'dc1', 'change-3.jsonl'), '');
  const { changes, leftOut } = recordedChanges(directory, 'dc1');
  expect(leftOut).toEqual([]);
  expect(changes).toMatchObject([{ changeId: 'change-1', outcome: 'confirmed' }]);
  expect(changes[0]?.progress.decidedToConfirm()).toEqual(new Set(['leaf10']));
});

function line(changes: object): string {
  const time = '2026-03-14T15:09:26.000Z';
  return `${JSON.stringify({ time, changeId: 'change-2', version: 1, ...STARTED, ...changes })}\n`;
}

test.each([
  ['of a later version', line({ version: 3 }), 'line 1: it is of version 3, and this program reads up to version 2'],
  ['with hosts that are no list', line({ hostnames: 'leaf10' }), 'line 1: hostnames: Invalid input'],
  ['with a line that is JSON and says nothing', `${line({})}null\n`, 'line 2: the line: Invalid input'],
  [
    'with a line of a kind that there is not',
    `${line({})}${line({ entry: 'begun' })}`,
    'line 2: entry: Invalid discriminator value',
  ],
  ['of an id that would be a path', line({ changeId: '../x' }), 'line 1: changeId: Invalid input'],
  [
    'of a rollback of nothing',
    line({ kind: 'rollback' }),
    'line 1: reverses: a rollback, and nothing else, says which change it takes back',
  ],
  ['of a change that takes none back and says so', line({ reverses: 'change-0' }), 'line 1: reverses: a rollback, and'],
  ['of another change', line({ changeId: 'change-9' }), 'it speaks of the change change-9'],
  [
    'of what cannot be',
    `${line({})}${line({ entry: 'decided', decision: 'confirm' })}`,
    'leaf10 is "untouched" in this change, after which "decided to confirm" never comes',
  ],
  ['without a beginning', line({ entry: 'checked' }), 'it does not say what was begun'],
  ['that is something else', 'no\njournal\n', 'it does not say what was begun'],
])('a journal %s is left out and named, and the others are read', async (_what, text, reason) => {
  await journalOf('change-1');
  const file = path.join(directory, 'dc1', 'change-2.jsonl');
  writeFileSync(file, text);
  const { changes, leftOut } = recordedChanges(directory, 'dc1');
  expect(changes.map(({ changeId }) => changeId)).toEqual(['change-1']);
  expect(leftOut).toHaveLength(1);
  expect(leftOut[0]?.message).toContain(`the journal ${file} cannot be read and is left out (${reason}`);
});

test.each([
  [
    'a directory',
    (file: string): void => {
      mkdirSync(file);
    },
    'it is no regular file',
  ],
  [
    'a device that never ends',
    (file: string): void => {
      symlinkSync('/dev/zero', file);
    },
    'it is no regular file',
  ],
  [
    'a link to nothing',
    (file: string): void => {
      symlinkSync('nowhere', file);
    },
    'ENOENT',
  ],
])('%s in the place of a journal is left out and named', async (_what, make, reason) => {
  await journalOf('change-1');
  make(path.join(directory, 'dc1', 'change-2.jsonl'));
  const { changes, leftOut } = recordedChanges(directory, 'dc1');
  expect(changes).toHaveLength(1);
  expect(leftOut.map(({ message }) => message)).toEqual([expect.stringContaining(`is left out (${reason})`)]);
});

test('whatever stands in a journal, the others are read', async () => {
  await journalOf('change-1');
  const said = fc.oneof(
    fc.json(),
    fc.string(),
    fc.jsonValue().map((value) => line({ hostnames: value, devices: value })),
  );
  fc.assert(
    fc.property(fc.array(said), (lines) => {
      writeFileSync(path.join(directory, 'dc1', 'change-2.jsonl'), lines.join('\n'));
      const { changes } = recordedChanges(directory, 'dc1');
      expect(changes.map(({ changeId }) => changeId)).toContain('change-1');
    }),
  );
});

test('a file in the place of the journals is an error that names it', () => {
  writeFileSync(path.join(directory, 'dc1'), '');
  expect(errorOf(() => recordedChanges(directory, 'dc1')).code).toBe('stateDirectoryUnusable');
});

test("another operator's journals are named: one that cannot be read, and one that cannot be written", async () => {
  const [unreadable, unwritable] = [await journalOf('change-1'), await journalOf('change-2')];
  chmodSync(unreadable, 0);
  chmodSync(unwritable, 0o444);
  await asOperator(path.join(directory, 'dc1'), async () => {
    const { changes, leftOut } = recordedChanges(directory, 'dc1');
    expect(changes.map(({ changeId }) => changeId)).toEqual(['change-2']);
    expect(leftOut.map(({ message }) => message)).toEqual([expect.stringContaining(`${unreadable} cannot be read`)]);
    await expect(opened('goOn', 'change-2')).rejects.toMatchObject({
      code: 'journalUnwritable',
      message: expect.stringContaining(`${unwritable} cannot be written (EACCES)`) as string,
    });
  });
});

test('a journal is for its owner alone, whatever the umask', async () => {
  const former = process.umask(0);
  try {
    const file = await journalOf('change-1');
    expect([statSync(file).mode & 0o777, statSync(path.dirname(file)).mode & 0o777]).toEqual([0o600, 0o700]);
  } finally {
    process.umask(former);
  }
});

test('a journal that others may write is neither believed nor gone on with', async () => {
  const file = await journalOf('change-1');
  chmodSync(file, 0o620);
  const { changes, leftOut } = recordedChanges(directory, 'dc1');
  expect(changes).toEqual([]);
  expect(leftOut.map(({ message }) => message)).toEqual([
    expect.stringContaining('is left out (others than its owner may write it, for its mode is 0620)'),
  ]);
  await expect(opened('goOn', 'change-1')).rejects.toMatchObject({ code: 'journalUnwritable' });
});

test('what is wrong with journals, locks and old copies is said in words', () => {
  expectGolden(
    'errors/rollout-journal.txt',
    errorTexts([
      ['a journal that cannot be read', () => raise(journalUnreadable('state/dc1/change-1.jsonl', 'EACCES'))],
      ['a journal that cannot be written', () => raise(journalUnwritable('state/dc1/change-1.jsonl', 'EACCES'))],
      ['a journal that can be written no more', () => raise(journalFailed('state/dc1/change-1.jsonl', 'ENOSPC'))],
      ['a journal that lacks lines', () => raise(journalIncomplete('state/dc1/change-1.jsonl', 'ENOSPC'))],
      ['what never comes after what was before', () => raise(transitionForbidden('leaf10', 'untouched', 'pending'))],
      ['no journal', () => raise(journalMissing('dc1', 'state'))],
      ['a lock that is none', () => raise(lockUnusable('state/dc1.lock', 'EISDIR'))],
      [
        'a lock that somebody holds',
        () => raise(anotherRolloutIsRunning('dc1', { pid: 7, host: 'ci-1', changeId: 'change-1' }, 'dc1.lock', 12_000)),
      ],
      [
        'a lock that somebody holds and lives',
        () => raise(lockAlive('dc1', { pid: 7, host: 'ci-1', changeId: 'change-1' }, 'dc1.lock')),
      ],
      ['a lock that somebody has taken', () => raise(lockLost('state/dc1.lock'))],
      ['a lock that stays', () => raise(lockNotReleased('state/dc1.lock', 'EACCES'))],
      ['a configuration that is not kept', () => raise(configurationNotKept('leaf10', 'state/leaf10.conf', 'ENOSPC'))],
      [
        'old copies of another operator',
        () => raise(keptConfigurationsLeft('state/dc1', ['a.before', 'b.before'], 'EACCES')),
      ],
    ]),
  );
});

function raise(error: Error): never {
  throw error;
}
