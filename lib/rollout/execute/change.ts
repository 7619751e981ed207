import type { Check } from '../../checks/check-kinds';
import type { FabricIntent } from '../../intent/fabric-intent';
import type { Connect } from '../device-session';
import type { ChangeSubject } from '../change-context';
import { ChangeContext } from '../change-context';
import { planChange, refusalsOf } from '../plan/change-plan';
import { planChecks } from './check-plan';
import { housekeeping } from '../housekeeping';
import type { DeviceOutcome, RolloutResult } from '../outcome';
import { overallOutcome } from '../outcome';
import { lockableProblems, otherHomes, reaching } from './other-homes';
import type { Participant } from '../participant';
import type { PlanBundle } from '../plan/plan-bundle';
import { planProblems } from '../plan/plan-bundle';
import { inParallel } from '../../checks/pool';
import type { Target } from '../targets';
import { preflight } from './preflight';
import { recordOf } from '../journal/recorded-device';
import { problemOf } from '../problem';
import { runChecks } from './run-checks';
import { settleByReading } from './settle-by-reading';
import type { SecondEnded } from './second-transaction';
import { leaversFirst, secondTransaction } from './second-transaction';
import type { SecondTransaction } from '../plan/leavers/leaving';
import type { Settings } from '../settings';
import { transact } from './transaction';
import { withJournal } from '../with-journal';
import { withLock } from '../with-lock';

/** One change of a fabric, whichever way. */
export interface ChangeRequest extends ChangeSubject {
  readonly manifestDigest?: string;
  readonly targets: readonly Target[];
  readonly ownedVrfs: ReadonlySet<string>;
  /** The intents that say what devices have in common: of this fabric, and of others on the same devices or servers. */
  readonly fabrics: readonly FabricIntent[];
  readonly demanded: readonly Check[];
  /** Whether what is demanded must be true before the change begins: the fabric that stays must be well. */
  readonly demandedBefore: boolean;
  readonly connect: Connect;
  /** The plan that was reviewed. */
  readonly plan?: PlanBundle;
  /** What is due once all of this is confirmed, or was so before. */
  readonly second?: SecondTransaction;
  /** Host names of the devices that change before all others. */
  readonly first?: ReadonlySet<string>;
}

/**
 * Carries out a change: one process at a time, with a journal, from preflight to the end.
 *
 * @throws anotherRolloutIsRunning, lockAlive, lockUnusable, journalUnwritable; everything that has to do with a device is in
 * the result
 */
export function carryOut(
  request: ChangeRequest & { readonly lockWaitMs: number },
  settings: Settings,
): Promise<RolloutResult> {
  return withLock(request.fabric, settings, request.lockWaitMs, (locked) => carryOutLocked(request, locked));
}

/** The same for whoever has the lock already. @throws journalUnwritable */
export async function carryOutLocked(request: ChangeRequest, settings: Settings): Promise<RolloutResult> {
  const { changeId, journals } = settings;
  const sink = await journals.start(request.fabric, changeId);
  return withJournal(settings, changeId, sink, async (journal) => {
    const devices = request.targets.map(({ device }) => device);
    const connect = reaching(request.connect, devices, settings);
    const { kind, fabric, reverses } = request;
    const context = new ChangeContext({ kind, fabric, reverses }, settings, connect, journal);
    const result = await run(context, request);
    await housekeeping(settings, () => {
      context.configurations.prune();
    });
    return result;
  });
}

async function run(context: ChangeContext, request: ChangeRequest): Promise<RolloutResult> {
  const { kind, fabric, manifestDigest, reverses } = request;
  const hostnames = request.targets.map((target) => target.device.hostname);
  const devices = request.targets.map((target) => recordOf(target.device));
  const { mode } = context.settings;
  const { changeId } = context;
  await context.record(
    { entry: 'started', kind, reverses, mode, fabric, manifestDigest, hostnames, devices },
    { type: 'changeStarted', kind, changeId, reverses, fabric, manifestDigest, hostnames },
  );
  context.noteBrokenLock();
  for (const consent of context.settings.consents) {
    const { kind: agreed, reason } = consent;
    const about = consent.kind === 'partition' ? { vrf: consent.vrf } : { hostname: consent.hostname };
    context.note({ entry: 'consent', kind: agreed, ...about, reason });
  }
  const participants: Participant[] = [];
  try {
    const decided = await proceedOrSettle(context, request, participants);
    const later = await secondTransaction(context, request, { decided, participants }, proceedOrSettle);
    return await finish(context, request, { decided, participants, later });
  } finally {
    await Promise.all([...participants, ...context.otherHomes].map((one) => one.close()));
  }
}

