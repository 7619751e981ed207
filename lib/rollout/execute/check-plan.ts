import { askedOf } from '../../checks/check';
import type { Check } from '../../checks/check-kinds';
import { kindOf } from '../../checks/check-kinds';
import { groupedBy } from '../../checks/indexed';
import type { CheckResult } from '../../checks/verify';
import { verify } from '../../checks/verify';
import type { ChangeContext } from '../change-context';
import type { Participant } from '../participant';
import { stillConfigured } from './still-configured';

/** Which expectations are demanded when. */
export interface CheckPlan {
  /** What one device must show as soon as it has changed; without what needs another device that has not changed yet. */
  afterCommit(participant: Participant): readonly Check[];
  /** What needs more than one device, one of these among them, none that has not changed yet, and none that has failed. */
  withOthers(changed: readonly Participant[], failed: readonly Participant[]): readonly Check[];
  /** What the whole fabric must show before the change is confirmed. */
  readonly ofFabric: readonly Check[];
}

/**
 * Looks once at everything the intent demands, before anything is changed, and leaves out of the plan what is down
 * already and not touched by the change. It is reported and not blamed on the change.
 */
export async function planChecks(
  context: ChangeContext,
  participants: readonly Participant[],
  demanded: readonly Check[],
): Promise<CheckPlan> {
  const byName = new Map(participants.map((one) => [one.hostname, one]));
  const sessions = new Map(participants.map((one) => [one.hostname, one.session]));
  const before = await verify(sessions, demanded, { deadlineMs: 0, clock: context.settings.clock });
  const excused = before.failures.filter((result) => !isTouched(result, byName));
  for (const { constructPath, expected, hostname, seen } of excused) {
    context.emit({ type: 'preExistingFailure', hostname, expected, seen, constructPath });
  }
  const stillUp = participants.flatMap((one) => upAfter(context, one));
  const ofFabric = [...withoutExcused(demanded, excused), ...stillUp];
  const hasChanged = (hostname: string): boolean => byName.get(hostname)?.isOld !== true;
  const ofOneDevice = ofFabric.filter((check) => kindOf(check).sources === undefined);
  const byDevice = groupedBy(ofOneDevice.flatMap(oneForEachDevice), ({ hostnames }) => hostnames.join());
  return {
    afterCommit: ({ hostname }) => (byDevice.get(hostname) ?? []).filter(({ others = [] }) => others.every(hasChanged)),
    withOthers: (changed, failed) => {
      const names = new Set(changed.map((one) => one.hostname));
      const out = new Set(failed.map((one) => one.hostname));
      const isReady = (hostname: string): boolean => hasChanged(hostname) && !out.has(hostname);
      return ofFabric.flatMap((check) => {
        const others = othersOf(check);
        if (others.length === 0 || !others.every(isReady)) return [];
        const concerned = others.some((other) => names.has(other));
        return askedOf(check, (hostname) => isReady(hostname) && (concerned || names.has(hostname)));
      });
    },
    ofFabric,
  };
}

function oneForEachDevice(check: Check): Check[] {
  return check.hostnames.flatMap((hostname) => askedOf(check, (one) => one === hostname));
}

/** The devices whose part of the change it takes for the check to hold, wherever it is asked. */
function othersOf(check: Check): readonly string[] {
  return [...(kindOf(check).sources?.(check) ?? []), ...(check.others ?? [])];
}

/**
 * Of what was up on a device, what must be up after the change. No intent says what is wanted of the way back to an
 * earlier state: there it is everything that has a place in both.
 */
function upAfter({ subject }: ChangeContext, { baseline, change, touched }: Participant): readonly Check[] {
  return subject.kind === 'rollback'
    ? stillConfigured(baseline, change.before, change.after).filter(
        (one) => kindOf(one).before?.isCount !== true || !touched.covers(one),
      )
    : baseline.filter((check) => !touched.covers(check));
}

/** What needs several devices is touched wherever one of them, or the device that looks, changes. */
function isTouched({ check, hostname }: CheckResult, participants: ReadonlyMap<string, Participant>): boolean {
  return [hostname, ...othersOf(check)].some((one) => participants.get(one)?.touched.covers(check) ?? false);
}

/** What a device does not provide, was down before and is not touched is not looked for from other devices either. */
function withoutExcused(demanded: readonly Check[], excused: readonly CheckResult[]): Check[] {
  const out = new Map<Check, Set<string>>();
  const notProvided = new Set<string>();
  for (const { check, hostname } of excused) {
    out.set(check, (out.get(check) ?? new Set()).add(hostname));
    const provided = kindOf(check).provides?.(check);
    if (provided !== undefined) notProvided.add(`${hostname} ${provided}`);
  }
  const isMissing = (hostname: string, provided: string): boolean => notProvided.has(`${hostname} ${provided}`);
  return demanded
    .flatMap((check) => askedOf(check, (hostname) => out.get(check)?.has(hostname) !== true))
    .flatMap((check) => kindOf(check).without?.(check, isMissing) ?? [check]);
}
