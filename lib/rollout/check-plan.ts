import type { Expectation } from '../checks/expectation';
import { verify } from '../checks/verify';
import type { ChangeContext } from './change-context';
import type { Participant } from './participant';

/** Which expectations are demanded when. */
export interface CheckPlan {
  /** What one device must show as soon as it has changed. */
  afterCommit(participant: Participant): readonly Expectation[];
  /** What the whole fabric must show before the change is confirmed. */
  readonly ofFabric: readonly Expectation[];
}

/**
 * Looks once at everything the intent demands, before anything is changed, and leaves out of the plan what is down
 * already and not touched by the change. It is reported and not blamed on the change.
 */
export async function planChecks(
  context: ChangeContext,
  participants: readonly Participant[],
  demanded: readonly Expectation[],
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
  const stillUp = participants.flatMap((one) => one.baseline.filter((expectation) => !one.touched.covers(expectation)));
  return {
    afterCommit: ({ hostname }) => [
      ...intended.filter((one) => one.hostname === hostname && one.kind !== 'prefixSeenFromHomes'),
      ...stillUp.filter((one) => one.hostname === hostname),
    ],
    ofFabric: [...intended, ...stillUp],
  };
}

/** A prefix seen from other homes is touched wherever one of these homes, or the device that looks, changes. */
function isTouched(expectation: Expectation, participants: ReadonlyMap<string, Participant>): boolean {
  const hostnames =
    expectation.kind === 'prefixSeenFromHomes'
      ? [expectation.hostname, ...expectation.homes.map((home) => home.hostname)]
      : [expectation.hostname];
  return hostnames.some((hostname) => participants.get(hostname)?.touched.covers(expectation) ?? false);
}

/** A home that was down before and is not touched is not looked for from the other leaves either. */
function withoutExcused(demanded: readonly Expectation[], excused: readonly Expectation[]): Expectation[] {
  const out = new Set(excused);
  const downHomes = new Set(excused.flatMap((one) => (one.kind === 'typeFiveRouteCreated' ? [homeKey(one)] : [])));
  return demanded
    .filter((expectation) => !out.has(expectation))
    .flatMap((expectation): Expectation[] => {
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
