import { runSwarm, SWARM_TIMEOUT_MS } from '../support/run-swarm';
import type { SwarmCase } from '../support/swarm-case';

const NOTHING: SwarmCase = { scenario: 'apply', routingEngines: 1, failureBudget: 0, faults: [], recoveries: [] };

/** A case with one fault, when a device gets an RPC for the n-th time. */
function withFault(
  fault: string,
  hostname: string,
  rpc: string,
  nth: number,
  more: Partial<SwarmCase> = {},
): SwarmCase {
  return { ...NOTHING, faults: [{ fault, hostname, at: { rpc, nth }, delayMs: 0 }], ...more };
}

const COMMIT = 'commit-configuration confirmed';

test.each([
  ['everything is committed as one wave', NOTHING, /has lost \d of \d attachments/],
  [
    'a device that is lost is said to be back',
    withFault('dropped after', 'leaf14', 'commit-configuration', 1),
    /leaf14 is new and said to be rolledBack/,
  ],
  [
    'nothing is taken back',
    withFault('refused', 'leaf15', COMMIT, 1),
    /is unknown and not named|is new and said to be unchanged/,
  ],
  [
    'checks pass always',
    { ...NOTHING, scenario: 'rolling' } as const,
    /is to keep the change although it has taken its session/,
  ],
  [
    'what was never reached counts as done',
    withFault('refused', 'leaf12', 'lock-configuration', 2, { scenario: 'rolling' }),
    /is said to be confirmed, and .* did not change/,
  ],
  [
    'every change is said to be confirmed',
    withFault('refused', 'leaf12', 'lock-configuration', 1),
    /confirmed, and .* did not change/,
  ],
])(
  'the swarm notices that %s',
  async (name, one, said) => {
    const { exitCode, output } = await runSwarm('--break', name, '--case', JSON.stringify(one));
    expect(output).toMatch(said);
    expect(exitCode).toBe(1);
  },
  SWARM_TIMEOUT_MS,
);
