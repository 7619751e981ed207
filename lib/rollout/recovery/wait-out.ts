import { outcomeUnknown } from '../errors';
import type { ChangeContext } from '../change-context';
import type { RolloutDevice } from '../device-session';
import type { DeviceOutcome } from '../outcome';
import { problemOf } from '../problem';
import { standingOf, survey } from './survey';

const MINUTE_MS = 60_000;
const GRACE_MS = 120_000;
const PAUSE_MS = 15_000;
/** How often somebody who waits for a long time hears what for. */
const SAY_AGAIN_MS = 300_000;

/** Waits until a device that nobody can take over has rolled its change back by its confirm timer, and reads what it carries then. */
export async function waitOut(context: ChangeContext, device: RolloutDevice): Promise<DeviceOutcome> {
  const { hostname } = device;
  let revertsAt = context.now() + context.settings.longestConfirmMinutes * MINUTE_MS;
  let saidAgainAt = context.now();
  for (;;) {
    const result = await survey(context.connect, context.fabric, device);
    const { surveyed } = result;
    const standing = surveyed === undefined ? 'unknown' : standingOf(surveyed, context.changeId);
    if (standing === 'confirmed' || standing === 'rolledBack') {
      context.note(
        { entry: 'outcome', hostname, outcome: standing },
        standing === 'confirmed' ? { type: 'confirmed', hostname } : { type: 'rolledBack', hostname, by: 'timer' },
      );
      return standing;
    }
    if (standing === 'untouched') {
      context.note({ entry: 'outcome', hostname, outcome: 'unchanged' });
      return 'unchanged';
    }
    const minutes = surveyed?.pending?.minutesLeft;
    if (minutes !== undefined) revertsAt = Math.min(revertsAt, context.now() + minutes * MINUTE_MS);
    if (context.now() >= saidAgainAt) {
      const reason = result.surveyed === undefined ? { reason: result.problem.message } : {};
      context.emit({ type: 'waitingForTimer', hostname, revertsAt, until: revertsAt + GRACE_MS, ...reason });
      saidAgainAt = context.now() + SAY_AGAIN_MS;
    }
    if (context.now() >= revertsAt + GRACE_MS || context.settings.signal?.aborted === true) {
      return unknown(context, hostname, revertsAt);
    }
    await context.sleep(PAUSE_MS);
  }
}

function unknown(context: ChangeContext, hostname: string, revertsAt: number): DeviceOutcome {
  const error = outcomeUnknown(hostname, new Date(revertsAt).toISOString(), 'it was not settled before the wait ended');
  context.report([problemOf(error, hostname)]);
  context.note({ entry: 'outcome', hostname, outcome: 'unknown' });
  return 'unknown';
}
