import { runScript, SWARM_TIMEOUT_MS } from '../support/run-swarm';

/** The night has five hundred. */
const RUNS = 60;

test(
  'two controllers that share servers never take two attachments of one together, and do not keep one another from the end',
  async () => {
    const seed = process.env.TEST_SEED ?? '1';
    const { exitCode, output } = await runScript('start-two-controllers.mjs', '--seed', seed, '--runs', String(RUNS));
    expect(output).not.toContain('FAILED');
    expect(output).toContain(`two controllers: ${RUNS} runs from seed ${seed}`);
    expect(exitCode).toBe(0);
  },
  SWARM_TIMEOUT_MS,
);
