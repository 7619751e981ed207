import type { Check } from '../../checks/expectation';
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
  const excused = before.failures.filter(({ expectation }) => !isTouched(expectation, byName));
  for (const { expectation, expected, seen } of excused) {
    const { hostname, constructPath } = expectation;
    context.emit({ type: 'alreadyDown', hostname, expected, seen, constructPath });
  }
  const intended = withoutExcused(
    demanded,
    excused.map((one) => one.expectation),
  );
  const stillUp = participants.flatMap((one) => upAfter(context, one));
  const hasChanged = (hostname: string): boolean => byName.get(hostname)?.isOld !== true;
  const ofFabric = [...intended, ...stillUp];
  return {
    afterCommit: ({ hostname }) =>
      ofFabric.filter((one) => one.hostname === hostname && !isSeenFromHomes(one) && othersOf(one).every(hasChanged)),
    withOthers: (changed, failed) => {
      const names = new Set(changed.map((one) => one.hostname));
      const out = new Set(failed.map((one) => one.hostname));
      return ofFabric.filter((one) => {
        const ends = [one.hostname, ...othersOf(one)];
        return (
          ends.length > 1 && ends.some((end) => names.has(end)) && ends.every((end) => hasChanged(end) && !out.has(end))
        );
      });
    },
    ofFabric,
  };
}

function isSeenFromHomes({ kind }: Check): boolean {
  return kind === 'prefixSeenFromHomes';
}

/** The devices beside the one that is asked which have to have changed for the expectation to be true. */
function othersOf(expectation: Check): string[] {
  const { others = [] } = expectation;
  const homes = [
    ...('homes' in expectation ? expectation.homes : []),
    ...('backups' in expectation ? expectation.backups : []),
  ];
  return [...homes.map(({ hostname }) => hostname), ...others];
}

/**
 * Of what was up on a device, what must be up after the change. No intent says what is wanted of the way back to an
 * earlier state: there it is everything that has a place in both.
 */
function upAfter({ kind }: ChangeContext, { baseline, change, touched }: Participant): readonly Check[] {
  return kind === 'rollback'
    ? stillConfigured(baseline, change.before, change.after).filter(
        (one) => one.kind !== 'hiddenRoutesNotMore' || !touched.covers(one),
      )
    : baseline.filter((expectation) => !touched.covers(expectation));
}

/** What needs several devices is touched wherever one of them, or the device that looks, changes. */
function isTouched(expectation: Check, participants: ReadonlyMap<string, Participant>): boolean {
  const hostnames = [expectation.hostname, ...othersOf(expectation)];
  return hostnames.some((hostname) => participants.get(hostname)?.touched.covers(expectation) ?? false);
}

/** A home that was down before and is not touched is not looked for from the other leaves either. */
function withoutExcused(demanded: readonly Check[], excused: readonly Check[]): Check[] {
  const out = new Set(excused);
  const downHomes = new Set(excused.flatMap((one) => (one.kind === 'typeFiveRouteCreated' ? [homeKey(one)] : [])));
  return demanded
    .filter((expectation) => !out.has(expectation))
    .flatMap((expectation): Check[] => {
      if (expectation.kind !== 'prefixSeenFromHomes') {
        return [expectation];
      }
      const { vrf, prefix } = expectation;
      const homes = expectation.homes.filter(({ hostname }) => !downHomes.has(homeKey({ hostname, vrf, prefix })));
      return homes.length === 0 ? [] : [{ ...expectation, homes }];
    });
}

function homeKey({ hostname, vrf, prefix }: { hostname: string; vrf: string; prefix: string }): string {
  return `${hostname} ${vrf} ${prefix}`;
}
