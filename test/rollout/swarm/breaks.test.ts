import { runSwarm, SWARM_TIMEOUT_MS } from '../support/run-swarm';

test.each([
  ['everything is committed as one wave', 3000, /has lost \d of \d homes/],
  ['a device that is lost is said to be back', 3008, /is new and said to be rolledBack/],
])(
  'the swarm notices that %s',
  async (name, seed, said) => {
    const { exitCode, output } = await runSwarm(
      '--break',
      name,
      '--seed',
      String(seed),
      '--cases',
      '1',
      '--until-first',
    );
    expect(output).toMatch(said);
    expect(exitCode).toBe(1);
  },
  SWARM_TIMEOUT_MS,
);
