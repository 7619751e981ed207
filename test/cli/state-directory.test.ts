import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireUsable, stateDirectory } from '../../lib/cli/state-directory';
import { errorOf } from '../support/errors';
import { RecordingHost } from '../support/recording-host';

const host = new RecordingHost({ workingDirectory: '/project' });

const directories: string[] = [];

afterAll(() => {
  directories.forEach((directory) => {
    rmSync(directory, { recursive: true });
  });
});

function manifestIn(...stack: string[]): { root: string; manifest: string } {
  const root = mkdtempSync(join(tmpdir(), 'junos-fabric-state-'));
  directories.push(root);
  mkdirSync(join(root, ...stack, 'junos'), { recursive: true });
  return { root, manifest: join(root, ...stack, 'junos', 'fabric.json') };
}

test('a given directory is taken, from where the command runs', () => {
  expect(stateDirectory('journals', '/elsewhere/junos/fabric.json', host)).toBe('/project/journals');
});

test('the default is beside cdktf.json', () => {
  const { root, manifest } = manifestIn('out', 'stacks', 'dc1');
  writeFileSync(join(root, 'cdktf.json'), '{}');
  expect(stateDirectory(undefined, manifest, host)).toBe(join(root, '.junos-fabric'));
});

test('without cdktf.json it is beside cdktf.out, never in it', () => {
  const { root, manifest } = manifestIn('cdktf.out', 'stacks', 'dc1');
  expect(stateDirectory(undefined, manifest, host)).toBe(join(root, '.junos-fabric'));
});

test('in a stack directory that was carried elsewhere it is within that', () => {
  const { root, manifest } = manifestIn('carried');
  expect(stateDirectory(undefined, manifest, host)).toBe(join(root, 'carried', '.junos-fabric'));
});

test('a directory that is there, or can be made, is usable, and is not made', () => {
  const { root } = manifestIn('carried');
  expect(requireUsable(root)).toBe(root);
  const deeper = join(root, 'not', 'yet');
  expect(requireUsable(deeper)).toBe(deeper);
  expect(existsSync(join(root, 'not'))).toBe(false);
});

test('a directory that cannot be made is refused with the reason', () => {
  const { root } = manifestIn('carried');
  writeFileSync(join(root, 'file'), '');
  expect(errorOf(() => requireUsable(join(root, 'file', 'state'))).message.replaceAll(root, '<root>')).toBe(
    'journal and lock cannot be kept in <root>/file/state (<root>/file is no directory); name a directory that can be written with --state-directory or JUNOS_FABRIC_STATE',
  );
});
