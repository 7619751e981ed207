import {
  changeHasSuccessor,
  changeNotFound,
  noChangeOnDevices,
  changeStillPending,
  removedDeviceLeft,
  rollbackStillPending,
} from './errors';
import type { LoadedManifest } from '../../manifest/read-manifest';
import type { AdoptionRequest } from '../group/adoption';
import { configurationBefore } from '../group/earlier-configuration';
import { carryOutLocked } from '../execute/change';
import { readCommitLog } from '../journal/commit-log';
import type { Connect, RolloutDevice } from '../device-session';
import { connectOf } from '../junos-connect';
import { warnOfLeftOut } from '../journal/journal-reader';
import type { RolloutResult } from '../outcome';
import { succeeded } from '../outcome';
import { inParallel } from '../../checks/pool';
import type { Target } from '../targets';
import type { Problem } from '../problem';
import { problemOf } from '../problem';
import { warnOfUnknown, removedDevices } from '../journal/removed-devices';
import type { ChangeSettings, Settings } from '../settings';
import { withLock } from '../with-lock';
import { given, optionsOf, settingsOf } from '../settings';
import { contentOf, standingGroup } from '../group/standing-group';
import { newestChange, warnOfRivals } from './newest-change';
import type { SurveyResult } from './survey';
import { reversalOn, standingOf, survey } from './survey';
import { adoptedGroupName, baseGroupName, ownedVrfs } from '../targets';
import type { WantedGroup } from '../group/wanted-group';

/** How a change is taken back. */
export interface ReversalOptions extends ChangeSettings {
  /** Asks the devices of the code only, and no journal of devices that have left it: for places where the journal is gone. */
  readonly fromDevices?: boolean;
}

/**
 * Puts every device that carries a finished change back to what it had before, from the rollback archive of the device:
 * one change through the same waves, timers and checks. Devices on which another one has done so already are left alone. The
 * code is not touched, and still holds the new state.
 *
 * @param changeId - undefined: the newest change that the devices tell of
 * @throws changeNotFound, noChangeOnDevices, anotherRolloutIsRunning
 */
export async function reverse(
  manifest: LoadedManifest,
  changeId: string | undefined,
  options: ReversalOptions,
): Promise<RolloutResult> {
  const { fabric } = manifest.manifest;
  const settings = settingsOf({
    ...optionsOf(fabric.rollout),
    ...given(options),
    stateDirectory: options.stateDirectory,
    consents: [...fabric.consents, ...(options.consents ?? [])],
  });
  const connect = connectOf(manifest, options);
  return withLock(fabric.name, settings, options.lockWaitMs ?? 0, (locked) =>
    reverseLocked({ manifest, named: changeId, connect, fromDevices: options.fromDevices === true }, locked),
  );
}

/** What is to be taken back, and how devices are reached. */
interface Reversing {
  readonly manifest: LoadedManifest;
  /** The id that was given. */
  readonly named: string | undefined;
  readonly connect: Connect;
  readonly fromDevices: boolean;
}

async function reverseLocked(
  { connect, fromDevices, manifest, named }: Reversing,
  settings: Settings,
): Promise<RolloutResult> {
  const { fabric } = manifest.manifest;
  const present = await inParallel(fabric.devices, settings.concurrency, (one) => survey(connect, fabric.name, one));
  const changeId = named ?? newestOn(present, fabric.name, settings);
  const { answering, left } = fromDevices ? NOBODY_REMOVED : await removedSince(manifest, changeId, connect, settings);
  const results = [...present, ...answering];
  const carrying = results.filter((one) => mayCarry(one, changeId)).map(({ device }) => device);
  const refusals = refusalsOf(results, changeId);
  if (carrying.length === 0 && refusals.length === 0) {
    const reversals = results.flatMap(({ surveyed }) => (surveyed && reversalOn(surveyed, changeId)) ?? []);
    if (reversals.length === 0) throw changeNotFound(changeId, fabric.name);
    return withThoseLeft(alreadyReversed(manifest, changeId, reversals[0]?.changeId ?? '', settings), left);
  }
  const reversals = refusals.length > 0 ? [] : await reversalsOf(connect, fabric.name, changeId, carrying, settings);
  const problems = [...refusals, ...reversals.flatMap((one) => ('problem' in one ? [one.problem] : []))];
  if (problems.length > 0) return refused(manifest, changeId, settings, problems);
  const found = new Map(reversals.flatMap((one) => ('wanted' in one ? [[one.device.hostname, one] as const] : [])));
  const result = await carryOutLocked(
    {
      kind: 'rollback',
      reverses: changeId,
      fabric: fabric.name,
      targets: results.map(({ device }): Target => {
        const { adoption, wanted = [] } = found.get(device.hostname) ?? {};
        return { device, wanted, ...(adoption !== undefined && { adoption }) };
      }),
      ownedVrfs: ownedVrfs(manifest),
      fabrics: [fabric, ...settings.otherFabrics],
      demanded: [],
      demandedBefore: false,
      connect,
    },
    settings,
  );
  if (succeeded(result.outcome)) settings.emit({ type: 'warning', message: whatTheCodeHolds(results, changeId) });
  return withThoseLeft(result, left);
}

