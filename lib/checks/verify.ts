import { FabricError } from '../model/fabric-error';
import type { Clock } from './clock';
import { SYSTEM_CLOCK } from './clock';
import type { Check } from './expectation';
import { describeExpectation } from './expectation';
import { judge } from './judge';
import type { OperationalSession } from './observation';
import { Observation } from './observation';
import { queriesFor } from './queries';

/** How long and how often `verify` looks. */
export interface VerifyOptions {
  /** Milliseconds from the call until what is not yet true has failed. 0 looks once. Default 120 000. */
  readonly deadlineMs?: number;
  /** Default: the machine's own time. */
  readonly clock?: Clock;
  /** Called after each round with the number of demanded expectations that do not hold yet. */
  readonly onRound?: (round: number, failing: number) => void;
  /** Stops the waiting: the report is that of the round it happens in. */
  readonly signal?: AbortSignal;
}

/** One expectation and what was seen last. */
export interface CheckResult {
  readonly expectation: Check;
  readonly holds: boolean;
  /** The expectation as one line. */
  readonly expected: string;
  readonly seen: string;
}

/** What `verify` found. */
export interface VerifyReport {
  /** No demanded expectation failed. */
  readonly passed: boolean;
  /** In the order of the expectations. */
  readonly results: readonly CheckResult[];
  /** Demanded and not true. */
  readonly failures: readonly CheckResult[];
  /** Not true, and only `PROVISIONED`: for information. */
  readonly reported: readonly CheckResult[];
  /** Devices that gave no answer in the last round, and why; what is expected of them is among the failures. */
  readonly unanswered: ReadonlyMap<string, string>;
}

/** Milliseconds that BGP and EVPN get to settle after a change. */
export const DEFAULT_CHECK_DEADLINE_MS = 120_000;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Looks at the devices until every demanded expectation holds or the deadline has passed, with growing pauses. Each
 * device is asked each RPC once a round, all devices at the same time. What held in an earlier round is looked at
 * again: all of it must hold in the same round.
 *
 * @param sessions - by hostname; expectations of a device without a session fail with that reason
 */
export async function verify(
  sessions: ReadonlyMap<string, OperationalSession>,
  expectations: readonly Check[],
  options: VerifyOptions = {},
): Promise<VerifyReport> {
  const clock = options.clock ?? SYSTEM_CLOCK;
  const deadline = clock.now() + (options.deadlineMs ?? DEFAULT_CHECK_DEADLINE_MS);
  const byDevice = groupByDevice(expectations);
  let pause = FIRST_PAUSE_MS;
  for (let round = 1; ; round += 1) {
    const rounds = await Promise.all([...byDevice].map(([hostname, own]) => checkOnce(sessions.get(hostname), own)));
    const unanswered = [...byDevice.keys()].flatMap((hostname, place) => {
      const reason = rounds[place]?.unanswered;
      return reason === undefined ? [] : [[hostname, reason] as const];
    });
    const found = rounds.flatMap(({ results }) => results);
    const report = reportOf(expectations, found, new Map(unanswered));
    options.onRound?.(round, report.failures.length);
    const remaining = deadline - clock.now();
    if (report.passed || remaining <= 0 || options.signal?.aborted === true) {
      return report;
    }
    await clock.sleep(Math.min(pause, remaining));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/** One failed check as a readable line: device, expected, seen, construct. */
export function describeFailure(result: CheckResult): string {
  const { hostname, constructPath } = result.expectation;
  return `${hostname}: expected ${result.expected}; seen: ${result.seen}\n  at ${constructPath}`;
}

function groupByDevice(expectations: readonly Check[]): Map<string, Check[]> {
  const groups = new Map<string, Check[]>();
  for (const expectation of expectations) {
    const group = groups.get(expectation.hostname) ?? [];
    group.push(expectation);
    groups.set(expectation.hostname, group);
  }
  return groups;
}

/** What one look at one device showed. */
interface DeviceRound {
  readonly results: readonly CheckResult[];
  /** Why the device did not answer at all. */
  readonly unanswered?: string;
}

async function checkOnce(
  session: OperationalSession | undefined,
  expectations: readonly Check[],
): Promise<DeviceRound> {
  const observation = await observe(session, expectations);
  const results = expectations.map((expectation) => ({
    expectation,
    expected: describeExpectation(expectation),
    ...judge(expectation, observation),
  }));
  return { results, unanswered: observation.unansweredFor };
}

async function observe(session: OperationalSession | undefined, expectations: readonly Check[]): Promise<Observation> {
  if (session === undefined) {
    return Observation.unanswered('no connection to the device');
  }
  try {
    return await Observation.of(session, expectations.flatMap(queriesFor));
  } catch (error) {
    if (FabricError.isFabricError(error)) {
      return Observation.unanswered(error.message);
    }
    throw error;
  }
}

function reportOf(
  expectations: readonly Check[],
  unsorted: readonly CheckResult[],
  unanswered: ReadonlyMap<string, string>,
): VerifyReport {
  const found = new Map(unsorted.map((result) => [result.expectation, result]));
  const results = expectations.flatMap((expectation) => found.get(expectation) ?? []);
  const missed = results.filter((result) => !result.holds);
  const failures = missed.filter((result) => result.expectation.expect === 'UP');
  return {
    passed: failures.length === 0,
    results,
    failures,
    reported: missed.filter((result) => result.expectation.expect === 'PROVISIONED'),
    unanswered,
  };
}
