import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diff } from '../../lib/junos/diff';
import { readSet } from '../../lib/junos/set-reader';
import { expectGolden } from '../support/golden';

const CASES = join(__dirname, '..', 'golden', 'junos-diff');

/** Shaped after what devices were seen to print, or derived from it; both directions of each. */
describe('a difference is laid out as show | compare does', () => {
  for (const name of readdirSync(CASES).sort()) {
    const read = (file: string) => readSet(readFileSync(join(CASES, name, file), 'utf8'));

    test(name.replaceAll('-', ' '), () => {
      const [before, after] = [read('before.set'), read('after.set')];
      expectGolden(`golden/junos-diff/${name}/compare.txt`, diff(before, after));
      expectGolden(`golden/junos-diff/${name}/compare-back.txt`, diff(after, before));
    });
  }
});
