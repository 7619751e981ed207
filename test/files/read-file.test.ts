import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileInside, readLimited, readRegularFile } from '../../lib/files/read-file';
import { readPlanBundle } from '../../lib/rollout/plan/plan-bundle';
import { errorOf } from '../support/errors';

function directory(): string {
  return mkdtempSync(join(tmpdir(), 'junos-fabric-files-'));
}

test('a regular file is read up to its limit, and not beyond', () => {
  const file = join(directory(), 'file');
  writeFileSync(file, '12345');
  expect(readRegularFile(file, 5).toString()).toBe('12345');
  expect(readLimited(file, 5).toString()).toBe('12345');
  for (const read of [readRegularFile, readLimited]) {
    expect(() => read(file, 4)).toThrow('it has at least 5 bytes, and at most 4 are read');
  }
});

test('a device that never ends is read up to the limit where devices are allowed, and refused elsewhere', () => {
  expect(() => readLimited('/dev/zero', 3_000_000)).toThrow(
    'it has at least 3000001 bytes, and at most 3000000 are read',
  );
  expect(() => readRegularFile('/dev/zero', 10)).toThrow('it is a device, not a regular file');
});

test('a link is followed inside its directory only, also through another directory', () => {
  const home = directory();
  const outside = directory();
  writeFileSync(join(outside, 'file'), 'of somebody else');
  mkdirSync(join(home, '..data'));
  writeFileSync(join(home, '..data', 'file'), 'ours');
  symlinkSync('..data', join(home, 'inside'));
  symlinkSync(outside, join(home, 'outside'));
  expect(readFileInside(home, join(home, 'inside', 'file'), 10).toString()).toBe('ours');
  expect(() => readFileInside(home, join(home, 'outside', 'file'), 100)).toThrow(
    `it is a symbolic link that leads out of ${home}`,
  );
});

test('a plan that is a pipe is refused, and not waited for', () => {
  const file = join(directory(), 'plan.json');
  execFileSync('mkfifo', [file]);
  const { code, message } = errorOf(() => readPlanBundle(file));
  expect(code).toBe('planBundleUnusable');
  expect(message).toContain('it is a named pipe, not a regular file');
});
