import type { ConsentIntent, DeviceIntent } from '../../intent/fabric-intent';
import type { Configuration } from '../../junos/tree/configuration';
import { commitPending, secretsUnreadable } from '../errors';
import type { LoadedManifest } from '../../manifest/read-manifest';
import { unreadableSecrets } from '../../secrets/concealed';
import { hasSecrets } from '../../secrets/fingerprint';
import { allowsRestart } from './impact/consents';
import type { CoursePlan } from './waves/course-plan';
import { planCourse } from './waves/course-plan';
import type { DeviceChange } from '../group/device-change';
import { deviceChange } from '../group/device-change';
import type { DeviceDisruption } from './impact/device-disruption';
import { statementsToAgreeTo } from './impact/device-disruption';
import type { Connect, DeviceSession } from '../device-session';
import { driftOf, isConsented } from '../group/drift';
import { SecretReader } from '../../secrets/secret-reader';
import { ethernetSegments } from './waves/ethernet-segments';
import { modelOfDevice } from './assess/facts';
import { junosConnect, knownHostsFileOf } from '../junos-connect';
import { assumeStanding, withSecretsAtHand } from '../manifest-secrets';
import type { PlannedDevice } from '../planned-device';
import { inParallel } from '../pool';
import type { Problem } from '../problem';
import { problemOf } from '../problem';
import { redact } from '../../secrets/redact';
import type { ChangeSettings } from '../settings';
import { given, optionsOf, settingsOf } from '../settings';
import { adoptionOf, wantedGroups } from '../targets';
import type { WantedGroup } from '../group/wanted-group';

/**
 * What a rollout would do to a device.
 *
 * - `none`: it carries what the manifest says.
 * - `create`: it has no group of this fabric yet.
 * - `change`: its group differs.
 * - `adopt`: its group says what the manifest says and was not written by a rollout; only its mark is written.
 */
type PlannedAction = 'none' | 'create' | 'change' | 'adopt';

/** Whether a change needs a consent to what it disrupts, and the manifest has it. */
type PlannedConsent = 'notNeeded' | 'given' | 'missing';

/** One device's part of the plan. */
export interface DevicePlan {
  readonly hostname: string;
  /** Undefined when the device could not be read. */
  readonly action?: PlannedAction;
  /** As `show | compare` would print it; '' when nothing differs. */
  readonly diff: string;
  /** Set lines a rollout would load, with its secrets masked. */
  readonly lines: string;
  /** Statements outside the group that are taken over: deleted in the same commit, and kept for `withdraw --restore`. */
  readonly adopted: readonly string[];
  /** What somebody should know and nothing stops at. */
  readonly warnings: readonly string[];
  /** What committing the difference disrupts; undefined when the device could not be read. */
  readonly disruption?: DeviceDisruption;
  /** Whether somebody has to agree to the disruption, and has. */
  readonly consent: PlannedConsent;
  /** Groups that were edited by hand, without a consent to overwrite that: a rollout would stop. */
  readonly drift: readonly { readonly group: string; readonly digest: string; readonly message: string }[];
  /** Why the device could not be read. */
  readonly problem?: Problem;
}

/** What a rollout of a manifest would do. */
export interface FabricPlan {
  readonly fabric: string;
  /** Of `fabric.json`: what `apply` may be bound to. */
  readonly manifestDigest: string;
  /** In the order of the manifest. */
  readonly devices: readonly DevicePlan[];
  /** Whether a rollout would write to any device. */
  readonly hasChanges: boolean;
  /** Every device could be read and none was edited by hand. */
  readonly isClean: boolean;
  /** Why secrets were not at hand: those that stand are taken for what the manifest wants. */
  readonly missingSecrets: readonly string[];
  /** Undefined where a device could not be read: then it is not known how the others could go. */
  readonly course?: CoursePlan;
}

/** What of a rollout's options a plan has. */
export type PlanOptions = Omit<Partial<ChangeSettings>, 'stateDirectory' | 'onEvent' | 'signal' | 'changeId'>;

/** A plan, and the changes it was made of: what holds configurations and concealed secrets, and is not to be shown. */
export interface PlanWithChanges {
  readonly plan: FabricPlan;
  /** By hostname; without devices that could not be read. */
  readonly changes: ReadonlyMap<string, DeviceChange>;
}

/** Compares the manifest with what the devices have committed. Reads only: nothing is locked, loaded or written down. */
export async function plan(onDisk: LoadedManifest, options: PlanOptions = {}): Promise<FabricPlan> {
  return (await planWithChanges(onDisk, options)).plan;
}