/** The devices of the change that the code does not have any more. */
interface RemovedSince {
  /** Those that carry the change, or wait for its confirmation. What was withdrawn or changed since is nobody's concern here. */
  readonly answering: readonly SurveyResult[];
  /** Why the others could not be asked. They stop nobody: a device that is gone for good would do so for ever. */
  readonly left: readonly Problem[];
}

const NOBODY_REMOVED: RemovedSince = { answering: [], left: [] };

/** @throws noChangeOnDevices */
function newestOn(results: readonly SurveyResult[], fabric: string, settings: Settings): string {
  const newest = newestChange(results.flatMap(({ surveyed }) => surveyed ?? []));
  if (newest === undefined) throw noChangeOnDevices(fabric);
  warnOfRivals(newest, settings);
  return newest.changeId;
}

async function removedSince(
  manifest: LoadedManifest,
  changeId: string,
  connect: Connect,
  settings: Settings,
): Promise<RemovedSince> {
  const { fabric } = manifest.manifest;
  const { changes, leftOut } = await settings.journals.recorded(fabric.name);
  warnOfLeftOut(leftOut, settings);
  const removed = removedDevices(
    fabric,
    changes.find((one) => one.changeId === changeId),
  );
  warnOfUnknown(removed, changeId, settings);
  const results = await inParallel(removed.known, settings.concurrency, (one) => survey(connect, fabric.name, one));
  const left = results.flatMap((one) =>
    one.surveyed === undefined
      ? [problemOf(removedDeviceLeft(one.device.hostname, changeId, one.problem.message), one.device.hostname)]
      : [],
  );
  for (const problem of left) settings.emit({ type: 'problem', ...problem });
  const concerns = ({ surveyed }: SurveyResult): boolean =>
    surveyed !== undefined && ['confirmed', 'pending'].includes(standingOf(surveyed, changeId));
  return { answering: results.filter(concerns), left };
}

/** Nothing is known of a device that was left out, so not all of the change is rolled back for sure. */
function withThoseLeft(result: RolloutResult, left: readonly Problem[]): RolloutResult {
  if (left.length === 0) return result;
  const unknown = left.map(({ hostname = '' }) => [hostname, 'unknown'] as const);
  return {
    ...result,
    outcome: result.outcome === 'confirmed' ? 'partiallyApplied' : result.outcome,
    devices: { ...result.devices, ...Object.fromEntries(unknown) },
    problems: [...result.problems, ...left],
  };
}

const CODE_IS_NEWER =
  'the code still holds the state that was rolled back: the next apply or terraform apply brings it again; revert the code too';

/** Whoever takes back what took a change back has that change again. */
function whatTheCodeHolds(results: readonly SurveyResult[], changeId: string): string {
  const own = results.flatMap(({ surveyed }) => surveyed?.commits.filter((one) => one.changeId === changeId) ?? []);
  const again = own.find(({ reverses }) => reverses !== undefined)?.reverses;
  return again === undefined ? CODE_IS_NEWER : `${changeId} had taken ${again} back: the devices have ${again} again`;
}

