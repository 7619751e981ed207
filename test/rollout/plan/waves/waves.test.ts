import fc from 'fast-check';
import type { Shared } from '../../../../lib/rollout/plan/waves/shared';
import { waveLowerBound } from '../../../../lib/rollout/plan/waves/wave-bound';
import { waves } from '../../../../lib/rollout/plan/waves/planned-waves';

const named = (hostnames: readonly string[]): { hostname: string }[] => hostnames.map((hostname) => ({ hostname }));

function namesOf(planned: readonly (readonly { hostname: string }[])[]): string[][] {
  return planned.map((wave) => wave.map(({ hostname }) => hostname));
}

function server(members: readonly string[], limit = 1): Shared {
  return { what: `server of ${members.join(' and ')}`, members: new Set(members), limit };
}

test('the attachments of one server change one after the other, in the order of their names', () => {
  const devices = named(['leaf12', 'leaf10', 'leaf11']);
  const planned = waves(devices, [server(['leaf10', 'leaf11', 'leaf12'])], { canary: 'leaf10', maxParallel: 20 });
  expect(namesOf(planned)).toEqual([['leaf10'], ['leaf11'], ['leaf12']]);
});

test('the canary changes first and alone, and what shares nothing changes together', () => {
  const devices = named(['leaf1', 'leaf2', 'leaf3', 'leaf4']);
  const shared = [server(['leaf1', 'leaf2']), server(['leaf3', 'leaf4'])];
  expect(namesOf(waves(devices, shared, { canary: 'leaf3', maxParallel: 20 }))).toEqual([
    ['leaf3'],
    ['leaf1', 'leaf4'],
    ['leaf2'],
  ]);
});

test('no wave is larger than allowed', () => {
  const devices = named(['leaf1', 'leaf2', 'leaf3', 'leaf4', 'leaf5']);
  expect(namesOf(waves(devices, [], { maxParallel: 2 }))).toEqual([['leaf1', 'leaf2'], ['leaf3', 'leaf4'], ['leaf5']]);
});

test('of a server with four attachments two may change at once where that is allowed', () => {
  const homes = ['leaf1', 'leaf2', 'leaf3', 'leaf4'];
  expect(waves(named(homes), [server(homes, 2)], { maxParallel: 20 })).toHaveLength(2);
});

test('a clique of leaves needs as many waves as it has leaves, and gets no more', () => {
  const clique = ['leaf1', 'leaf2', 'leaf3', 'leaf4'];
  const pairs = clique.flatMap((one, index) => clique.slice(index + 1).map((other) => server([one, other])));
  const devices = [...clique, 'leaf5', 'leaf6'];
  expect(waveLowerBound(devices, pairs, 20)).toBe(4);
  expect(waves(named(devices), pairs, { maxParallel: 20 })).toHaveLength(4);
});

/** Devices, and things some of them share, each with a limit. */
const topology = fc.integer({ min: 1, max: 24 }).chain((count) => {
  const hostnames = Array.from({ length: count }, (_, index) => `leaf${index + 1}`);
  const thing = fc
    .record({
      members: fc.subarray([...hostnames, 'elsewhere'], { minLength: 1, maxLength: Math.min(5, count) }),
      limit: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ members, limit }) => server(members, limit));
  return fc.record({
    hostnames: fc.shuffledSubarray(hostnames, { minLength: 1 }),
    shared: fc.array(thing, { maxLength: 40 }),
    canary: fc.option(fc.constantFrom(...hostnames), { nil: undefined }),
    maxParallel: fc.integer({ min: 1, max: 8 }),
  });
});

test('every device is in exactly one wave, and no wave takes more of anything shared than allowed', () => {
  fc.assert(
    fc.property(topology, ({ hostnames, shared, canary, maxParallel }) => {
      const planned = namesOf(waves(named(hostnames), shared, { canary, maxParallel }));
      expect(planned.flat().sort()).toEqual([...hostnames].sort());
      for (const wave of planned) {
        expect(wave.length).toBeGreaterThan(0);
        expect(wave.length).toBeLessThanOrEqual(maxParallel);
        for (const { members, limit } of shared) {
          expect(wave.filter((hostname) => members.has(hostname)).length).toBeLessThanOrEqual(limit);
        }
      }
      if (canary !== undefined && hostnames.includes(canary)) expect(planned[0]).toEqual([canary]);
    }),
    { numRuns: 300 },
  );
});

test('the waves do not depend on the order in which devices come, and are never fewer than the lower bound', () => {
  fc.assert(
    fc.property(topology, ({ hostnames, shared, maxParallel }) => {
      const planned = namesOf(waves(named(hostnames), shared, { maxParallel }));
      expect(namesOf(waves(named([...hostnames].reverse()), shared, { maxParallel }))).toEqual(planned);
      expect(planned.length).toBeGreaterThanOrEqual(waveLowerBound(hostnames, shared, maxParallel));
    }),
    { numRuns: 200 },
  );
});
