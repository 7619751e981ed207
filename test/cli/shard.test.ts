import fc from 'fast-check';
import { inShard } from '../../lib/cli/shard';
import { commandLine } from '../support/command-line';

const members = fc
  .uniqueArray(fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}$/), { maxLength: 60 })
  .map((hostnames) => hostnames.map((hostname) => ({ hostname })));

const names = (devices: readonly { readonly hostname: string }[]): string[] => devices.map(({ hostname }) => hostname);

function shardsOf<T extends { readonly hostname: string }>(devices: readonly T[], count: number): T[][] {
  return Array.from({ length: count }, (_, index) => inShard(devices, { number: index + 1, count }));
}

test('every device is in one shard, and shards differ by one device at most', () => {
  fc.assert(
    fc.property(members, fc.integer({ min: 1, max: 70 }), (devices, count) => {
      const shards = shardsOf(devices, count);
      expect(shards.flatMap(names).sort()).toEqual(names(devices).sort());
      const sizes = shards.map(({ length }) => length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

test('which one a device is in does not depend on the order of the devices', () => {
  const shuffled = members.chain((devices) =>
    fc.tuple(fc.constant(devices), fc.shuffledSubarray(devices, { minLength: devices.length })),
  );
  fc.assert(
    fc.property(shuffled, fc.integer({ min: 1, max: 10 }), ([devices, otherwise], count) => {
      const sorted = (all: readonly { readonly hostname: string }[][]): string[][] =>
        all.map((one) => names(one).sort());
      expect(sorted(shardsOf(otherwise, count))).toEqual(sorted(shardsOf(devices, count)));
    }),
  );
});

test.each(['0/4', '5/4', '1', '1/0', 'a/b', '-1/4', '1/2/3'])('%s is refused with what is allowed', async (shard) => {
  const { code, stderr } = await commandLine('/nowhere', 'verify', `--shard=${shard}`);
  expect(code).toBe(2);
  expect(stderr).toContain(`argument '${shard}' is invalid. Give k/n, for example 2/4: n parts, and the number of one`);
});

test.each(['verify', 'drift'])('%s takes --shard or --device, and not both', async (command) => {
  const { code, stderr } = await commandLine('/nowhere', command, '--shard', '1/2', '--device', 'leaf10');
  expect(code).toBe(2);
  expect(stderr).toContain("option '--shard <k/n>' cannot be used with option '--device <device>'");
});
