import { oldStateNotBack } from './errors';
import { outcomeUnknown } from '../errors';
import type { ChangeContext } from '../change-context';
import type { CommittedState } from '../group/device-state';
import { committedState } from '../group/device-state';
import type { Participant } from '../participant';
import { problemOf } from '../problem';

/** How long after its timer a device is given to come back. */
const GRACE_MS = 120_000;
/** Between two looks. */
export const TIMER_PAUSE_MS = 15_000;
/** How often somebody who waits for a long time hears what for. */
const SAY_AGAIN_MS = 300_000;

/** What a new session to the device showed. */
type Reading = { readonly pending: boolean; readonly state: CommittedState } | { readonly reason: string };

/**
 * Waits until nothing is pending on the device any more, by its own timer at the latest, and takes its outcome from
 * what is committed then. What cannot be read is unknown, and said so.
 */
export async function settleByReading(context: ChangeContext, participant: Participant): Promise<void> {
  const wait = new TimerWait(context, participant);
  while (!(await wait.isOver())) await context.sleep(TIMER_PAUSE_MS);
}

/** The same one look after the other, for whoever does something else in between. */
export class TimerWait {
  private saidAgainAt: number;

  /**
   * @param toGoBack - whether the device is taken back even where somebody has confirmed the change there: then having it is no
   * end before all time is up, unless it cannot go back
   */
  constructor(
    private readonly context: ChangeContext,
    private readonly participant: Participant,
    private readonly toGoBack = false,
  ) {
    this.saidAgainAt = context.now();
  }

  /**
   * Looks once. True: the outcome of the device is noted.
   *
   * @param reason - why the device cannot be taken back by us
   */
  async isOver(reason?: string): Promise<boolean> {
    const { context, participant } = this;
    const until = participant.revertsAt + GRACE_MS;
    const reading = await read(context, participant);
    const isToGoBack = this.toGoBack && !participant.isForGood;
    const isEnd = isSettled(reading) && !(isToGoBack && 'state' in reading && reading.state === 'new');
    if (isEnd || context.now() >= until) {
      settle(context, participant, reading);
      return true;
    }
    if (context.now() >= this.saidAgainAt) {
      const { hostname, revertsAt } = participant;
      const why = 'reason' in reading ? { reason: reading.reason } : { notByUs: reason };
      context.emit({ type: 'waitingForTimer', hostname, revertsAt, until, ...why });
      this.saidAgainAt = context.now() + SAY_AGAIN_MS;
    }
    return false;
  }
}

function isSettled(reading: Reading): boolean {
  return 'pending' in reading && !reading.pending;
}

function settle(context: ChangeContext, participant: Participant, reading: Reading): void {
  const { hostname } = participant;
  if (!isSettled(reading) || !('state' in reading)) {
    const reason = 'reason' in reading ? reading.reason : 'its commit is still pending after the timer';
    const revertsAt = new Date(participant.revertsAt).toISOString();
    context.report([problemOf(outcomeUnknown(hostname, revertsAt, reason), hostname)]);
    context.note({ entry: 'outcome', hostname, outcome: 'unknown' });
  } else if (reading.state === 'old') {
    context.note({ entry: 'outcome', hostname, outcome: 'rolledBack' }, { type: 'rolledBack', hostname, by: 'timer' });
  } else if (reading.state === 'new') {
    context.note({ entry: 'outcome', hostname, outcome: 'confirmed' }, { type: 'confirmed', hostname });
  } else {
    context.report([problemOf(oldStateNotBack(hostname), hostname)]);
    context.note({ entry: 'outcome', hostname, outcome: 'unknown' });
  }
}

async function read(context: ChangeContext, participant: Participant): Promise<Reading> {
  try {
    const session = await context.connect(participant.device);
    try {
      const pending = (await session.pendingCommit()) !== undefined;
      return { pending, state: await committedState(participant, session) };
    } finally {
      await Promise.allSettled([session.close()]);
    }
  } catch (error) {
    return { reason: problemOf(error).message };
  }
}
