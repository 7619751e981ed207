import type { Check } from '../../checks/check-kinds';
import type { FabricIntent } from '../../intent/fabric-intent';
import type { Connect } from '../device-session';
import { ChangeContext } from '../change-context';
import { planChecks } from './check-plan';
import { unusedConsents } from '../plan/impact/consents';
import { housekeeping } from '../housekeeping';
import { keyProblems, keyWarnings } from '../plan/impact/key-rollover';
import { loneHomeWarnings } from '../plan/impact/lone-homes';
import { midwayOf } from '../plan/impact/midway';
import type { ChangeKind } from '../events';
import type { DeviceOutcome, RolloutResult } from '../outcome';
import { overallOutcome } from '../outcome';
import { otherHomes, reaching } from './other-homes';
import type { Participant } from '../participant';
import type { PlanBundle } from '../plan/plan-bundle';
import { planProblems } from '../plan/plan-bundle';
import { partitionProblems, partitions } from '../plan/impact/partition';
import { inParallel } from '../pool';
import type { Target } from '../targets';
import { preflight } from './preflight';
import { recordOf } from '../journal/recorded-device';
import type { Problem } from '../problem';
import { runChecks } from './run-checks';
import type { Settings } from '../settings';
import { StateLock } from '../journal/state-lock';
import { transact } from './transaction';
import { withJournal } from '../with-journal';

/** One change of a fabric, whichever way. */
export interface ChangeRequest {
  readonly kind: ChangeKind;
  readonly fabric: string;
  readonly manifestDigest?: string;
  readonly targets: readonly Target[];
  readonly ownedVrfs: ReadonlySet<string>;
  /** The intents that say what devices have in common: of this fabric, and of others on the same devices or servers. */
  readonly fabrics: readonly FabricIntent[];
  readonly demanded: readonly Check[];
  /** Whether what is demanded must be true before the change begins: the fabric that stays must be well. */
  readonly demandedBefore: boolean;
  readonly connect: Connect;
  readonly lockWaitMs: number;
  /** The plan that was reviewed. */
  readonly plan?: PlanBundle;
}

/**
 * Carries out a change: one process at a time, with a journal, from preflight to the end.
 *
 * @throws anotherRolloutIsRunning, lockUnusable, journalUnwritable; everything that has to do with a device is in the result
 */
export async function carryOut(request: ChangeRequest, settings: Settings): Promise<RolloutResult> {
  const { changeId, journals, stateDirectory } = settings;
  const lock = await StateLock.acquire(stateDirectory, request.fabric, changeId, { waitMs: request.lockWaitMs });
  try {
    const sink = await journals.start(request.fabric, changeId);
    return await withJournal(settings, changeId, sink, async (journal) => {
      const devices = request.targets.map(({ device }) => device);
      const connect = reaching(request.connect, devices, settings);
      const context = new ChangeContext(request.kind, request.fabric, settings, connect, journal);
      const result = await run(context, request);
      await housekeeping(settings, () => {
        context.configurations.prune();
      });
      return result;
    });
  } finally {
    await housekeeping(settings, () => {
      lock.release();
    });
  }
}

async function run(context: ChangeContext, request: ChangeRequest): Promise<RolloutResult> {
  const { kind, fabric, manifestDigest } = request;
  const hostnames = request.targets.map((target) => target.device.hostname);
  const devices = request.targets.map((target) => recordOf(target.device));
  const { mode } = context.settings;
  const { changeId } = context;
  await context.record(
    { entry: 'started', kind, mode, fabric, manifestDigest, hostnames, devices },
    { type: 'changeStarted', kind, changeId, fabric, manifestDigest, hostnames },
  );
  for (const consent of context.settings.consents) {
    const { kind: agreed, reason } = consent;
    const about = consent.kind === 'partition' ? { vrf: consent.vrf } : { hostname: consent.hostname };
    context.note({ entry: 'consent', kind: agreed, ...about, reason });
  }
  const participants: Participant[] = [];
  try {
    const decided = await proceed(context, request, participants);
    return await finish(context, request, participants, decided);
  } finally {
    await Promise.all([...participants, ...context.otherHomes].map((one) => one.close()));
  }
}

/** @returns whether it was decided to confirm */
async function proceed(context: ChangeContext, request: ChangeRequest, participants: Participant[]): Promise<boolean> {
  const results = await inParallel(request.targets, context.settings.concurrency, (one) => preflight(context, one));
  participants.push(...results.flatMap((result) => result.participant ?? []));
  context.report(results.flatMap((result): readonly Problem[] => result.problems));
  context.report(request.plan === undefined ? [] : planProblems(request.plan, participants));
  context.report(partitionProblems(participants, context.settings.consents));
  const window = { ...context.settings, now: context.settings.clock.now() };
  context.report(keyProblems(participants, window));
  if (context.problems.length > 0) {
    return false;
  }
  const midway = await midwayOf(participants, {
    fabric: request.fabrics.find(({ name }) => name === request.fabric),
    fabrics: request.fabrics,
    settings: context.settings,
  });
  if (midway.warning !== undefined) context.emit({ type: 'warning', message: midway.warning });
  for (const message of [...loneHomeWarnings(participants), ...keyWarnings(participants, window)]) {
    context.emit({ type: 'warning', message });
  }
  if (midway.problem !== undefined) {
    context.report([midway.problem]);
    return false;
  }
  warnOfUnusedConsents(context, participants, midway.agreed);
  for (const { hostname } of participants.filter((one) => !one.change.needed)) {
    context.note({ entry: 'unchanged', hostname }, { type: 'deviceUnchanged', hostname });
  }
  if (!participants.some((one) => one.change.needed)) {
    return false;
  }
  if (request.demandedBefore) {
    context.report(await runChecks(context, participants, request.demanded));
    if (context.problems.length > 0) {
      return false;
    }
  }
  context.otherHomes.push(...(await otherHomes(context, participants, request.fabrics)));
  const checks = await planChecks(context, participants, request.demanded);
  return transact(context, { participants, ownedVrfs: request.ownedVrfs, checks, fabrics: request.fabrics });
}

/** @param short - names of the VRFs whose servers have less than they have to survive meanwhile */
function warnOfUnusedConsents(
  context: ChangeContext,
  participants: readonly Participant[],
  short: readonly string[],
): void {
  const changes = new Map(participants.map((one) => [one.hostname, one.change]));
  const apart = [...partitions(participants).map(({ vrf }) => vrf), ...short];
  for (const message of unusedConsents(context.settings.consents, changes, apart)) {
    context.emit({ type: 'warning', message });
  }
}

async function finish(
  context: ChangeContext,
  request: ChangeRequest,
  participants: readonly Participant[],
  decided: boolean,
): Promise<RolloutResult> {
  const outcomes = new Map(participants.map((one) => [one.hostname, one.outcome]));
  const devices: Record<string, DeviceOutcome> = {};
  for (const { device } of request.targets) {
    devices[device.hostname] = outcomes.get(device.hostname) ?? 'unchanged';
  }
  const nothingToDo = !decided && context.problems.length === 0;
  const outcome = nothingToDo ? 'unchanged' : overallOutcome(Object.values(devices), decided);
  const { changeId, problems } = context;
  await context.recordIfPossible(
    { entry: 'finished', outcome, devices },
    { type: 'changeFinished', changeId, outcome, devices },
  );
  return { changeId, outcome, devices, problems };
}
