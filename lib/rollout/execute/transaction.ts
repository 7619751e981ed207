import type { ChangeContext } from '../change-context';
import type { CheckPlan } from './check-plan';
import { commitWave } from './commit-wave';
import type { Schedule } from './schedule';
import type { Shared } from '../plan/waves/shared';
import { scheduleOf } from './schedule';
import { confirmAll, decideToConfirm, guarded, readyToConfirm } from './decide';
import type { Participant } from '../participant';
import { inParallel } from '../../checks/pool';
import type { Problem } from '../problem';
import { problemOf } from '../problem';
import { rollBack } from './roll-back';
import { roll } from './rolling';
import { runChecks } from './run-checks';
import { stage } from './stage';

/** What the transaction is told about the fabric. */
export interface TransactionInput {
  /** Every device, also those that do not change: the fabric's checks look at all of them. */
  readonly participants: readonly Participant[];
  /** Names of the VRFs that belong to the fabric as a whole. */
  readonly ownedVrfs: ReadonlySet<string>;
  readonly checks: CheckPlan;
  /** The devices that change, in the order of the plan. */
  readonly waves: readonly (readonly Participant[])[];
  /** What keeps them apart. */
  readonly shared: readonly Shared[];
}

/**
 * Carries one change onto its devices: staged everywhere, committed wave by wave with a confirm timer, checked, and
 * confirmed together; or, where the mode is `rolling`, each wave once its own checks pass.
 *
 * @returns whether every device that changes was told to keep the change; what came of it is in the participants and in
 * the context's problems
 */
export async function transact(context: ChangeContext, input: TransactionInput): Promise<boolean> {
  if (!(await stageAll(context, input.waves.flat(), input.ownedVrfs))) {
    return false;
  }
  const schedule = scheduleOf(context, input.participants, input);
  const untimely = schedule.timers.tooLong();
  if (untimely !== undefined) {
    context.report([problemOf(untimely)]);
    return false;
  }
  return context.settings.mode === 'rolling' ? roll(context, schedule, input) : together(context, schedule, input);
}

async function stageAll(
  context: ChangeContext,
  changing: readonly Participant[],
  ownedVrfs: ReadonlySet<string>,
): Promise<boolean> {
  const refusals = await inParallel(changing, context.settings.concurrency, (one) => stage(context, one, ownedVrfs));
  context.report(refusals.flat());
  return refusals.flat().length === 0;
}

/** All devices end with the change, or none. */
async function together(context: ChangeContext, schedule: Schedule, input: TransactionInput): Promise<boolean> {
  const devices = schedule.waves.flat();
  const problems = await guarded(async () => {
    const found = await commitAndCheck(context, schedule, input);
    if (found.length === 0) await decideToConfirm(context, devices);
    return found;
  });
  if (problems.length > 0) {
    context.report(problems);
    await rollBack(context, schedule, devices);
    return false;
  }
  await confirmAll(context, devices);
  return true;
}

async function commitAndCheck(context: ChangeContext, schedule: Schedule, input: TransactionInput): Promise<Problem[]> {
  for (const index of schedule.waves.keys()) {
    const problems = await commitWave(context, schedule, index, input.checks);
    if (problems.length > 0) {
      return problems;
    }
  }
  const failures = await runChecks(context, input.participants, input.checks.ofFabric);
  return failures.length > 0 ? failures : readyToConfirm(context, schedule.waves.flat());
}
