import { journalMissing } from './errors';
import type { LoadedManifest } from '../../manifest/read-manifest';
import { adopt } from './adopt';
import { ChangeContext } from '../change-context';
import { scheduleOf } from '../execute/schedule';
import { plannedWaves } from '../plan/waves/planned-waves';
import { ownedVrfs } from '../targets';
import { confirmAll, decideAgain } from '../execute/decide';
import type { Connect, RolloutDevice } from '../device-session';
import type { ChangeKind } from '../events';
import { housekeeping } from '../housekeeping';
import type { Journal } from '../journal/journal';
import type { RecordedChange } from '../journal/journal-reader';
import { isUnfinished, warnOfLeftOut } from '../journal/journal-reader';
import { bystander, otherHomes, reaching } from '../execute/other-homes';
import type { DeviceOutcome, RolloutResult, Standing } from '../outcome';
import { recoveredOutcome } from '../outcome';
import type { Participant } from '../participant';
import { inParallel } from '../../checks/pool';
import { problemOf } from '../problem';
import { recordOf } from '../journal/recorded-device';
import { warnOfUnknown, removedDevices } from '../journal/removed-devices';
import { rollBack } from '../execute/roll-back';
import type { Settings } from '../settings';
import type { SurveyResult, SurveyedDevice } from './survey';
import { newestChange, warnOfRivals } from './newest-change';
import { decidedByDevices, standingOf, survey } from './survey';
import { waitOut } from './wait-out';
import { withJournal } from '../with-journal';
import { withLock } from '../with-lock';

/** A change whose process is gone, and what is to become of it. */
export interface Recovery {
  readonly by: 'resume' | 'undo';
  readonly manifest: LoadedManifest;
  readonly connect: Connect;
  /** Asks the devices only, and no journal. */
  readonly fromDevices: boolean;
}

/** What was found and done. */
export interface Recovered {
  /** Undefined when there is no such change. */
  readonly changeId?: string;
  readonly kind: ChangeKind;
  /** Id of the change that this one takes back. */
  readonly reverses?: string;
  readonly manifestDigest?: string;
  readonly result: RolloutResult;
}

/**
 * Brings a change that was left in the middle to an end on every device that still waits: confirmed where that had been
 * decided and `resume` is asked for, else taken back, wave by wave. What `undo` wants of a change that takes another one back
 * is its end, as `resume` does. Before anything is done each device is read, and what
 * cannot be read is unknown.
 *
 * @throws anotherRolloutIsRunning, lockAlive, lockUnusable, journalMissing, journalUnwritable
 */
export function recover(recovery: Recovery, settings: Settings): Promise<Recovered> {
  const { name } = recovery.manifest.manifest.fabric;
  return withLock(name, settings, 0, (locked) => recoverLocked(recovery, locked));
}

async function recoverLocked(recovery: Recovery, settings: Settings): Promise<Recovered> {
  if (recovery.fromDevices) return recoverFound(recovery, settings, undefined);
  const recorded = await unfinishedChange(recovery, settings);
  if (recorded === undefined) return nothingFound(recovery, settings);
  // Whether it can be written is known before any device is asked.
  const { changeId } = recorded;
  const sink = await settings.journals.goOn(recovery.manifest.manifest.fabric.name, changeId);
  return withJournal(settings, changeId, sink, (journal) => recoverFound(recovery, settings, { recorded, journal }));
}

/**
 * The newest change that did not come to a good end and that no later one has settled.
 *
 * @throws journalMissing where no change was ever recorded
 */
async function unfinishedChange({ manifest }: Recovery, settings: Settings): Promise<RecordedChange | undefined> {
  const { name } = manifest.manifest.fabric;
  const { changes, leftOut } = await settings.journals.recorded(name);
  warnOfLeftOut(leftOut, settings);
  if (changes.length === 0) throw journalMissing(name, settings.stateDirectory);
  const settled = changes.findIndex(({ outcome }) => outcome === 'confirmed');
  return changes.slice(0, settled < 0 ? changes.length : settled).find(isUnfinished);
}

function nothingFound({ manifest }: Recovery, { changeId }: Settings): Recovered {
  const devices = manifest.manifest.fabric.devices.map(({ hostname }) => [hostname, 'unchanged'] as const);
  const result = { changeId, outcome: 'unchanged', devices: Object.fromEntries(devices), problems: [] } as const;
  return { kind: 'apply', result };
}

