import { compareText } from '../../model/order';
import type { ChangeContext } from '../change-context';
import { checkDeadlineOf } from '../check-deadline';
import type { Participant } from '../participant';
import { serverKey, sessionsAfter, sessionsBefore } from '../plan/waves/server-sessions';
import type { Problem } from '../problem';
import { problemOf } from '../problem';
import { attachmentsMissing, devicesNotHeld } from './errors';
import type { MissingHomes } from './homes';
import type { Obstacle } from './outside-device';
import { holdOutside, letGo, notAtRest, obstacleIn, pendingOn } from './outside-device';
import { Patience } from './patience';
import type { Schedule } from './schedule';
import { missingHomesTold, waitForHomes } from './wait-for-homes';

/** Of the devices of a wave, what keeps everybody else from changing what has to stay meanwhile. */
export interface Fence {
  /** Whether the locks of the wave's own devices are taken. */
  readonly isLocked: boolean;
  /** The wave is committed: what only the later ones have in common with others is let go. */
  narrow(): Promise<void>;
  /** The sessions of the wave are back, or it is about to be taken back. */
  lower(): Promise<void>;
}

/** Where nothing is shared with anybody. */
const NO_FENCE: Fence = { isLocked: false, narrow: () => Promise.resolve(), lower: () => Promise.resolve() };

/**
 * Devices that a change neither carries nor holds by itself, and that have a server, an Ethernet segment or a redundancy group
 * in common with devices that change: those of other fabrics, and of our own those that stay as they are and serve a server
 * which is also attached to one of these.
 *
 * @param participants - of the change, also those that stay as they are
 * @param others - of other fabrics
 */
export function outsideOf(
  moving: readonly Participant[],
  participants: readonly Participant[],
  others: readonly Participant[],
): Participant[] {
  const served = new Set(moving.flatMap(serverKeys));
  const shared = new Set(others.flatMap(serverKeys).filter((key) => served.has(key)));
  const staying = participants.filter((one) => !one.change.needed && serverKeys(one).some((key) => shared.has(key)));
  return [...others.filter((other) => moving.some((one) => haveInCommon(one, other))), ...staying];
}

function haveInCommon(one: Participant, other: Participant): boolean {
  const { redundancyGroup } = one.device;
  const keys = new Set(serverKeys(other));
  return (
    (redundancyGroup !== undefined && redundancyGroup === other.device.redundancyGroup) ||
    one.ethernetSegments.some((segment) => other.ethernetSegments.includes(segment)) ||
    serverKeys(one).some((key) => keys.has(key))
  );
}

function serverKeys({ change, outside }: Participant): string[] {
  return [...(outside?.servers ?? []), ...[...sessionsBefore(change), ...sessionsAfter(change)].map(serverKey)];
}

/**
 * Waits until a wave may be committed: its servers have enough other attachments, and whoever else could take one of them away
 * cannot, because we hold the configuration lock of that device. Locks are tried in the order of host names, those of the wave
 * among them; where one is refused all are given up and tried again later. What was known before is looked at again under the locks.
 *
 * Before anything of the change is pending it also holds what its later waves share, and waits as long as the change of
 * others takes: so two changes do not come to wait for one another. Where that happens all the same, the younger one gives way.
 *
 * @returns the fence, or why the wave may not be committed
 */
export async function raiseFence(
  context: ChangeContext,
  schedule: Schedule,
  wave: readonly Participant[],
): Promise<Fence | Problem[]> {
  const changing = schedule.waves.flat();
  const isAtRest = !changing.some((one) => one.isInMotion);
  const ofWave = outsideOf(wave, schedule.participants, context.otherHomes);
  const isForAll = isAtRest && context.settings.mode === 'transaction';
  const outside = isForAll ? outsideOf(changing, schedule.participants, context.otherHomes) : ofWave;
  if (outside.length === 0) {
    const problems = await holdForHomes(context, schedule, wave);
    return problems.length === 0 ? NO_FENCE : problems;
  }
  const attempts = new Attempts(context, schedule, { wave, outside, isAtRest });
  const refused = await attempts.untilRaised();
  if (refused.length > 0) return refused;
  const hostnames = wave.map((one) => one.hostname);
  const until = context.now() + checkDeadlineOf(context.settings, wave);
  context.emit({ type: 'fenceRaised', hostnames, held: namesOf(outside), until });
  return fenceOf(context, { wave, outside, ofWave });
}

function fenceOf(
  context: ChangeContext,
  { wave, outside, ofWave }: Readonly<Record<'wave' | 'outside' | 'ofWave', readonly Participant[]>>,
): Fence {
  const held = new Set(outside);
  const give = async (devices: readonly Participant[]): Promise<void> => {
    const mine = devices.filter((one) => held.delete(one));
    if (mine.length === 0) return;
    await Promise.all(mine.map(letGo));
    context.emit({ type: 'fenceLowered', hostnames: namesOf(wave), released: namesOf(mine) });
  };
  return {
    isLocked: true,
    narrow: () => give(outside.filter((one) => !ofWave.includes(one))),
    lower: async () => {
      const untouched = wave.filter((one) => !one.isInMotion);
      await Promise.allSettled(untouched.map(({ session }) => session.unlock()));
      await give(outside);
    },
  };
}

/** Looks at the other attachments of every server that the wave takes one of, and waits for them. */
async function holdForHomes(
  context: ChangeContext,
  { homes }: Schedule,
  moving: readonly Participant[],
): Promise<Problem[]> {
  const missing = await waitForHomes(context, homes, {
    moving,
    until: context.now() + context.settings.checkDeadlineMs,
    goOn: () => {
      context.requireWanted();
    },
  });
  return missing.length === 0 ? [] : [problemOf(attachmentsMissing(namesOf(moving), missing))];
}

