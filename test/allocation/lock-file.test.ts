import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMPTY_LOCK_FILE } from '../../lib/allocation/lock-file';
import { LockFileStore, writeLockFile } from '../../lib/allocation/lock-file-store';
import { readLockFile } from '../../lib/allocation/read-lock-file';
import { errorOf } from '../support/errors';
import { allocated, asking } from './support/needs';

const LABEL = 'fabric.lock.json';
const SERVERS = ['server9', 'server10', 'server11'].map((server) => `subnet ${server} leaf10 et-0/0/15`);

function textFor(...keys: string[]): string {
  return writeLockFile(new Map([['dc1', allocated(asking(...keys)).section]]));
}

test('the file has one line for each allocation, in the order in which people count', () => {
  const before = allocated(asking('rd VRF_5', 'vni VRF_5', ...SERVERS)).section;
  const { section } = allocated(asking('rd VRF_5', 'vni VRF_5', ...SERVERS.slice(1)), before);
  const note = 'written at synth; to move or free an allocation: junos-fabric allocation --help';
  expect(writeLockFile(new Map([['dc1', section]]))).toBe(`{
  "lockVersion": 1,
  "allocations": {
    "dc1": {
      "rd VRF_5": "1",
      "subnet server9 leaf10 et-0/0/15": "172.16.0.0/31 removed",
      "subnet server10 leaf10 et-0/0/15": "172.16.0.2/31",
      "subnet server11 leaf10 et-0/0/15": "172.16.0.4/31",
      "vni VRF_5": "10000",
      "~": "${note}"
    }
  }
}
`);
});

test('a file without allocations is a file too', () => {
  expect(readLockFile(writeLockFile(EMPTY_LOCK_FILE), LABEL)).toEqual(EMPTY_LOCK_FILE);
});

test('a file that a formatter has written anew says the same', () => {
  const text = textFor(...SERVERS);
  const formatted = `${JSON.stringify(JSON.parse(text), null, '\t').replaceAll('\n', '\r\n')}\r\n`;
  expect(readLockFile(formatted, LABEL)).toEqual(readLockFile(text, LABEL));
});

describe('two branches', () => {
  const directory = mkdtempSync(join(tmpdir(), 'junos-fabric-merge-'));

  function merged(base: string, ours: string, theirs: string): { text: string; conflicts: number | null } {
    const files = Object.entries({ ours, base, theirs }).map(([name, text]) => {
      const file = join(directory, name);
      writeFileSync(file, text);
      return file;
    });
    const run = spawnSync('git', ['merge-file', '-p', ...files], { encoding: 'utf8' });
    return { text: run.stdout, conflicts: run.status };
  }

  const base = allocated(asking(...SERVERS, 'vni VRF_5')).section;
  const text = (needs: ReturnType<typeof asking>): string =>
    writeLockFile(new Map([['dc1', allocated(needs, base).section]]));

  test('merge without a conflict where a line is between what they add, also behind the last key', () => {
    const ours = text(asking(...SERVERS, 'vni VRF_5', 'vni VRF_6'));
    const theirs = text(asking('subnet server12 leaf10 et-0/0/3', ...SERVERS, 'vni VRF_5'));
    const { text: result, conflicts } = merged(writeLockFile(new Map([['dc1', base]])), ours, theirs);
    expect(conflicts).toBe(0);
    expect(readLockFile(result, LABEL).get('dc1')?.size).toBe(6);
  });

  test('that gave one value to two keys are told which', () => {
    const ours = text(asking(...SERVERS, 'vni VRF_5', 'subnet web1 leaf10 et-0/0/4'));
    const theirs = text(asking('subnet server1 leaf10 et-0/0/3', ...SERVERS, 'vni VRF_5'));
    const { text: result, conflicts } = merged(writeLockFile(new Map([['dc1', base]])), ours, theirs);
    expect(conflicts).toBe(0);
    expect(errorOf(() => readLockFile(result, LABEL)).message).toBe(
      [
        'fabric.lock.json gives one value twice, as a merge of two branches can leave it:',
        '  line 5: "subnet server1 leaf10 et-0/0/3": 172.16.0.6/31 (dc1)',
        '  line 9: "subnet web1 leaf10 et-0/0/4": 172.16.0.6/31 (dc1)',
        'keep the line that is on the devices, delete the other, and synthesize again: its key gets a new value',
      ].join('\n'),
    );
  });
});

describe('the file on disk', () => {
  function store(text?: string): { store: LockFileStore; path: string; directory: string } {
    const directory = mkdtempSync(join(tmpdir(), 'junos-fabric-lock-'));
    const path = join(directory, LABEL);
    if (text !== undefined) writeFileSync(path, text);
    return { store: new LockFileStore(path, LABEL), path, directory };
  }

  test('is read once', () => {
    const { store: file, path } = store(textFor(...SERVERS));
    const first = file.read();
    writeFileSync(path, 'something else');
    expect(file.read()).toBe(first);
  });

  test('is replaced as a whole, and nothing is left beside it', () => {
    const { store: file, path, directory } = store();
    expect(file.exists).toBe(false);
    file.write(new Map([['dc1', allocated(asking('vni VRF_5')).section]]));
    expect(readFileSync(path, 'utf8')).toBe(textFor('vni VRF_5'));
    expect(readdirSync(directory)).toEqual([LABEL]);
  });

  test('is not overwritten when somebody else has changed it meanwhile', () => {
    const { store: file, path } = store(textFor('vni VRF_5'));
    file.read();
    writeFileSync(path, textFor('vni VRF_6'));
    expect(
      errorOf(() => {
        file.write(EMPTY_LOCK_FILE);
      }).code,
    ).toBe('lockFileChanged');
    expect(readFileSync(path, 'utf8')).toBe(textFor('vni VRF_6'));
  });

  test('that is a directory is said to be unreadable, without a path of this machine', () => {
    const directory = mkdtempSync(join(tmpdir(), 'junos-fabric-lock-'));
    expect(errorOf(() => new LockFileStore(directory, LABEL).read()).message).toBe(
      'fabric.lock.json cannot be read: it is a directory, not a regular file',
    );
  });
});

test('git is there to merge with', () => {
  expect(execFileSync('git', ['--version'], { encoding: 'utf8' })).toMatch(/^git version/);
});
