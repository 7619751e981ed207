import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stateDirectory } from '../../lib/cli/state-directory';
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