function mayCarry({ surveyed }: SurveyResult, changeId: string): boolean {
  return surveyed !== undefined && standingOf(surveyed, changeId) === 'confirmed';
}

/** Devices that cannot be asked, still wait, or carry a later change on top. */
function refusalsOf(results: readonly SurveyResult[], changeId: string): Problem[] {
  return results.flatMap((result) => {
    const { hostname } = result.device;
    if (result.surveyed === undefined) return [result.problem];
    const { commits } = result.surveyed;
    const [newest] = commits.filter((one) => one.changeId === changeId);
    const standing = standingOf(result.surveyed, changeId);
    if (standing === 'pending') return [problemOf(changeStillPending(hostname, changeId), hostname)];
    const reversal = reversalOn(result.surveyed, changeId);
    if (reversal?.standing === 'pending') {
      return [problemOf(rollbackStillPending(hostname, reversal.changeId, changeId), hostname)];
    }
    if (reversal !== undefined) return [];
    const later = commits[0]?.changeId ?? '';
    return standing === 'rolledBack' && newest?.what === 'confirmed'
      ? [problemOf(changeHasSuccessor(hostname, changeId, later), hostname)]
      : [];
  });
}

type Reversal =
  | { readonly device: RolloutDevice; readonly wanted: readonly WantedGroup[]; readonly adoption: AdoptionRequest }
  | { readonly device: RolloutDevice; readonly problem: Problem };

function reversalsOf(
  connect: Connect,
  fabric: string,
  changeId: string,
  devices: readonly RolloutDevice[],
  { concurrency }: Settings,
): Promise<Reversal[]> {
  return inParallel(devices, concurrency, async (device): Promise<Reversal> => {
    try {
      return { device, ...(await groupsBefore(connect, fabric, changeId, device)) };
    } catch (error) {
      return { device, problem: problemOf(error, device.hostname) };
    }
  });
}

/** The place in the archive is looked up under the lock: any commit moves it. */
async function groupsBefore(
  connect: Connect,
  fabric: string,
  changeId: string,
  device: RolloutDevice,
): Promise<{ wanted: WantedGroup[]; adoption: AdoptionRequest }> {
  const session = await connect(device);
  try {
    await session.lock();
    const before = await configurationBefore(session, {
      hostname: device.hostname,
      changeId,
      isOwn: (log) => readCommitLog(log)?.changeId === changeId,
    });
    const committed = await session.configuration({ database: 'committed' });
    await session.unlock();
    const record = adoptedGroupName(fabric);
    const wanted = [baseGroupName(fabric), fabric].flatMap((name): WantedGroup[] => {
      const content = contentOf(before, name);
      const isOurs = name === fabric || standingGroup(committed, name).mark?.changeId === changeId;
      // Other things may rely on the device-wide statements by now: where there were none before, they stay.
      return isOurs && (name === fabric || content !== undefined)
        ? [{ name, content, exclusive: name === fabric }]
        : [];
    });
    return { wanted, adoption: { kind: 'become', record, content: contentOf(before, record) } };
  } finally {
    await session.close();
  }
}

function refused(
  manifest: LoadedManifest,
  reverses: string,
  settings: Settings,
  problems: readonly Problem[],
): RolloutResult {
  for (const problem of problems) settings.emit({ type: 'problem', ...problem });
  return nothingDone(manifest, { changeId: settings.changeId, reverses, outcome: 'refused', problems });
}

function alreadyReversed(
  manifest: LoadedManifest,
  reverses: string,
  by: string,
  { changeId, emit }: Settings,
): RolloutResult {
  emit({ type: 'warning', message: `no device carries ${reverses} any more: ${by} has taken it back` });
  return nothingDone(manifest, { changeId, reverses, outcome: 'unchanged', problems: [] });
}

function nothingDone(manifest: LoadedManifest, result: Omit<RolloutResult, 'devices'>): RolloutResult {
  const devices = manifest.manifest.fabric.devices.map(({ hostname }) => [hostname, 'unchanged'] as const);
  return { ...result, devices: Object.fromEntries(devices) };
}
