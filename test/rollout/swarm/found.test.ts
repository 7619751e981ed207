import { runSwarm, SWARM_TIMEOUT_MS } from '../support/run-swarm';
import { FOUND } from '../support/swarm-found';

test(
  'no case that the swarm has ever failed fails again',
  async () => {
    const { exitCode, output } = await runSwarm('--found');
    expect(output).toContain(`swarm: ${FOUND.length} cases that failed once`);
    expect(output).not.toContain('FAILED');
    expect(exitCode).toBe(0);
  },
  SWARM_TIMEOUT_MS,
);
