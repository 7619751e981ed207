import { FabricError } from '../../model/fabric-error';
import { isDeviceRefusal } from '../../netconf/rpc-error';
import type { ChangeContext } from '../change-context';
import type { Participant } from '../participant';
import { outsideOf } from './fence';
import type { Obstacle } from './outside-device';
import { obstacleIn, pendingOn } from './outside-device';
import { Patience } from './patience';

/**
 * Does something that takes the lock of a device, and waits where a program has it: another rollout holds it for as long as a
 * wave of its own takes. Whoever sits at a terminal is not waited for.
 *
 * @throws what the work throws, configurationLocked among it when the wait is over
 */
export async function whenUnlocked<Result>(
  context: ChangeContext,
  participant: Participant,
  work: () => Promise<Result>,
): Promise<Result> {
  const { hostname } = participant;
  const patience = new Patience(context, true);
  let isTold = false;
  for (;;) {
    context.requireWanted();
    try {
      return await work();
    } catch (error) {
      if (!isOfProgram(error) || patience.isOver) throw error;
      const others = [obstacleIn(error, hostname), ...(await pendingAround(context, participant))];
      patience.meet(others);
      const told = others.map((one) => ({ hostname: one.hostname, reason: one.reason }));
      if (!isTold) context.emit({ type: 'fenceAwaited', hostnames: [hostname], others: told, until: patience.until });
      isTold = true;
    }
    await patience.pause();
  }
}

function isOfProgram(error: unknown): boolean {
  if (!FabricError.isFabricError(error) || !isDeviceRefusal(error)) return false;
  return error.lockHolder !== undefined && error.lockHolder.terminal === undefined;
}

/** Why the device is likely to be held: a change of others that is pending beside it. */
async function pendingAround(context: ChangeContext, participant: Participant): Promise<Obstacle[]> {
  const others = outsideOf([participant], [], context.otherHomes);
  const found = await Promise.all(others.map((one) => pendingOn(context, one)));
  return found.flatMap((one) => one ?? []);
}
