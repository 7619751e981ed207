import type { ChangeContext } from '../change-context';
import type { DeviceOutcome } from '../outcome';
import type { Participant } from '../participant';
import { problemOf } from '../problem';
import type { Problem } from '../problem';
import type { ChangeRequest } from './change';
import { leaverLeft } from './errors';

/** How the first transaction has ended. */
interface FirstEnded {
  readonly decided: boolean;
  readonly participants: readonly Participant[];
}

/** How the second transaction of a change has ended. */
export interface SecondEnded {
  readonly decided: boolean;
  readonly problems: readonly Problem[];
  /** What became of each device in both. */
  readonly outcomes: ReadonlyMap<string, DeviceOutcome>;
}

/** Carries one transaction out. @returns whether it was decided to confirm */
type Proceed = (context: ChangeContext, request: ChangeRequest, participants: Participant[]) => Promise<boolean>;

/**
 * What is due once the first transaction is confirmed for good: two commits that wait on one device would confirm each other.
 *
 * @returns undefined where there is none, or the first one has not come to a good end
 */
export async function secondTransaction(
  context: ChangeContext,
  request: ChangeRequest,
  first: FirstEnded,
  proceed: Proceed,
): Promise<SecondEnded | undefined> {
  const { second } = request;
  const before = new Map(first.participants.map(({ hostname, outcome }) => [hostname, outcome]));
  const isDone = [...before.values()].every((one) => one === 'confirmed' || one === 'unchanged');
  if (second === undefined || context.problems.length > 0 || !isDone) return undefined;
  await Promise.all(first.participants.map((one) => one.close()));
  const own = context.second();
  const participants: Participant[] = [];
  try {
    const { leavers, targets } = second;
    const decided = await proceed(
      own,
      { ...request, targets, first: leavers, second: undefined, plan: undefined },
      participants,
    );
    if (own.problems.length > 0) own.report([...leavers].map((one) => problemOf(leaverLeft(one, request.fabric), one)));
    const after = participants.map(({ hostname, outcome }) => [hostname, both(before.get(hostname), outcome)] as const);
    return { decided, problems: own.problems, outcomes: new Map([...before, ...after]) };
  } finally {
    await Promise.all([...participants, ...own.otherHomes].map((one) => one.close()));
  }
}

/** What the first one has confirmed is there for good, whatever becomes of the second. */
function both(first: DeviceOutcome | undefined, second: DeviceOutcome): DeviceOutcome {
  return first === 'confirmed' && second !== 'unknown' ? 'confirmed' : second;
}

/** Each wave apart into the devices that leave, which come first, and the others. */
export function leaversFirst(
  waves: readonly (readonly Participant[])[],
  leavers: ReadonlySet<string>,
): (readonly Participant[])[] {
  const of = (isLeaving: boolean): (readonly Participant[])[] =>
    waves
      .map((wave) => wave.filter(({ hostname }) => leavers.has(hostname) === isLeaving))
      .filter(({ length }) => length > 0);
  return [...of(true), ...of(false)];
}
