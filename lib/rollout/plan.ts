import type { ConsentIntent, DeviceIntent } from '../intent/fabric-intent';
import { Configuration } from '../junos/configuration';
import type { LoadedManifest } from '../manifest/read-manifest';
import { allowsRestart } from './consents';
import type { DeviceChange } from './device-change';
import { deviceChange } from './device-change';
import type { DeviceDisruption } from './device-disruption';
import { statementsToAgreeTo } from './device-disruption';
import type { Connect, DeviceSession } from './device-session';
import { driftOf } from './drift';
import { modelOfDevice } from './facts';
import { junosConnect, knownHostsFileOf } from './junos-connect';
import { inParallel } from './pool';
import type { Problem } from './problem';
import { problemOf } from './problem';
import type { RolloutOptions } from './settings';
import { settingsOf } from './settings';
import { wantedGroups } from './targets';

/**
 * What a rollout would do to a device.
 *
 * - `none`: it carries what the manifest says.
 * - `create`: it has no group of this fabric yet.
 * - `change`: its group differs.
 * - `adopt`: its group says what the manifest says and was not written by a rollout; only its mark is written.
 */
export type PlannedAction = 'none' | 'create' | 'change' | 'adopt';

/** Whether a change needs a consent to what it disrupts, and the manifest has it. */
export type PlannedConsent = 'notNeeded' | 'given' | 'missing';

/** One device's part of the plan. */
export interface DevicePlan {
  readonly hostname: string;
  /** Undefined when the device could not be read. */
  readonly action?: PlannedAction;
  /** As `show | compare` would print it; '' when nothing differs. */
  readonly diff: string;
  /** Set lines a rollout would load. */
  readonly lines: string;
  /** What committing the difference disrupts; undefined when the device could not be read. */
  readonly disruption?: DeviceDisruption;
  /** Whether somebody has to agree to the disruption, and has. */
  readonly consent: PlannedConsent;
  /** Groups that were edited by hand: a rollout would stop. */
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
}

/** What of a rollout's options a plan has. */
export type PlanOptions = Pick<RolloutOptions, 'knownHostsFile' | 'concurrency' | 'connect'>;

/** Compares the manifest with what the devices have committed. Reads only: nothing is locked, loaded or written down. */
export async function plan(manifest: LoadedManifest, options: PlanOptions = {}): Promise<FabricPlan> {
  const { fabric } = manifest.manifest;
  const connect = options.connect ?? junosConnect(knownHostsFileOf(manifest, options.knownHostsFile));
  const { concurrency } = settingsOf({ ...options, stateDirectory: '' });
  const devices = await inParallel(fabric.devices, concurrency, (device) => planDevice(manifest, device, connect));
  return {
    fabric: fabric.name,
    manifestDigest: manifest.digest,
    devices,
    hasChanges: devices.some(({ action }) => action !== undefined && action !== 'none'),
    isClean: devices.every(({ problem, drift }) => problem === undefined && drift.length === 0),
  };
}

/** Stands for the change id in what is only shown. */
const NO_CHANGE_ID = 'planned';

async function planDevice(manifest: LoadedManifest, device: DeviceIntent, connect: Connect): Promise<DevicePlan> {
  const { hostname } = device;
  let session: DeviceSession | undefined;
  try {
    session = await connect(device);
    const wanted = wantedGroups(manifest, device);
    const committed = await committedGroups(
      session,
      wanted.map((one) => one.name),
    );
    const change = deviceChange(committed, wanted, NO_CHANGE_ID, modelOfDevice(device));
    return {
      hostname,
      action: actionOf(change, manifest.manifest.fabric.name),
      diff: change.diff,
      lines: change.lines,
      disruption: change.disruption,
      consent: consentFor(hostname, change.disruption, manifest.manifest.fabric.consents),
      drift: driftOf(hostname, change).map(({ group, digest, error }) => ({ group, digest, message: error.message })),
    };
  } catch (error) {
    return { hostname, diff: '', lines: '', consent: 'notNeeded', drift: [], problem: problemOf(error, hostname) };
  } finally {
    await Promise.allSettled([session?.close()]);
  }
}

/** The groups with these names and the line that applies groups: all of the configuration that a plan looks at. */
async function committedGroups(session: DeviceSession, names: readonly string[]): Promise<Configuration> {
  const found = new Configuration();
  for (const filter of [...names.map((name) => ['groups', name]), ['apply-groups']]) {
    const part = await session.configuration({ database: 'committed', filter });
    for (const { words, inactive } of part.statements()) {
      found.set(...words);
      if (inactive) {
        found.deactivate(...words);
      }
    }
  }
  return found;
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
