import { FabricError } from '../model/fabric-error';
import type { Clock } from './clock';
import { sleepUnlessAborted, SYSTEM_CLOCK } from './clock';
import type { Check } from './check-kinds';
import { kindOf } from './check-kinds';
import type { OperationalSession } from './observation';
import { Observation } from './observation';
import { inParallel } from './pool';

/** How long and how often `verify` looks. */
export interface VerifyOptions {
  /** Milliseconds from the call until what is not yet true has failed. 0 looks once. Default 120 000. */
  readonly deadlineMs?: number;
  /** Default: the machine's own time. */
  readonly clock?: Clock;
  /** Called after each round with the number of demanded checks that do not hold yet. */
  readonly onRound?: (round: number, failing: number) => void;
  /** Whether the report lists what holds as well; in a large fabric that is a lot. Default: it is counted only. */
  readonly listAll?: boolean;
  /** Stops the waiting: the report is that of the round it happens in, or of one more where it happens between two. */
  readonly signal?: AbortSignal;
}

/** One check on one of its devices, and what was seen last. */
export interface CheckResult {
  readonly check: Check;
  readonly hostname: string;
  readonly holds: boolean;
  /** The check as one line. */
  readonly expected: string;
  readonly seen: string;
  readonly constructPath: string;
}

/** How many checks a device has, by what became of them. */
export interface CheckCounts {
  readonly holding: number;
  readonly failed: number;
  /** Not true, and only `PROVISIONED`. */
  readonly provisionedNotUp: number;
}

/** What `verify` found, device by device. */
export interface VerifyReport {
  /** No demanded check failed. */
  readonly passed: boolean;
  /** Of each device that was asked. */
  readonly counts: ReadonlyMap<string, CheckCounts>;
  /** Demanded and not true. */
  readonly failures: readonly CheckResult[];
  /** Not true, and only `PROVISIONED`: for information. */
  readonly reported: readonly CheckResult[];
  /** What does not hold; with `listAll` everything. */
  readonly results: readonly CheckResult[];
  /** Devices that gave no answer in the last round, and why; what is expected of them is among the failures. */
  readonly unanswered: ReadonlyMap<string, string>;
}

/** Milliseconds that BGP and EVPN get to settle after a change. */
export const DEFAULT_CHECK_DEADLINE_MS = 120_000;

/** Devices that are asked at the same time: replies of all devices of a large fabric at once would keep this process from its sessions. */
const ASKED_AT_ONCE = 50;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Looks at the devices until every demanded check holds or the deadline has passed, with growing pauses. Each device is
 * asked each RPC once a round, at most 50 devices at the same time. What held in an earlier round is looked at again: all of it
 * must hold in the same round.
 *
 * @param sessions - by hostname; the checks of a device without a session fail with that reason
 */
export async function verify(
  sessions: ReadonlyMap<string, OperationalSession>,
  checks: readonly Check[],
  options: VerifyOptions = {},
): Promise<VerifyReport> {
  const clock = options.clock ?? SYSTEM_CLOCK;
  const deadline = clock.now() + (options.deadlineMs ?? DEFAULT_CHECK_DEADLINE_MS);
  const byDevice = groupByDevice(checks);
  let pause = FIRST_PAUSE_MS;
  for (let round = 1; ; round += 1) {
    const looks = await inParallel([...byDevice], ASKED_AT_ONCE, ([hostname, own]) =>
      checkOnce(hostname, sessions.get(hostname), own, options.listAll === true),
    );
    const report = reportOf(looks);
    options.onRound?.(round, report.failures.length);
    const remaining = deadline - clock.now();
    if (report.passed || remaining <= 0 || options.signal?.aborted === true) {
      return report;
    }
    await sleepUnlessAborted(clock, Math.min(pause, remaining), options.signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/** One failed check as a readable line: device, expected, seen, construct. */
export function describeFailure({ constructPath, expected, hostname, seen }: CheckResult): string {
  return `${hostname}: expected ${expected}; seen: ${seen}\n  at ${constructPath}`;
}

function groupByDevice(checks: readonly Check[]): Map<string, Check[]> {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    for (const hostname of check.hostnames) {
      const group = groups.get(hostname);
      if (group === undefined) groups.set(hostname, [check]);
      else group.push(check);
    }
  }
  return groups;
}

/** What one look at one device showed. */
interface DeviceRound {
  readonly hostname: string;
  readonly counts: CheckCounts;
  /** What does not hold, and with `listAll` everything. */
  readonly listed: readonly CheckResult[];
  /** Why the device did not answer at all. */
  readonly unanswered?: string;
}

async function checkOnce(
  hostname: string,
  session: OperationalSession | undefined,
  checks: readonly Check[],
  listAll: boolean,
): Promise<DeviceRound> {
  const observation = await observe(session, checks);
  const counts = { holding: 0, failed: 0, provisionedNotUp: 0 };
  const listed: CheckResult[] = [];
  for (const check of checks) {
    const kind = kindOf(check);
    const { holds, seen } = kind.judge(check, hostname, observation);
    counts[countedAs(check, holds)] += 1;
    if (holds && !listAll) continue;
    const constructPath = kind.constructPathOn?.(check, hostname) ?? check.constructPath;
    listed.push({ check, hostname, holds, expected: kind.describe(check, hostname), seen, constructPath });
  }
  return { hostname, counts, listed, unanswered: observation.unansweredFor };
}

function countedAs({ expect }: Check, holds: boolean): keyof CheckCounts {
  if (holds) return 'holding';
  return expect === 'UP' ? 'failed' : 'provisionedNotUp';
}

async function observe(session: OperationalSession | undefined, checks: readonly Check[]): Promise<Observation> {
  if (session === undefined) {
    return Observation.unanswered('no connection to the device');
  }
  try {
    return await Observation.of(
      session,
      checks.flatMap((check) => kindOf(check).queries(check)),
    );
  } catch (error) {
    if (FabricError.isFabricError(error)) {
      return Observation.unanswered(error.message);
    }
    throw error;
  }
}

function reportOf(rounds: readonly DeviceRound[]): VerifyReport {
  const results = rounds.flatMap(({ listed }) => listed);
  const failures = results.filter(({ check, holds }) => !holds && check.expect === 'UP');
  return {
    passed: failures.length === 0,
    counts: new Map(rounds.map(({ counts, hostname }) => [hostname, counts])),
    failures,
    reported: results.filter(({ check, holds }) => !holds && check.expect === 'PROVISIONED'),
    results,
    unanswered: new Map(
      rounds.flatMap(({ hostname, unanswered }) => (unanswered === undefined ? [] : [[hostname, unanswered] as const])),
    ),
  };
}
