import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOLDER_SCRIPT, prepareDirectory, removeDirectory } from '../../lib/twin/engine/state';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'twin-state-'));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

/** Things that are called as a twin calls its own. */
function fill(...files: readonly string[]): void {
  mkdirSync(join(home, 'nodes', 'leaf10'), { recursive: true });
  for (const file of files) writeFileSync(join(home, file), '');
}

test('a directory where no twin has been is left as it is, whatever its files are called', () => {
  fill('nodes/leaf10/notes', 'events');
  removeDirectory(home);
  expect(() => {
    prepareDirectory(home);
  }).toThrow(`the twin cannot use ${home}: it holds events, nodes`);
  expect(existsSync(join(home, 'nodes', 'leaf10', 'notes'))).toBe(true);
  removeDirectory(join(home, 'nowhere'));
});

test('what a twin has left is taken over, or removed with its directory', () => {
  fill(HOLDER_SCRIPT, 'start.sh', '.junos-fabric-0123456789abcdef.tmp', 'nodes/leaf10/init.sh');
  prepareDirectory(home);
  expect(readdirSync(home)).toEqual([]);
  fill(HOLDER_SCRIPT);
  removeDirectory(home);
  expect(existsSync(home)).toBe(false);
});

test('files of others beside those of a twin stay', () => {
  fill(HOLDER_SCRIPT, 'notes');
  removeDirectory(home);
  expect(readdirSync(home)).toEqual(['notes']);
});