/** A change that was left in the middle, and its journal, open. */
interface Unfinished {
  readonly recorded: RecordedChange;
  readonly journal: Journal;
}

/** @param unfinished - undefined where the devices alone are asked */
async function recoverFound(
  recovery: Recovery,
  settings: Settings,
  unfinished: Unfinished | undefined,
): Promise<Recovered> {
  const { fabric } = recovery.manifest.manifest;
  const removed = removedDevices(fabric, unfinished?.recorded);
  warnOfUnknown(removed, unfinished?.recorded.changeId ?? '', settings);
  const devices = [...fabric.devices, ...removed.known];
  const connect = reaching(recovery.connect, devices, settings);
  const results = await inParallel(devices, settings.concurrency, (device) => survey(connect, fabric.name, device));
  const surveyed = results.flatMap((result) => result.surveyed ?? []);
  if (unfinished !== undefined) {
    const { recorded, journal } = unfinished;
    const { changeId, kind, manifestDigest, progress, reverses, staged } = recorded;
    const subject = { kind, fabric: fabric.name, reverses };
    const context = new ChangeContext(subject, { ...settings, changeId }, connect, journal, progress);
    // A journal that was begun by asking the devices does not say what was staged.
    const toChange = staged.size > 0 ? staged : toChangeAt(surveyed, changeId, reverses);
    return { changeId, kind, reverses, manifestDigest, result: await settleAll(context, recovery, results, toChange) };
  }
  const newest = newestChange(surveyed);
  warnOfRivals(newest, settings);
  const changeId = newest?.changeId;
  if (changeId === undefined && surveyed.length === results.length) return nothingFound(recovery, settings);
  const id = changeId ?? settings.changeId;
  const subject = { fabric: fabric.name, ...toldBy(surveyed, id) };
  const sink = await settings.journals.goOn(fabric.name, id);
  return withJournal(settings, id, sink, async (journal) => {
    const context = new ChangeContext(subject, { ...settings, changeId: id }, connect, journal);
    if (sink.isNew) {
      const hostnames = devices.map(({ hostname }) => hostname);
      const entry = { entry: 'started', ...subject, mode: settings.mode, hostnames } as const;
      await context.record({ ...entry, devices: devices.map(recordOf) });
    }
    const { kind, reverses } = subject;
    const toChange = toChangeAt(surveyed, id, reverses);
    return { changeId, kind, reverses, result: await settleAll(context, recovery, results, toChange) };
  });
}

/**
 * Without its journal a rolling change may have been about any device; in a transaction all or none of them have changed. What
 * takes another change back is about those that still carry that.
 */
function toChangeAt(
  surveyed: readonly SurveyedDevice[],
  changeId: string,
  reverses: string | undefined,
): ReadonlySet<string> {
  if (reverses !== undefined) {
    const left = surveyed.filter((one) => standingOf(one, reverses) === 'confirmed');
    return new Set(left.map(({ device }) => device.hostname));
  }
  const own = surveyed.flatMap(({ commits }) => commits.filter((one) => one.changeId === changeId));
  const isRolling = own.some(({ mode }) => mode === 'rolling');
  return new Set(isRolling ? surveyed.map(({ device }) => device.hostname) : []);
}

/** @param toChange - host names of the devices that the change was to change */
async function settleAll(
  context: ChangeContext,
  recovery: Recovery,
  results: readonly SurveyResult[],
  toChange: ReadonlySet<string>,
): Promise<RolloutResult> {
  const surveyed = results.flatMap((result) => result.surveyed ?? []);
  const decided = new Set([...context.progress.decidedToConfirm(), ...decidedByDevices(surveyed, context.changeId)]);
  const result = await settle(context, recovery, results, { decided, toChange });
  await housekeeping(context.settings, () => {
    context.configurations.prune();
  });
  return result;
}

/** What kind of change it was, as far as devices tell. */
function toldBy(
  surveyed: readonly SurveyedDevice[],
  changeId: string,
): { readonly kind: ChangeKind; readonly reverses?: string } {
  const own = surveyed.flatMap(({ commits }) => commits.filter((one) => one.changeId === changeId));
  const reverses = own.find((one) => one.reverses !== undefined)?.reverses;
  if (reverses !== undefined) return { kind: 'rollback', reverses };
  return { kind: own.some(({ digest }) => digest === 'withdrawn') ? 'withdraw' : 'apply' };
}

