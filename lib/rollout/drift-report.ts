import { commitPending } from './errors';
import type { DeviceIntent } from '../intent/fabric-intent';
import type { Configuration, FlatStatement } from '../junos/tree/configuration';
import type { LoadedManifest } from '../manifest/read-manifest';
import { unreadableSecrets } from '../secrets/concealed';
import { SecretReader } from '../secrets/secret-reader';
import type { Connect, DeviceSession } from './device-session';
import { effectOf, seenText, redactedSetLine, sourceText } from './group/effect';
import { factProblems } from './plan/assess/facts';
import { connectOf } from './junos-connect';
import { assumeStanding, withSecretsAtHand } from './manifest-secrets';
import { lookAtLeavers } from './plan/leavers/look-at-leavers';
import type { SaidOfLeaver } from './plan/leavers/said-of-leavers';
import { saidOfLeavers } from './plan/leavers/said-of-leavers';
import type { ChangeSettings } from './settings';
import { DEVICES_AT_ONCE } from '../checks/devices-at-once';
import { inParallel } from '../checks/pool';
import { prerequisiteProblems } from './plan/assess/prerequisites';
import type { Problem } from './problem';
import { problemOf } from './problem';
import type { StandingGroup } from './group/standing-group';
import { standingGroup, withoutMark } from './group/standing-group';
import { ownedVrfs, wantedGroups } from './targets';
import type { WantedGroup } from './group/wanted-group';

/**
 * How a group of the fabric stands on a device.
 *
 * - `inEffect`: it is there and applied.
 * - `missing`: there is no such group.
 * - `notApplied`: it is there and nothing applies it, or it is deactivated.
 * - `unwanted`: the manifest has nothing for this device, and the group is there.
 */
type GroupState = 'inEffect' | 'missing' | 'notApplied' | 'unwanted';

/** A statement that has another value than the manifest says. */
interface ChangedStatement {
  /** As the manifest says. */
  readonly wanted: string;
  /** As the device has it. */
  readonly standing: string;
}

/** How one group of a device differs from the manifest. Set lines are those of the group's content, secrets masked. */
export interface GroupDrift {
  readonly group: string;
  readonly state: GroupState;
  /** The change that wrote the group last; absent where no rollout has. */
  readonly lastChange?: string;
  /** Whether somebody has edited the group since; absent where its secrets cannot be read, so that nobody can tell. */
  readonly editedByHand?: boolean;
  /** What a consent to overwrite an edit has to name. */
  readonly digest: string;
  /** Set lines that the manifest has and the device has not. */
  readonly missing: readonly string[];
  /** Set lines that the device has and the manifest has not. */
  readonly extra: readonly string[];
  readonly changed: readonly ChangedStatement[];
  /** Places that are deactivated on the device, with all that the manifest has there; each once. */
  readonly inactive: readonly string[];
  /** Whether entries whose order counts, such as policy terms, stand in another order. */
  readonly reordered: boolean;
}

/** A statement that is in the group and has no effect, or of somebody else where only ours may stand. */
export interface Shadow {
  /**
   * - `masked`: `line` is ours, and something outside the group takes its effect away.
   * - `foreign`: `line` is of somebody else, under something that is the fabric's as a whole.
   */
  readonly kind: 'masked' | 'foreign';
  readonly line: string;
  /** Group it comes from that is in effect instead, or is foreign; absent: the explicit configuration, or an exception. */
  readonly source?: string;
  /** What is seen instead, or where the line comes from, in words. */
  readonly seen: string;
}

/** One device's part of the report. */
export interface DeviceDrift {
  readonly hostname: string;
  readonly constructPath: string;
  /** Undefined when the device could not be looked at. */
  readonly drifted?: boolean;
  readonly groups: readonly GroupDrift[];
  readonly shadows: readonly Shadow[];
  /** Device-wide statements that the manifest takes for granted and that are not there. */
  readonly prerequisites: readonly Problem[];
  /** Paths of secrets that the device does not tell; they were not compared. */
  readonly hiddenSecrets: readonly string[];
  /** Why the device could not be looked at. */
  readonly problem?: Problem;
}

/** How the devices of a fabric differ from its manifest, without what was said of each. */
export interface DriftSummary {
  readonly fabric: string;
  /** Of `fabric.json`. */
  readonly manifestDigest: string;
  /** Whether any device has drifted. */
  readonly drifted: boolean;
  readonly devices: number;
  readonly driftedDevices: number;
  /** Devices that could not be looked at. */
  readonly notLooked: number;
  /** Why secrets were not at hand; those on the devices were not compared. */
  readonly missingSecrets: readonly string[];
  /** The devices that have left the code, and what was found of each; one that still carries the group has drifted. */
  readonly leavers: readonly SaidOfLeaver[];
}

