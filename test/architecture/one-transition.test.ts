import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const LIB = path.join(__dirname, '..', '..', 'lib');

function filesWith(text: string): string[] {
  return readdirSync(LIB, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && readFileSync(path.join(LIB, file), 'utf8').includes(text))
    .map((file) => file.split(path.sep).join('/'))
    .sort();
}

test('what a device of a change is becomes something else in one place, and where its journal is read', () => {
  expect(filesWith('.become(')).toEqual(['rollout/change-context.ts', 'rollout/journal/journal-reader.ts']);
});

test('nothing is written into a journal past that place', () => {
  expect(filesWith('journal.record(')).toEqual(['rollout/change-context.ts']);
  expect(filesWith('journal.attempt(')).toEqual(['rollout/change-context.ts']);
  expect(filesWith('journal.note(')).toEqual(['rollout/change-context.ts']);
});
