import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diff } from '../../../lib/junos/diff/diff';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { expectGolden } from '../../support/golden';
import { describeWithShared } from '../../support/shared';

const CASES = join(__dirname, '..', '..', 'golden', 'junos-diff');

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

describeWithShared(
  'the sample of a compare reply',
  ['reference', 'junos-samples', 'replies', 'get-configuration.compare-rollback.xml'],
  (file) => {
    test('is what the difference prints', () => {
      const before = 'set interfaces lo0 unit 0\nset routing-instances VRF_5 instance-type vrf\n';
      const added =
        'set interfaces et-0/0/15 unit 0 family inet address 172.16.104.1/30\n' +
        'set routing-instances VRF_5 interface et-0/0/15.0\n';
      const output = /<configuration-output>\n([\s\S]*?)<\/configuration-output>/.exec(readFileSync(file, 'utf8'))?.[1];
      expect(diff(readSet(before), readSet(before + added))).toBe(output);
    });
  },
);