async function settle(
  context: ChangeContext,
  recovery: Recovery,
  results: readonly SurveyResult[],
  { decided, toChange }: { readonly decided: ReadonlySet<string>; readonly toChange: ReadonlySet<string> },
): Promise<RolloutResult> {
  const standings = new Map<string, Standing | 'unknown'>(
    results.map(({ device, surveyed }) => [
      device.hostname,
      surveyed === undefined ? 'unknown' : standingOf(surveyed, context.changeId),
    ]),
  );
  const waiting = results.filter(({ device }) => standings.get(device.hostname) === 'pending');
  const pending = waiting.map(({ device }) => device.hostname);
  const { by } = recovery;
  const { changeId, fabric } = context;
  const { reverses } = context.subject;
  await context.record(
    { entry: 'takenOver', by, pending },
    { type: 'takenOver', by, changeId, reverses, fabric, devices: Object.fromEntries(standings) },
  );
  context.noteBrokenLock();
  context.report(results.flatMap((one) => (one.surveyed === undefined ? [one.problem] : [])));
  const outcomes = await endPending(
    context,
    recovery,
    waiting.map(({ device }) => device),
    decided,
  );
  const devices = Object.fromEntries(
    [...standings].map(([hostname, standing]) => [hostname, outcomes.get(hostname) ?? OUTCOMES[standing]]),
  );
  const outcome = recoveredOutcome(devices, toChange);
  await context.recordIfPossible(
    { entry: 'finished', outcome, devices },
    { type: 'changeFinished', changeId, reverses, outcome, devices },
  );
  return { changeId, ...(reverses !== undefined && { reverses }), outcome, devices, problems: context.problems };
}

const OUTCOMES: Readonly<Record<Standing | 'unknown', DeviceOutcome>> = {
  pending: 'unknown',
  confirmed: 'confirmed',
  rolledBack: 'rolledBack',
  untouched: 'unchanged',
  unknown: 'unknown',
};

/** Confirms or takes back what waits; what cannot be taken over is left to its timer. */
async function endPending(
  context: ChangeContext,
  recovery: Recovery,
  waiting: readonly RolloutDevice[],
  decided: ReadonlySet<string>,
): Promise<ReadonlyMap<string, DeviceOutcome>> {
  const adopted: Participant[] = [];
  const left: RolloutDevice[] = [];
  await Promise.all(
    waiting.map(async (device) => {
      try {
        adopted.push(await adopt(context, device));
      } catch (error) {
        context.emit({ type: 'warning', hostname: device.hostname, message: problemOf(error).message });
        left.push(device);
      }
    }),
  );
  try {
    const isToGoOn = recovery.by === 'resume' || context.subject.reverses !== undefined;
    const kept = isToGoOn ? adopted.filter(({ hostname }) => decided.has(hostname)) : [];
    if (kept.length > 0) {
      await decideAgain(context, kept);
      await confirmAll(context, kept);
    }
    await takeBack(
      context,
      recovery,
      adopted,
      adopted.filter((one) => !kept.includes(one)),
    );
  } finally {
    await Promise.all(adopted.map((one) => one.close()));
  }
  const waited = await Promise.all(left.map((device) => waitOut(context, device)));
  return new Map([
    ...adopted.map(({ hostname, outcome }) => [hostname, outcome] as const),
    ...left.map(({ hostname }, place) => [hostname, waited[place] ?? 'unknown'] as const),
  ]);
}

/** Under the same rule as any rollback: the devices that do not wait are looked at for the attachments they are. */
async function takeBack(
  context: ChangeContext,
  { manifest }: Recovery,
  adopted: readonly Participant[],
  devices: readonly Participant[],
): Promise<void> {
  if (devices.length === 0) return;
  const { fabric } = manifest.manifest;
  const others = fabric.devices.filter(({ hostname }) => !adopted.some((one) => one.hostname === hostname));
  const looked = await Promise.allSettled(others.map((device) => bystander(context, device)));
  const bystanders = looked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  try {
    const fabrics = [fabric, ...context.settings.otherFabrics];
    context.otherHomes.push(...(await otherHomes(context, [...adopted, ...bystanders], fabrics)));
    const all = [...adopted, ...bystanders];
    const schedule = scheduleOf(context, all, {
      ...plannedWaves(all, fabrics, context.settings),
      ownedVrfs: ownedVrfs(manifest),
    });
    await rollBack(context, schedule, devices);
  } finally {
    await Promise.all([...bystanders, ...context.otherHomes].map((one) => one.close()));
  }
}
