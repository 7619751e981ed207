import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Journal } from '../../../lib/rollout/journal/journal';
import { recordedChanges } from '../../../lib/rollout/journal/journal-reader';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'journal-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

test('each line is on disk when append returns, with time and change id', () => {
  const journal = Journal.start(directory, 'dc1', 'change-1', () => 0);
  journal.append({ entry: 'decided', decision: 'confirm', hostnames: ['leaf10'] });
  expect(readFileSync(journal.file, 'utf8')).toBe(
    '{"time":"1970-01-01T00:00:00.000Z","changeId":"change-1","entry":"decided","decision":"confirm","hostnames":["leaf10"]}\n',
  );
  journal.append({ entry: 'outcome', hostname: 'leaf10', outcome: 'confirmed' });
  expect(readFileSync(journal.file, 'utf8').trim().split('\n')).toHaveLength(2);
  journal.close();
});

test('every change has a journal of its own, and none is written twice', () => {
  Journal.start(directory, 'dc1', 'change-1', () => 0).close();
  Journal.start(directory, 'dc1', 'change-2', () => 0).close();
  expect(readdirSync(path.join(directory, 'dc1')).sort()).toEqual(['change-1.jsonl', 'change-2.jsonl']);
  expect(() => Journal.start(directory, 'dc1', 'change-1', () => 0)).toThrow(/EEXIST/);
});

test.each(['../../../tmp/x', '', '.', 'a/b', 'a\\b', '-x', 'x'.repeat(65)])(
  'a journal cannot be named %p, whoever says so',
  (changeId) => {
    expect(() => Journal.goOn(directory, 'dc1', changeId, () => 0)).toThrow(/is no id of a change/);
    expect(readdirSync(directory)).toEqual([]);
  },
);

test('lines that are JSON and say nothing are passed over', () => {
  const journal = Journal.start(directory, 'dc1', 'change-1', () => 0);
  appendFileSync(journal.file, 'null\n7\n"text"\n');
  journal.append({
    entry: 'started',
    kind: 'apply',
    mode: 'transaction',
    fabric: 'dc1',
    hostnames: ['leaf10'],
    devices: [],
  });
  journal.close();
  expect(recordedChanges(directory, 'dc1')).toMatchObject([{ changeId: 'change-1', hostnames: ['leaf10'] }]);
});