/** The same, to be written down as well. */
export async function planWithChanges(onDisk: LoadedManifest, options: PlanOptions = {}): Promise<PlanWithChanges> {
  const { fabric } = onDisk.manifest;
  const { manifest, missing } = await withSecretsAtHand(onDisk, new SecretReader());
  const connect = options.connect ?? junosConnect(knownHostsFileOf(manifest, options.knownHostsFile));
  const consents = [...fabric.consents, ...(options.consents ?? [])];
  const settings = settingsOf({ ...optionsOf(fabric.rollout), ...given(options), consents, stateDirectory: '' });
  const results = await inParallel(fabric.devices, settings.concurrency, (device) =>
    planDevice(manifest, device, connect, consents),
  );
  const read = results.flatMap(({ planned }) => planned ?? []);
  const devices = results.map(({ shown }) => shown);
  const fabrics = [fabric, ...settings.otherFabrics];
  return {
    plan: {
      fabric: fabric.name,
      manifestDigest: manifest.digest,
      devices,
      hasChanges: devices.some(({ action }) => action !== undefined && action !== 'none'),
      isClean: devices.every(({ problem, drift }) => problem === undefined && drift.length === 0),
      missingSecrets: missing.map(({ message }) => message),
      ...(read.length < devices.length ? {} : { course: await planCourse(read, { fabrics, consents, settings }) }),
    },
    changes: new Map(read.map(({ hostname, change }) => [hostname, change])),
  };
}

/** Stands for the change id in what is only shown. */
const NO_CHANGE_ID = 'planned';

/** A device as it is shown, and as it is placed in the course. */
interface PlanResult {
  readonly shown: DevicePlan;
  readonly planned?: PlannedDevice;
}

async function planDevice(
  manifest: LoadedManifest,
  device: DeviceIntent,
  connect: Connect,
  consents: readonly ConsentIntent[],
): Promise<PlanResult> {
  const { hostname } = device;
  let session: DeviceSession | undefined;
  try {
    session = await connect(device);
    const adoption = adoptionOf(manifest, device);
    const all = adoption === undefined ? {} : ({ unknown: 'keep' } as const);
    const committed = await session.configuration({ database: 'committed', ...all });
    const assumed = wantedGroups(manifest, device).map((group) => assumeStanding(group, committed));
    const change = deviceChange(committed, assumed, NO_CHANGE_ID, modelOfDevice(device), adoption);
    const shown: DevicePlan = {
      hostname,
      action: actionOf(change, manifest.manifest.fabric.name),
      diff: change.diff,
      lines: redact(change.lines),
      adopted: change.adopted.map(redact),
      warnings: [
        ...(await pendingWarnings(hostname, session)),
        ...change.warnings,
        ...secretWarnings(assumed, committed),
      ],
      disruption: change.disruption,
      consent: consentFor(hostname, change.disruption, consents),
      drift: driftOf(hostname, change)
        .filter((drift) => !isConsented(hostname, drift, consents))
        .map(({ group, digest, error }) => ({ group, digest, message: error.message })),
    };
    return {
      shown,
      planned: { hostname, device, change, intent: device, ethernetSegments: ethernetSegments(committed) },
    };
  } catch (error) {
    const problem = problemOf(error, hostname);
    const nothing = { diff: '', lines: '', adopted: [], warnings: [], drift: [] };
    return { shown: { hostname, ...nothing, consent: 'notNeeded', problem } };
  } finally {
    await Promise.allSettled([session?.close()]);
  }
}

/** What waits for its confirmation is in what was read, may be gone by then, and is refused by a rollout until it is. */
async function pendingWarnings(hostname: string, session: DeviceSession): Promise<string[]> {
  const pending = await session.pendingCommit();
  return pending === undefined ? [] : [commitPending(hostname, pending).message];
}

/** What the device does with secrets that stand there already it will do with ours, and staging would refuse it. */
function secretWarnings(wanted: readonly WantedGroup[], committed: Configuration): string[] {
  if (!wanted.some(({ content }) => content !== undefined && hasSecrets(content))) return [];
  return unreadableSecrets(committed)
    .slice(0, 1)
    .map((path) => secretsUnreadable(path).message);
}

function actionOf(change: DeviceChange, fabric: string): PlannedAction {
  if (!change.needed) {
    return 'none';
  }
  if (change.diff === '') {
    return 'adopt';
  }
  return change.standing.get(fabric)?.exists === true ? 'change' : 'create';
}

function consentFor(
  hostname: string,
  disruption: DeviceDisruption,
  consents: readonly ConsentIntent[],
): PlannedConsent {
  if (statementsToAgreeTo(disruption).length === 0) {
    return 'notNeeded';
  }
  return allowsRestart(hostname, consents) ? 'given' : 'missing';
}
