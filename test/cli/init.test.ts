import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../package.json';
import { initTargetTaken, scaffoldMissing } from '../../lib/cli/errors';
import { builtCli, REPOSITORY } from '../support/built-package';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';
import { run } from '../support/processes';

const EXAMPLE = join(REPOSITORY, 'examples', 'multihomed-server');

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'junos-fabric-init-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function init(...args: string[]): Promise<string> {
  return run(process.execPath, [builtCli(), 'init', ...args], directory);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function json(...path: string[]): Record<string, unknown> {
  return JSON.parse(readFileSync(join(...path), 'utf8')) as Record<string, unknown>;
}

test('a project is the example that CI runs, with a name, an id and the version of its own', async () => {
  const printed = await init('My Fabric');
  const project = join(directory, 'My Fabric');
  const committed = execFileSync('git', ['ls-files'], { cwd: EXAMPLE, encoding: 'utf8' }).trim().split('\n');
  expect(filesIn(project)).toEqual(committed.sort());
  expect(printed).toContain('cd My Fabric\n');
  const same = committed.filter((name) => !['package.json', 'cdktf.json'].includes(name));
  for (const name of same) {
    expect(readFileSync(join(project, name), 'utf8')).toBe(readFileSync(join(EXAMPLE, name), 'utf8'));
  }
  const own = json(project, 'package.json');
  expect(own).toMatchObject({ name: 'my-fabric', dependencies: { 'cdktf-junos-fabric': `^${version}` } });
  expect(json(project, 'cdktf.json').projectId).not.toBe(json(EXAMPLE, 'cdktf.json').projectId);
});

test('it runs as it stands: it type-checks, synthesizes and passes its tests', async () => {
  await init();
  symlinkSync(join(REPOSITORY, 'node_modules'), join(directory, 'node_modules'), 'dir');
  mkdirSync(join(directory, '.lab'));
  writeFileSync(join(directory, '.lab', 'known_hosts'), readFileSync(join(REPOSITORY, 'test/support/known_hosts')));
  await run('npx', ['tsc', '-p', '.'], directory);
  await run('npx', ['tsx', 'main.ts'], directory);
  expect(readdirSync(join(directory, 'cdktf.out/stacks/dc1/junos'))).toContain('leaf11.set');
  await run('npx', ['jest'], directory);
});

test('nothing is written over, and nothing is written beside what is there', async () => {
  writeFileSync(join(directory, 'main.ts'), 'mine');
  await expect(init()).rejects.toThrow('has main.ts already');
  expect(readdirSync(directory)).toEqual(['main.ts']);
});

test('a copy of the command line without its package says where the other is', async () => {
  const copy = join(directory, 'junos-fabric.cjs');
  writeFileSync(copy, readFileSync(builtCli()));
  await expect(run(process.execPath, [copy, 'init', 'x'], directory)).rejects.toThrow('npx cdktf-junos-fabric init');
});

test('why no project is written is said in words', () => {
  expectGolden(
    'errors/cli-init.txt',
    errorTexts([
      [
        'files that are there',
        () => {
          throw initTargetTaken('/home/mara/fabric', ['main.ts', 'package.json']);
        },
      ],
      [
        'a copy without its package',
        () => {
          throw scaffoldMissing();
        },
      ],
    ]),
  );
});
