import type { CheckPlan } from './check-plan';
import type { ChangeContext } from './change-context';
import { commitConfirmed, requireTime } from './commit';
import { confirm } from './confirm';
import { requireHeld } from './hold';
import type { Participant } from './participant';
import { inParallel } from './pool';
import type { Problem } from './problem';
import { problemOf, problemsOf } from './problem';
import { rollBack } from './roll-back';
import { runChecks } from './run-checks';
import { confirmMinutes } from './settings';
import { stage } from './stage';
import { waves } from './waves';

/** What the transaction is told about the fabric. */
export interface TransactionInput {
  /** Every device, also those that do not change: the fabric's checks look at all of them. */
  readonly participants: readonly Participant[];
  /** Names of the VRFs that belong to the fabric as a whole. */
  readonly ownedVrfs: ReadonlySet<string>;
  readonly checks: CheckPlan;
}

/**
 * Carries one change onto all its devices or onto none: staged everywhere, committed wave by wave with a confirm timer,
 * checked, and confirmed together.
 *
 * @returns whether it was decided to confirm; what came of it is in the participants and in the context's problems
 */
export async function transact(context: ChangeContext, input: TransactionInput): Promise<boolean> {
  const changing = input.participants.filter((one) => one.change.needed);
  if (!(await stageAll(context, changing, input.ownedVrfs))) {
    return false;
  }
  const problems = await guarded(() => commitAndCheck(context, changing, input));
  if (problems.length > 0) {
    context.report(problems);
    await rollBack(context, changing);
    return false;
  }
  context.journal.append({ entry: 'decided', decision: 'confirm' });
  context.emit({ type: 'decided', decision: 'confirm' });
  await Promise.all(changing.map((participant) => confirm(context, participant)));
  return true;
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

async function commitAndCheck(
  context: ChangeContext,
  changing: readonly Participant[],
  input: TransactionInput,
): Promise<Problem[]> {
  const problems = await commitInWaves(context, changing, input.checks);
  if (problems.length > 0) {
    return problems;
  }
  const failures = await runChecks(context, input.participants, input.checks.ofFabric);
  return failures.length > 0 ? failures : readyToConfirm(context, changing);
}

async function commitInWaves(
  context: ChangeContext,
  changing: readonly Participant[],
  checks: CheckPlan,
): Promise<Problem[]> {
  const { checkDeadlineMs, confirmReserveMs } = context.settings;
  const minutes = confirmMinutes(context.settings, changing.length);
  const all = waves(changing);
  for (const [index, wave] of all.entries()) {
    requireTime(context, changing, checkDeadlineMs + confirmReserveMs);
    const hostnames = wave.map((one) => one.hostname);
    context.emit({ type: 'waveStarted', wave: index + 1, waves: all.length, hostnames });
    const problems = await Promise.all(wave.map((one) => commitAndCheckOne(context, one, minutes, checks)));
    if (problems.flat().length > 0) {
      return problems.flat();
    }
  }
  return [];
}

async function commitAndCheckOne(
  context: ChangeContext,
  participant: Participant,
  minutes: number,
  checks: CheckPlan,
): Promise<Problem[]> {
  const problems = await problemsOf(participant.hostname, () => commitConfirmed(context, participant, minutes));
  return problems.length > 0 ? problems : runChecks(context, [participant], checks.afterCommit(participant));
}

/** Every device still waits for us, for long enough, and nobody has called the change off. */
async function readyToConfirm(context: ChangeContext, changing: readonly Participant[]): Promise<Problem[]> {
  const problems = await Promise.all(changing.map((one) => problemsOf(one.hostname, () => requireHeld(context, one))));
  if (problems.flat().length > 0) {
    return problems.flat();
  }
  context.requireWanted();
  requireTime(context, changing, context.settings.confirmReserveMs);
  return [];
}

/** From the first commit on nothing may escape: whatever is thrown is a reason to roll back. */
async function guarded(work: () => Promise<Problem[]>): Promise<Problem[]> {
  try {
    return await work();
  } catch (error) {
    return [problemOf(error)];
  }
}