/** What is to be fenced. */
interface FencedWave {
  readonly wave: readonly Participant[];
  readonly outside: readonly Participant[];
  /** Whether nothing of the change is pending yet: nobody waits for us, and no timer of ours runs. */
  readonly isAtRest: boolean;
}

/** What one attempt has met; nothing of either: the locks are ours. */
interface Met {
  readonly obstacles: readonly Obstacle[];
  readonly missing: readonly MissingHomes[];
}

const NOTHING_MET: Met = { obstacles: [], missing: [] };

/** Tries again until the locks are there and all is well under them. */
class Attempts {
  private readonly patience: Patience;
  private said = '';

  constructor(
    private readonly context: ChangeContext,
    private readonly schedule: Schedule,
    private readonly fenced: FencedWave,
  ) {
    this.patience = new Patience(context, fenced.isAtRest);
  }

  /** @returns why it cannot go on; empty: the locks are ours */
  async untilRaised(): Promise<Problem[]> {
    const { context } = this;
    const hostnames = namesOf(this.fenced.wave);
    for (;;) {
      context.requireWanted();
      const met = await this.once();
      if (!('obstacles' in met)) return [met];
      const { missing, obstacles } = met;
      if (obstacles.length === 0 && missing.length === 0) return [];
      this.patience.meet(obstacles);
      const mustGiveWay = obstacles.some((one) => this.isOlder(one));
      if (mustGiveWay || this.patience.isOver) {
        return [
          problemOf(
            obstacles.length > 0
              ? devicesNotHeld(hostnames, obstacles, mustGiveWay)
              : attachmentsMissing(hostnames, missing),
          ),
        ];
      }
      this.tell(met);
      await this.patience.pause();
    }
  }

  /** One of two changes that wait for one another has to, and both know which: ids begin with the time, and nobody has to agree about that. */
  private isOlder({ changeId }: Obstacle): boolean {
    return !this.fenced.isAtRest && changeId !== undefined && compareText(changeId, this.context.changeId) < 0;
  }

  private async once(): Promise<Met | Problem> {
    const { outside, wave } = this.fenced;
    const before = await this.metBy((one) => pendingOn(this.context, one));
    if (before !== NOTHING_MET) return before;
    const locked: Participant[] = [];
    const refused = await this.lockInOrder(locked);
    const met = refused ?? (await this.metBy((one) => notAtRest(this.context, one)));
    if (met !== NOTHING_MET) {
      const isOutside = (one: Participant): boolean => outside.includes(one);
      await Promise.all(locked.filter(isOutside).map(letGo));
      await Promise.allSettled(locked.filter((one) => wave.includes(one)).map(({ session }) => session.unlock()));
    }
    return met;
  }

  /** What speaks against the wave: on a device outside, or in what servers have left. */
  private async metBy(look: (outside: Participant) => Promise<Obstacle | undefined>): Promise<Met> {
    const { outside, wave } = this.fenced;
    const found = await Promise.all(outside.map(look));
    const obstacles = found.flatMap((one) => one ?? []);
    if (obstacles.length > 0) return { ...NOTHING_MET, obstacles };
    const missing = await this.schedule.homes.missing(wave, this.awaited());
    return missing.length > 0 ? { ...NOTHING_MET, missing } : NOTHING_MET;
  }

  /**
   * Devices whose sessions are wanted although they were down when they were first looked at: a change of others may have been
   * under way. What stays down with nobody at work there is down for another reason, and holds nobody.
   */
  private awaited(): ReadonlySet<Participant> {
    const { checkDeadlineMs } = this.context.settings;
    const isOpen = ({ outside }: Participant): boolean =>
      outside !== undefined && (outside.hasNews || this.context.now() < outside.lookedAt + checkDeadlineMs);
    return new Set(this.fenced.outside.filter(isOpen));
  }

  /** @param locked - what has been locked is put there @returns what was met on the way; undefined: all are locked */
  private async lockInOrder(locked: Participant[]): Promise<Met | Problem | undefined> {
    const { outside, wave } = this.fenced;
    const all = [...wave, ...outside].sort((one, other) => compareText(one.hostname, other.hostname));
    for (const participant of all) {
      const isOurs = wave.includes(participant);
      const refused = isOurs ? await lockOwn(participant) : await holdOutside(this.context, participant);
      if (refused === undefined) locked.push(participant);
      else return 'code' in refused ? refused : { ...NOTHING_MET, obstacles: [refused] };
    }
    return undefined;
  }

  private tell({ missing, obstacles }: Met): void {
    const { context } = this;
    const hostnames = namesOf(this.fenced.wave);
    const others = obstacles.map(({ hostname, reason }) => ({ hostname, reason }));
    const { until } = this.patience;
    // The minutes that are left are no news.
    const news = JSON.stringify([obstacles.map(({ changeId, hostname }) => [hostname, changeId]), missing]);
    if (news === this.said) return;
    this.said = news;
    if (others.length > 0) context.emit({ type: 'fenceAwaited', hostnames, others, until });
    else context.emit({ type: 'waveHeld', hostnames, servers: missingHomesTold(missing), until });
  }
}

/** Somebody else who has the lock of a device of ours may be one who holds it as we hold theirs; nothing else goes by itself. */
async function lockOwn({ hostname, session }: Participant): Promise<Obstacle | Problem | undefined> {
  try {
    await session.lock();
    return undefined;
  } catch (error) {
    const problem = problemOf(error, hostname);
    return problem.code === 'configurationLocked' ? obstacleIn(error, hostname) : problem;
  }
}

function namesOf(participants: readonly Participant[]): string[] {
  return participants.map(({ hostname }) => hostname);
}
