import type { ChangeContext } from '../change-context';
import { requireTime } from './commit';
import { confirm } from './confirm';
import { requireHeld } from './hold';
import type { Participant } from '../participant';
import type { Problem } from '../problem';
import { problemOf, problemsOf } from '../problem';

/**
 * On disk before the first confirmation is sent: from here nothing of these devices is rolled back.
 *
 * @throws journalFailed: nothing was decided
 */
export async function decideToConfirm(context: ChangeContext, devices: readonly Participant[]): Promise<void> {
  const decided = confirmationOf(devices);
  await context.record({ entry: 'decided', ...decided }, { type: 'decided', ...decided });
}

/** The same where it had been decided by the process that is gone, or by a device that keeps the change already. */
export async function decideAgain(context: ChangeContext, devices: readonly Participant[]): Promise<void> {
  const decided = confirmationOf(devices);
  await context.recordIfPossible({ entry: 'decided', ...decided }, { type: 'decided', ...decided });
}

/** Confirms what was decided. */
export async function confirmAll(context: ChangeContext, devices: readonly Participant[]): Promise<void> {
  await Promise.all(devices.map((participant) => confirm(context, participant)));
}

function confirmationOf(devices: readonly Participant[]): {
  readonly decision: 'confirm';
  readonly hostnames: string[];
} {
  return { decision: 'confirm', hostnames: devices.map((one) => one.hostname) };
}

/** Why the devices cannot be confirmed: one does not wait for us, or not for long enough, or the change was called off. */
export async function readyToConfirm(context: ChangeContext, devices: readonly Participant[]): Promise<Problem[]> {
  const problems = await Promise.all(devices.map((one) => problemsOf(one.hostname, () => requireHeld(context, one))));
  if (problems.flat().length > 0) {
    return problems.flat();
  }
  context.requireWanted();
  requireTime(context, devices, context.settings.confirmReserveMs);
  return [];
}

/** From the first commit on nothing may escape: whatever is thrown is a reason to roll back. */
export async function guarded(work: () => Promise<Problem[]>): Promise<Problem[]> {
  try {
    return await work();
  } catch (error) {
    return [problemOf(error)];
  }
}
