import type { SwarmCase } from './swarm-case';

/** A case that has failed once. */
export interface FoundCase {
  /** That drew it, or something larger. Another one may be drawn from it since. */
  readonly seed: number;
  /** What was wrong. */
  readonly wrong: string;
  readonly one: SwarmCase;
}

/** Every case that has ever failed, as small as it got. */
export const FOUND: readonly FoundCase[] = [
  {
    seed: 2003,
    wrong: 'resume said of a rolling change that stopped halfway that it was confirmed',
    one: {
      scenario: 'rolling',
      routingEngines: 1,
      failureBudget: 0,
      faults: [
        {
          fault: 'losing every connection for an hour',
          hostname: 'leaf13',
          at: { rpc: 'get-bgp-neighbor-information', nth: 2 },
          delayMs: 0,
        },
      ],
      recoveries: [],
    },
  },
  {
    seed: 2005,
    wrong: 'and so it did where it had only the devices to ask',
    one: {
      scenario: 'rolling',
      routingEngines: 2,
      failureBudget: 2,
      faults: [
        {
          fault: 'a routing engine lost for a minute, commit refuses',
          hostname: 'leaf11',
          at: { rpc: 'get-commit-information', nth: 1 },
          delayMs: 0,
        },
      ],
      recoveries: [{ by: 'resumeFromDevices', pauseMs: 1_200_000 }],
    },
  },
  {
    seed: 2034,
    wrong: 'a controller of the lab that was killed while it connected left its session behind',
    one: {
      scenario: 'rolling',
      routingEngines: 1,
      failureBudget: 1,
      network: { seed: 1363967172, leastMs: 400, mostMs: 450, stallOneOf: 20, stallMs: 45_000 },
      faults: [
        {
          fault: 'dropped before',
          hostname: 'leaf14',
          at: { rpc: 'get-bgp-neighbor-information', nth: 2 },
          delayMs: 0,
        },
        { fault: 'killed after', hostname: 'leaf11', at: { place: 82 }, delayMs: 0 },
      ],
      recoveries: [{ by: 'resumeFromDevices', pauseMs: 400_000 }],
    },
  },
  {
    seed: 20261162,
    wrong: 'undo of one of two changes was wanted to bring the devices of the other one back as well',
    one: {
      scenario: 'rolling',
      routingEngines: 1,
      failureBudget: 0,
      network: { seed: 2179235405, leastMs: 20, mostMs: 1020, stallOneOf: 100, stallMs: 10_000 },
      faults: [
        {
          fault: 'a server’s cable pulled',
          hostname: 'leaf12',
          at: { rpc: 'get-commit-information', nth: 1 },
          delayMs: 86_524,
        },
      ],
      recoveries: [
        { by: 'resumeFromDevices', pauseMs: 20_000 },
        { by: 'undo', pauseMs: 1_200_000 },
      ],
    },
  },
  {
    seed: 20261167,
    wrong: 'resume said the same of a change whose journal was begun by asking the devices',
    one: {
      scenario: 'rolling',
      routingEngines: 1,
      failureBudget: 2,
      network: { seed: 1, leastMs: 1, mostMs: 1 },
      faults: [{ fault: 'silent for half an hour', hostname: 'leaf12', at: { place: 29 }, delayMs: 0 }],
      recoveries: [{ by: 'resumeFromDevices', pauseMs: 20_000 }],
    },
  },
  {
    seed: 520092,
    wrong: 'a second undo took back the first one, which had stopped halfway, and said undone',
    one: {
      scenario: 'rolling',
      routingEngines: 1,
      failureBudget: 0,
      network: { seed: 1795281821, leastMs: 400, mostMs: 1400 },
      faults: [
        { fault: 'killed after', hostname: 'leaf10', at: { rpc: 'commit-configuration', nth: 2 }, delayMs: 0 },
        {
          fault: 'a human commits after a lost connection',
          hostname: 'leaf13',
          at: { rpc: 'get-commit-information', nth: 2 },
          delayMs: 72_299,
        },
      ],
      recoveries: [
        { by: 'undo', pauseMs: 400_000 },
        { by: 'undo', pauseMs: 20_000 },
      ],
    },
  },
  {
    seed: 520036,
    wrong: 'what resume confirms of an undo was not told from a change that is confirmed',
    one: {
      scenario: 'rolling',
      routingEngines: 1,
      failureBudget: 1,
      network: { seed: 960448891, leastMs: 20, mostMs: 8020, stallOneOf: 20, stallMs: 45_000 },
      faults: [
        {
          fault: 'called off, and sessions come back later than checks wait',
          hostname: 'leaf15',
          at: { rpc: 'commit-configuration confirmed', nth: 1 },
          delayMs: 0,
        },
      ],
      recoveries: [{ by: 'undo', pauseMs: 1_200_000 }],
    },
  },
  {
    seed: 310128,
    wrong: 'a routing engine that was away at the first look and came back did not get the change, and nobody was told',
    one: {
      scenario: 'apply',
      routingEngines: 2,
      failureBudget: 0,
      network: { seed: 653717592, leastMs: 1, mostMs: 51, stallOneOf: 20, stallMs: 10_000 },
      faults: [
        {
          fault: 'called off with cables pulled for a minute',
          hostname: 'leaf13',
          at: { rpc: 'load-configuration', nth: 2 },
          delayMs: 0,
        },
        {
          fault: 'a routing engine lost for a minute, commit fails',
          hostname: 'leaf15',
          at: { rpc: 'close-session', nth: 1 },
          delayMs: 0,
        },
      ],
      recoveries: [{ by: 'apply', pauseMs: 0 }],
    },
  },
  {
    seed: 740034,
    wrong: 'a device of the lab had the change that a rollback takes back on its first routing engine alone',
    one: {
      scenario: 'rollback',
      routingEngines: 2,
      failureBudget: 0,
      faults: [
        {
          fault: 'called off with cables pulled for a minute',
          hostname: 'leaf12',
          at: { place: 38 },
          delayMs: 0,
        },
      ],
      recoveries: [],
    },
  },
  {
    seed: 740158,
    wrong: 'the watch over homes minded a change of an attachment that was gone before, so that it took nothing',
    one: {
      scenario: 'rolling',
      routingEngines: 1,
      failureBudget: 2,
      faults: [
        {
          fault: 'called off, and sessions come back later than checks wait',
          hostname: 'leaf10',
          at: { place: 43 },
          delayMs: 102_897,
        },
        {
          fault: 'sessions that never come up again',
          hostname: 'leaf12',
          at: { rpc: 'commit-configuration check', nth: 1 },
          delayMs: 0,
        },
      ],
      recoveries: [{ by: 'apply', pauseMs: 0 }],
    },
  },
];
