import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const TEST_DIRECTORY = join(__dirname, '..');

/**
 * Compares text with a committed file below `test/`, for example `golden/render/guide/leaf10.set` or
 * `errors/model.txt`. With `UPDATE_GOLDEN=1` in the environment the file is written instead; look at the difference
 * before you commit it, since golden files are what users rely on.
 */
export function expectGolden(file: string, actual: string): void {
  const path = join(TEST_DIRECTORY, file);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
    return;
  }
  if (!existsSync(path)) throw new Error(`no golden file test/${file}; make it with UPDATE_GOLDEN=1`);
  expect(actual).toBe(readFileSync(path, 'utf8'));
}