/**
 * Before anything is sent to a device, what is thrown is the whole story. Afterwards what the devices carry is: it is read
 * from them, and said with the rest.
 *
 * @returns whether it was decided to confirm
 */
async function proceedOrSettle(
  context: ChangeContext,
  request: ChangeRequest,
  participants: Participant[],
): Promise<boolean> {
  try {
    return await proceed(context, request, participants);
  } catch (error) {
    if (participants.every(({ state }) => state === 'untouched')) throw error;
    context.report([problemOf(error)]);
    const inMotion = participants.filter((one) => one.isInMotion);
    await Promise.all(inMotion.map((one) => settleByReading(context, one)));
    return context.progress.decidedToConfirm().size > 0;
  }
}

/** @returns whether it was decided to confirm */
async function proceed(context: ChangeContext, request: ChangeRequest, participants: Participant[]): Promise<boolean> {
  const { fabric, fabrics, kind, manifestDigest, ownedVrfs } = request;
  const { concurrency, consents } = context.settings;
  const sources = { connect: context.connect, changeId: context.changeId, consents, ownedVrfs };
  const results = await inParallel(request.targets, concurrency, (one) => preflight(context, one, sources));
  participants.push(...results.flatMap((result) => result.participant ?? []));
  const planned = await planChange(
    results.map(({ assessed }) => assessed),
    {
      kind,
      fabric,
      manifestDigest,
      fabrics,
      settings: context.settings,
      salt: request.plan?.salt,
      second: request.second,
    },
  );
  const { schedule, devices, digest } = planned.plan;
  if (schedule !== undefined) context.note({ entry: 'planned', digest }, { type: 'planned', digest });
  context.report(refusalsOf(planned.plan));
  context.report(request.plan === undefined ? [] : planProblems(request.plan, planned));
  for (const { message } of schedule?.warnings ?? []) context.emit({ type: 'warning', message });
  if (schedule === undefined || context.problems.length > 0) {
    return false;
  }
  for (const { hostname } of devices.filter(({ action }) => action === 'none')) {
    context.note({ entry: 'unchanged', hostname }, { type: 'deviceUnchanged', hostname });
  }
  if (!planned.plan.hasChanges) {
    return false;
  }
  if (request.demandedBefore) {
    context.report(await runChecks(context, participants, request.demanded));
    if (context.problems.length > 0) {
      return false;
    }
  }
  context.otherHomes.push(...(await otherHomes(context, participants, request.fabrics)));
  context.report(await lockableProblems(context));
  if (context.problems.length > 0) {
    return false;
  }
  const checks = await planChecks(context, participants, request.demanded);
  const byName = new Map(participants.map((one) => [one.hostname, one]));
  const inOrder = schedule.waves.map(({ hostnames }) => hostnames.flatMap((hostname) => byName.get(hostname) ?? []));
  const waves = leaversFirst(inOrder, request.first ?? new Set());
  if (context.subject.isSecond === true) {
    const hostnames = waves.flat().map(({ hostname }) => hostname);
    await context.record({ entry: 'secondTransaction', hostnames }, { type: 'secondTransaction', hostnames });
  }
  return transact(context, { participants, ownedVrfs, checks, waves, shared: planned.shared ?? [] });
}

/** How the transactions of a change have ended. */
interface Ended {
  readonly decided: boolean;
  readonly participants: readonly Participant[];
  /** The second one, where there was one. */
  readonly later: SecondEnded | undefined;
}

async function finish(
  context: ChangeContext,
  request: ChangeRequest,
  { decided, later, participants }: Ended,
): Promise<RolloutResult> {
  const outcomes = later?.outcomes ?? new Map(participants.map((one) => [one.hostname, one.outcome]));
  const devices: Record<string, DeviceOutcome> = {};
  for (const { device } of request.targets) {
    devices[device.hostname] = outcomes.get(device.hostname) ?? 'unchanged';
  }
  const problems = [...context.problems, ...(later?.problems ?? [])];
  const isDecided = decided || later?.decided === true;
  const isHalf = decided && later !== undefined && later.problems.length > 0;
  const nothingToDo = !isDecided && problems.length === 0;
  const overall = nothingToDo ? 'unchanged' : overallOutcome(Object.values(devices), isDecided);
  const outcome = isHalf ? 'partiallyApplied' : overall;
  const { changeId } = context;
  const { reverses } = request;
  await context.recordIfPossible(
    { entry: 'finished', outcome, devices },
    { type: 'changeFinished', changeId, reverses, outcome, devices },
  );
  return { changeId, ...(reverses !== undefined && { reverses }), outcome, devices, problems };
}
