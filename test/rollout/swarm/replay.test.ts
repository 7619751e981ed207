import { runSwarm, SWARM_TIMEOUT_MS } from '../support/run-swarm';

/** Several faults, a slow network, two controllers after the first. */
const SEED = 2003;

test(
  'a seed is the same case every time, event for event, and another seed is another case',
  async () => {
    const runs = [SEED, SEED, SEED + 1].map((seed) => runSwarm('--seed', String(seed), '--cases', '1'));
    const [first, second, other] = (await Promise.all(runs)).map(({ output }) => /^trace (\S+)$/m.exec(output)?.[1]);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  },
  SWARM_TIMEOUT_MS,
);
