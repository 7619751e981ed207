/** What one case of the swarm consists of: data only, so that it can be kept, printed and made smaller. */
import fc from 'fast-check';
import { LEAVES } from './fault-fabric';
import type { Recovery, Scenario } from './fault-lab';
import type { NetworkProfile } from './network';
import type { FaultGenerator } from './swarm-faults';
import { FAULT_GENERATORS } from './swarm-faults';

/** A change, everything that goes wrong, and what is done about it. */
export interface SwarmCase {
  readonly scenario: Exclude<Scenario, 'twoEngines'>;
  readonly routingEngines: 1 | 2;
  /** Devices that may fail in a rolling change. */
  readonly failureBudget: number;
  readonly network?: NetworkProfile;
  readonly faults: readonly PlannedFault[];
  /** In turn, after the change has ended one way or the other. None: all timers run out. */
  readonly recoveries: readonly PlannedRecovery[];
}

/** A fault and when it strikes, once. */
export interface PlannedFault {
  /** Its name. */
  readonly fault: string;
  readonly hostname: string;
  /** At the RPC of this place among those that reach the device, or at the first of this kind after so many others. */
  readonly at: { readonly place: number } | { readonly rpc: string; readonly nth: number };
  /** So much later. */
  readonly delayMs: number;
}

/** Somebody starts another controller. */
interface PlannedRecovery {
  readonly by: Recovery;
  /** Milliseconds after the one before has ended. */
  readonly pauseMs: number;
}

/** RPCs that decide something. */
const DECISIVE = [
  'lock-configuration',
  'load-configuration',
  'commit-configuration check',
  'commit-configuration confirmed',
  'commit-configuration',
  'unlock-configuration',
  'get-commit-information',
  'get-bgp-neighbor-information',
  'close-session',
];

/** Nearly at the end of staging. */
const FIRST_PLACE = 18;
/** More than reach a device in a change that is taken up several times. */
const MOST_PLACES = 100;

/**
 * The case of a seed.
 *
 * @param seed - a whole number of 32 bits
 */
export function caseOf(seed: number): SwarmCase {
  const [drawn] = fc.sample(fc.noBias(CASES), { seed, numRuns: 1 });
  if (drawn === undefined) throw new Error(`no case of the seed ${seed}`);
  return drawn;
}

const hostnames = fc.constantFrom(...LEAVES);

const moments = fc.oneof(
  { weight: 3, arbitrary: fc.record({ rpc: fc.constantFrom(...DECISIVE), nth: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ place: fc.integer({ min: FIRST_PLACE, max: MOST_PLACES }) }) },
);

function faultsOf({ weight, faults, isAboutRpc }: FaultGenerator): {
  weight: number;
  arbitrary: fc.Arbitrary<PlannedFault>;
} {
  const late = fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 120_000 }) },
  );
  const arbitrary = fc.record({
    fault: fc.constantFrom(...faults.map(({ name }) => name)),
    hostname: hostnames,
    at: moments,
    delayMs: isAboutRpc === true ? fc.constant(0) : late,
  });
  return { weight, arbitrary };
}

const networks: fc.Arbitrary<NetworkProfile> = fc
  .record({
    seed: fc.nat(0xffffffff),
    leastMs: fc.constantFrom(1, 20, 400),
    spreadMs: fc.constantFrom(0, 50, 1_000, 8_000),
    stallOneOf: fc.constantFrom(undefined, 20, 100),
    stallMs: fc.constantFrom(10_000, 45_000),
  })
  .map(({ leastMs, spreadMs, stallOneOf, stallMs, seed }) => ({
    seed,
    leastMs,
    mostMs: leastMs + spreadMs,
    ...(stallOneOf === undefined ? {} : { stallOneOf, stallMs }),
  }));

const recoveries = fc.array(
  fc.record({
    by: fc.constantFrom<Recovery[]>('resume', 'resume', 'resumeFromDevices', 'undo', 'apply'),
    pauseMs: fc.constantFrom(0, 20_000, 400_000, 1_200_000),
  }),
  { maxLength: 3 },
);

const CASES: fc.Arbitrary<SwarmCase> = fc
  .record({
    scenario: fc.constantFrom<SwarmCase['scenario'][]>(
      ...(['apply', 'apply', 'apply', 'rolling', 'rolling', 'rolling'] as const),
      ...(['withdraw', 'rollback'] as const),
    ),
    routingEngines: fc.constantFrom<(1 | 2)[]>(1, 1, 1, 2),
    failureBudget: fc.constantFrom(0, 0, 1, 2),
    network: fc.option(networks, { nil: undefined }),
    recoveries,
  })
  .chain((drawn) => {
    const sources = FAULT_GENERATORS.filter(({ needsEngines }) => needsEngines !== true || drawn.routingEngines === 2);
    const faults = fc.array(fc.oneof(...sources.map(faultsOf)), { minLength: 1, maxLength: 4 });
    return faults.map((planned) => ({ ...drawn, faults: planned }));
  });

/** The case in words, a line for each thing. */
export function describeSwarmCase(one: SwarmCase): string[] {
  const { scenario, routingEngines, failureBudget, network, faults, recoveries: then } = one;
  const budget = scenario === 'rolling' ? `, of which ${failureBudget} may fail` : '';
  return [
    `${scenario} on devices with ${routingEngines === 1 ? 'one routing engine' : 'two routing engines'}${budget}`,
    network === undefined ? 'everything arrives at once' : describeNetwork(network),
    ...faults.map(describeFault),
    ...then.map(({ by, pauseMs }) => `then, ${pauseMs / 1000} s later: ${by}`),
  ];
}

function describeNetwork({ leastMs, mostMs, stallOneOf, stallMs = 0 }: NetworkProfile): string {
  const stalls = stallOneOf === undefined ? '' : `, one of ${stallOneOf} ${stallMs / 1000} s`;
  return `messages take ${leastMs} to ${mostMs} ms${stalls}`;
}

function describeFault({ fault, hostname, at, delayMs }: PlannedFault): string {
  const moment = 'place' in at ? `RPC ${at.place}` : `${at.rpc} ${at.nth}`;
  return `${fault} at ${hostname}, ${moment}${delayMs === 0 ? '' : `, ${delayMs / 1000} s later`}`;
}