/** Of which devices, and how they are reached. */
export interface DriftOptions extends Pick<ChangeSettings, 'connect' | 'knownHostsFile' | 'maxHandshakes' | 'onEvent'> {
  /** All devices of the fabric, where the manifest has only some: none of them is taken for one that has left. */
  readonly living?: readonly DeviceIntent[];
}

/**
 * Compares what the devices have committed, and what of it is in effect, with the manifest. Reads only: nothing is locked,
 * loaded or written down, so it can run at any time.
 *
 * @param onDevice - hears of each device when it was compared; nothing of it is kept, and the next ones wait for its end
 * @throws knownHostsUnreadable; what has to do with a device is said of the device
 */
export async function lookForDrift(
  onDisk: LoadedManifest,
  onDevice: (device: DeviceDrift) => Promise<void>,
  options: DriftOptions = {},
): Promise<DriftSummary> {
  const { manifest, missing } = await withSecretsAtHand(onDisk, new SecretReader());
  const { fabric, leavers: left = [] } = manifest.manifest;
  const connect = connectOf(manifest, options);
  let [driftedDevices, notLooked] = [0, 0];
  await inParallel(fabric.devices, DEVICES_AT_ONCE, async (device) => {
    const found = await driftOfDevice(manifest, device, connect);
    if (found.drifted === true) driftedDevices += 1;
    if (found.problem !== undefined) notLooked += 1;
    await onDevice(found);
  });
  const looked = await lookAtLeavers(left, options.living ?? fabric.devices, connect, DEVICES_AT_ONCE);
  const leavers = saidOfLeavers(looked);
  return {
    fabric: fabric.name,
    manifestDigest: manifest.digest,
    drifted: driftedDevices > 0 || leavers.some(({ state }) => state === 'carrying'),
    devices: fabric.devices.length,
    driftedDevices,
    notLooked,
    missingSecrets: missing.map(({ message }) => message),
    leavers,
  };
}

const NOTHING = { groups: [], shadows: [], prerequisites: [], hiddenSecrets: [] } as const;

async function driftOfDevice(manifest: LoadedManifest, device: DeviceIntent, connect: Connect): Promise<DeviceDrift> {
  const { hostname, constructPath } = device;
  let session: DeviceSession | undefined;
  try {
    session = await connect(device);
    const problem = await whyNotToLook(device, session);
    if (problem !== undefined) return { hostname, constructPath, ...NOTHING, problem };
    return compare(manifest, device, {
      committed: await session.configuration({ database: 'committed' }),
      effective: await session.configuration({ database: 'committed', inherit: true }),
    });
  } catch (error) {
    return { hostname, constructPath, ...NOTHING, problem: problemOf(error, hostname) };
  } finally {
    await Promise.allSettled([session?.close()]);
  }
}

/** Another device, or one in the middle of a change, has not drifted. */
async function whyNotToLook(device: DeviceIntent, session: DeviceSession): Promise<Problem | undefined> {
  const [mismatch] = factProblems(device, await session.facts());
  if (mismatch !== undefined) return mismatch;
  const pending = await session.pendingCommit();
  return pending === undefined ? undefined : problemOf(commitPending(device.hostname, pending), device.hostname);
}

/** What a device has, as stored and with its groups expanded. */
interface Standing {
  readonly committed: Configuration;
  readonly effective: Configuration;
}

function compare(manifest: LoadedManifest, device: DeviceIntent, { committed, effective }: Standing): DeviceDrift {
  const { hostname, constructPath } = device;
  const wanted = wantedGroups(manifest, device).map((group) => assumeStanding(group, committed));
  const groups = wanted.map((group) => compareGroup(group, committed));
  const shadows = shadowsOf(wanted, committed, effective, ownedVrfs(manifest));
  const prerequisites = prerequisiteProblems(device, manifest.manifest.fabric, effective);
  return {
    hostname,
    constructPath,
    drifted: groups.some(hasDrifted) || shadows.length > 0 || prerequisites.length > 0,
    groups,
    shadows,
    prerequisites,
    hiddenSecrets: wanted.flatMap(({ name }) => unreadableSecrets(committed.subtree('groups', name))),
  };
}

/** An edit that says what the manifest says now is none: it was taken into the fabric. */
function hasDrifted({ state, missing, extra, changed, inactive, reordered }: GroupDrift): boolean {
  return state !== 'inEffect' || reordered || missing.length + extra.length + changed.length + inactive.length > 0;
}

