import fs, { mkdtempSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { ModuleKind, transpileModule } from 'typescript';
import { LockFileStore } from '../../lib/allocation/lock-file-store';
import { EMPTY_LOCK_FILE } from '../../lib/allocation/lock-file';
import { TEMPORARY_FILE, createFile, replaceFile, writeOutput } from '../../lib/files/replace-file';
import { buildManifest } from '../../lib/manifest/build-manifest';
import { writeManifest } from '../../lib/manifest/write-manifest';
import { WITHOUT_HOST_KEYS, guideFabric } from '../support/fabric-fixture';

afterEach(() => {
  jest.restoreAllMocks();
});

function directory(): string {
  return mkdtempSync(join(tmpdir(), 'junos-fabric-files-'));
}

function inDirectory(former?: string): { readonly home: string; readonly file: string } {
  const home = directory();
  const file = join(home, 'file');
  if (former !== undefined) writeFileSync(file, former);
  return { home, file };
}

/** What writes a file, by what it is called; each is given the directory. */
const WRITERS: Readonly<Record<string, (home: string) => void>> = {
  file: (home) => {
    replaceFile(join(home, 'file'), 'new');
  },
  'plan.json': (home) => {
    writeOutput(join(home, 'plan.json'), 'new');
  },
  'program.ts': (home) => {
    createFile(join(home, 'program.ts'), 'new');
  },
  'fabric.json': (home) => {
    writeManifest(home, buildManifest(guideFabric(), WITHOUT_HOST_KEYS));
  },
  'fabric.lock.json': (home) => {
    new LockFileStore(join(home, 'fabric.lock.json'), 'fabric.lock.json').write(EMPTY_LOCK_FILE);
  },
};

describe.each(Object.keys(WRITERS))('%s', (name) => {
  const write = WRITERS[name] ?? fail;

  test.each(['writeFileSync', 'fsyncSync', 'renameSync', 'linkSync'] as const)(
    'is as it was when %s fails, and nothing is left beside it',
    (step) => {
      const home = directory();
      const isReached = step !== (name === 'program.ts' ? 'renameSync' : 'linkSync');
      jest.spyOn(fs, step).mockImplementation(() => {
        throw Object.assign(new Error('no space left on the device'), { code: 'ENOSPC' });
      });
      const attempt = (): void => {
        write(home);
      };
      if (isReached) expect(attempt).toThrow(/no space left|ENOSPC/);
      else attempt();
      expect(readdirSync(home).includes(name)).toBe(!isReached);
      expect(readdirSync(home).filter((other) => other.startsWith('.'))).toEqual([]);
    },
  );

  test('is on disk before it has its name, and its name before anybody goes on', () => {
    const steps: string[] = [];
    for (const step of ['writeFileSync', 'fsyncSync', 'renameSync', 'linkSync'] as const) {
      const real = fs[step] as (...args: readonly unknown[]) => unknown;
      jest.spyOn(fs, step).mockImplementation((...args: readonly unknown[]) => {
        steps.push(step);
        return real(...args) as undefined;
      });
    }
    write(directory());
    const put = name === 'program.ts' ? 'linkSync' : 'renameSync';
    expect(steps.slice(-4)).toEqual(['writeFileSync', 'fsyncSync', put, 'fsyncSync']);
  });
});

function fail(): never {
  throw new Error('there is no such writer');
}

test('whoever is killed in the middle of it leaves the former file', () => {
  const { home, file } = inDirectory('former');
  const source = readFileSync(join(__dirname, '../../lib/files/replace-file.ts'), 'utf8');
  const { outputText } = transpileModule(source, { compilerOptions: { module: ModuleKind.CommonJS } });
  const script = `
    const fs = require('node:fs');
    const { writeFileSync } = fs;
    fs.writeFileSync = (to) => {
      writeFileSync(to, 'half');
      process.kill(process.pid, 'SIGKILL');
    };
    ${outputText}
    replaceFile(process.argv[1], 'half of it is not enough');`;
  const { signal, stderr } = spawnSync(process.execPath, ['-e', script, file], { encoding: 'utf8' });
  expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });
  expect(readFileSync(file, 'utf8')).toBe('former');
  expect(readdirSync(home).filter((name) => TEMPORARY_FILE.test(name))).toHaveLength(1);
});

test('permissions stay, and those that are asked for win', () => {
  const { file } = inDirectory('former');
  fs.chmodSync(file, 0o640);
  replaceFile(file, 'new');
  expect(statSync(file).mode & 0o777).toBe(0o640);
  replaceFile(file, 'private', { mode: 0o600 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a link that a user names stays one', () => {
  const { home, file } = inDirectory('former');
  const link = join(home, 'link');
  symlinkSync('file', link);
  writeOutput(link, 'new');
  expect(fs.lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('new');
});

test('what is no regular file is written to: --out /dev/stdout', () => {
  writeOutput('/dev/null', 'new');
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('a file that there is already is not created', () => {
  const { home, file } = inDirectory('former');
  expect(() => {
    createFile(file, 'new');
  }).toThrow(expect.objectContaining({ code: 'EEXIST' }) as Error);
  expect(readFileSync(file, 'utf8')).toBe('former');
  expect(readdirSync(home)).toEqual(['file']);
});
