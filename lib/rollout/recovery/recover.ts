import { existsSync } from 'node:fs';
import { journalMissing } from './errors';
import type { LoadedManifest } from '../../manifest/read-manifest';
import { adopt } from './adopt';
import { ChangeContext } from '../change-context';
import { courseOf } from '../execute/course';
import { confirmTogether } from '../execute/decide';
import type { Connect, RolloutDevice } from '../device-session';
import type { ChangeKind } from '../events';
import { housekeeping } from '../housekeeping';
import { Journal, journalFile } from '../journal/journal';
import type { RecordedChange } from '../journal/journal-reader';
import { isUnfinished, recordedChanges, warnOfLeftOut } from '../journal/journal-reader';
import { bystander, otherHomes, reaching } from '../execute/other-homes';
import type { DeviceOutcome, RolloutResult, Standing } from '../outcome';
import { recoveredOutcome } from '../outcome';
import type { Participant } from '../participant';
import { inParallel } from '../pool';
import { problemOf } from '../problem';
import { recordOf } from '../journal/recorded-device';
import { warnOfUnknown, removedDevices } from '../journal/removed-devices';
import { rollBack } from '../execute/roll-back';
import type { Settings } from '../settings';
import { StateLock } from '../journal/state-lock';
import type { SurveyResult, SurveyedDevice } from './survey';
import { decidedByDevices, newestChange, standingOf, survey } from './survey';
import { waitOut } from './wait-out';

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
  readonly manifestDigest?: string;
  readonly result: RolloutResult;
}

/**
 * Brings a change that was left in the middle to an end on every device that still waits: confirmed where that had been
 * decided and `resume` is asked for, else taken back, wave by wave. Before anything is done each device is read, and what
 * cannot be read is unknown.
 *
 * @throws anotherRolloutIsRunning, lockUnusable, journalMissing, journalUnwritable
 */
export async function recover(recovery: Recovery, settings: Settings): Promise<Recovered> {
  const { name } = recovery.manifest.manifest.fabric;
  const lock = await StateLock.acquire(settings.stateDirectory, name, settings.changeId, { waitMs: 0 });
  try {
    return await recoverLocked(recovery, settings);
  } finally {
    housekeeping(settings, () => {
      lock.release();
    });
  }
}

async function recoverLocked(recovery: Recovery, settings: Settings): Promise<Recovered> {
  if (recovery.fromDevices) return recoverFound(recovery, settings, undefined);
  const recorded = unfinishedChange(recovery, settings);
  if (recorded === undefined) return nothingFound(recovery, settings);
  // Whether it can be written is known before any device is asked.
  const journal = journalOf(recovery, settings, recorded.changeId);
  return closing(settings, journal, () => recoverFound(recovery, settings, { recorded, journal }));
}

function journalOf({ manifest }: Recovery, { clock, stateDirectory }: Settings, changeId: string): Journal {
  return Journal.goOn(stateDirectory, manifest.manifest.fabric.name, changeId, () => clock.now());
}

async function closing<T>(settings: Settings, journal: Journal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    housekeeping(settings, () => {
      journal.close();
    });
  }
}

/**
 * The newest change that did not come to a good end and that no later one has settled.
 *
 * @throws journalMissing where no change was ever recorded
 */
function unfinishedChange({ manifest }: Recovery, settings: Settings): RecordedChange | undefined {
  const { name } = manifest.manifest.fabric;
  const { changes, leftOut } = recordedChanges(settings.stateDirectory, name);
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
    const { changeId, kind, manifestDigest, decided } = recorded;
    const context = new ChangeContext(kind, fabric.name, { ...settings, changeId }, connect, journal);
    return { changeId, kind, manifestDigest, result: await settleAll(context, recovery, results, decided) };
  }
  const changeId = newestChange(surveyed);
  if (changeId === undefined && surveyed.length === results.length) return nothingFound(recovery, settings);
  const id = changeId ?? settings.changeId;
  const kind = kindOf(surveyed, id);
  const isNew = !existsSync(journalFile(settings.stateDirectory, fabric.name, id));
  const journal = journalOf(recovery, settings, id);
  return closing(settings, journal, async () => {
    if (isNew) {
      const hostnames = devices.map(({ hostname }) => hostname);
      const entry = { entry: 'started', kind, mode: settings.mode, fabric: fabric.name, hostnames } as const;
      journal.append({ ...entry, devices: devices.map(recordOf) });
    }
    const context = new ChangeContext(kind, fabric.name, { ...settings, changeId: id }, connect, journal);
    return { changeId, kind, result: await settleAll(context, recovery, results, new Set()) };
  });
}

/** @param recorded - host names of the devices that were told to keep the change, as its journal says */
async function settleAll(
  context: ChangeContext,
  recovery: Recovery,
  results: readonly SurveyResult[],
  recorded: ReadonlySet<string>,
): Promise<RolloutResult> {
  const surveyed = results.flatMap((result) => result.surveyed ?? []);
  const decided = new Set([...recorded, ...decidedByDevices(surveyed, context.changeId)]);
  const result = await settle(context, recovery, results, decided);
  housekeeping(context.settings, () => {
    context.configurations.prune();
  });
  return result;
}

function kindOf(surveyed: readonly SurveyedDevice[], changeId: string): ChangeKind {
  const own = surveyed.flatMap(({ commits }) => commits.filter((one) => one.changeId === changeId));
  return own.some(({ digest }) => digest === 'withdrawn') ? 'withdraw' : 'apply';
}

async function settle(
  context: ChangeContext,
  recovery: Recovery,
  results: readonly SurveyResult[],
  decided: ReadonlySet<string>,
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
  context.journal.append({ entry: 'takenOver', by, pending });
  const { changeId, fabric } = context;
  context.emit({ type: 'takenOver', by, changeId, fabric, devices: Object.fromEntries(standings) });
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
  const outcome = recoveredOutcome(Object.values(devices));
  context.journal.append({ entry: 'finished', outcome, devices });
  context.emit({ type: 'changeFinished', changeId, outcome, devices });
  return { changeId, outcome, devices, problems: context.problems };
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
    const kept = recovery.by === 'resume' ? adopted.filter(({ hostname }) => decided.has(hostname)) : [];
    if (kept.length > 0) await confirmTogether(context, kept);
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

/** Under the same rule as any rollback: the devices that do not wait are looked at for the homes they are. */
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
    await rollBack(context, courseOf(context, [...adopted, ...bystanders], fabrics), devices);
  } finally {
    await Promise.all([...bystanders, ...context.otherHomes].map((one) => one.close()));
  }
}