function compareGroup(wanted: WantedGroup, committed: Configuration): GroupDrift {
  const standing = standingGroup(committed, wanted.name);
  const content = contentOf(committed, wanted.name);
  const [ours, theirs] = [linesOf(wanted.content?.statements() ?? []), linesOf(content)];
  const [missing, extra] = [without(ours, theirs), without(theirs, ours)];
  const changed = changedOf(missing, extra);
  const hides = unreadableSecrets(committed.subtree('groups', wanted.name)).length > 0;
  return {
    group: wanted.name,
    state: stateOf(wanted, standing),
    lastChange: standing.mark?.changeId,
    ...(!hides && standing.exists && { editedByHand: standing.mark?.digest !== standing.digest }),
    digest: standing.digest,
    missing: missing.filter((one) => !changed.some(({ wanted: from }) => from === one.line)).map(({ line }) => line),
    extra: extra.filter((one) => !changed.some(({ standing: to }) => to === one.line)).map(({ line }) => line),
    changed,
    inactive: inactivePlaces(committed, wanted),
    reordered: missing.length + extra.length === 0 && isReordered(ours, theirs),
  };
}

/** Where the device has deactivated what the manifest has. */
function inactivePlaces(committed: Configuration, { content, name }: WantedGroup): string[] {
  const places = committed.subtree('groups', name).inactivePlaces();
  return places
    .map((words) => words.slice(2))
    .filter((words) => words.length > 0 && content?.has(...words) === true)
    .map((words) => words.join(' '));
}

function stateOf({ content }: WantedGroup, { exists, inEffect }: StandingGroup): GroupState {
  if (content === undefined) return exists ? 'unwanted' : 'inEffect';
  if (!exists) return 'missing';
  return inEffect ? 'inEffect' : 'notApplied';
}

/** One statement of a group's content. */
interface Line {
  /** What makes it the same as another, active or not: where it was deactivated is told apart from what it says. */
  readonly key: string;
  /** What it is about: all but its value. */
  readonly subject: string;
  /** As people read it. */
  readonly line: string;
  /** Whether its place can mean something: where the schema table does not know the statement, devices put it elsewhere. */
  readonly hasPlace: boolean;
}

function isReordered(ours: readonly Line[], theirs: readonly Line[]): boolean {
  const [one, other] = [ours, theirs].map((lines) => lines.filter(({ hasPlace }) => hasPlace).map(({ key }) => key));
  return JSON.stringify(one) !== JSON.stringify(other);
}

function linesOf(statements: Iterable<FlatStatement>): Line[] {
  return [...statements].map(({ words, inactive, unchecked }) => ({
    key: words.join('\u0000'),
    subject: words.slice(0, -1).join('\u0000'),
    line: `${redactedSetLine(words)}${inactive ? ' (inactive)' : ''}`,
    hasPlace: unchecked !== true,
  }));
}

/** The statements of a group on a device, without our mark. */
function contentOf(committed: Configuration, name: string): FlatStatement[] {
  return [...withoutMark(committed.subtree('groups', name), name).statements()].map((one) => ({
    ...one,
    words: one.words.slice(2),
  }));
}

function without(lines: readonly Line[], others: readonly Line[]): Line[] {
  const keys = new Set(others.map(({ key }) => key));
  return lines.filter(({ key }) => !keys.has(key));
}

/** A value that is missing and another one in its place are one change, as long as it is clear which. */
function changedOf(missing: readonly Line[], extra: readonly Line[]): ChangedStatement[] {
  return missing.flatMap((one) => {
    const twins = missing.filter(({ subject }) => subject === one.subject);
    const [other, ...more] = extra.filter(({ subject }) => subject === one.subject);
    return other === undefined || more.length > 0 || twins.length > 1
      ? []
      : [{ wanted: one.line, standing: other.line }];
  });
}

/** What is in the groups as it should be and has no effect. What is not in them, or inactive, is reported already. */
function shadowsOf(
  wanted: readonly WantedGroup[],
  committed: Configuration,
  effective: Configuration,
  vrfs: ReadonlySet<string>,
): Shadow[] {
  const inEffect = wanted.filter(({ name }) => standingGroup(committed, name).inEffect);
  return effectOf(inEffect, effective, vrfs).flatMap(({ group, masked, foreign }) => {
    const active = contentOf(committed, group.name).filter(({ inactive }) => !inactive);
    const standing = new Set(active.map(({ words }) => words.join('\u0000')));
    return [
      ...masked
        .filter(({ words }) => standing.has(words.join('\u0000')))
        .map((one) => ({
          kind: 'masked' as const,
          line: redactedSetLine(one.words),
          source: one.other?.source,
          seen: seenText(one),
        })),
      ...foreign.map(({ words, range, source, root }) => ({
        kind: 'foreign' as const,
        line: redactedSetLine(words),
        source,
        seen: `${sourceText({ source, range })} has it under \`${root.join(' ')}\`, which is the fabric's as a whole`,
      })),
    ];
  });
}
