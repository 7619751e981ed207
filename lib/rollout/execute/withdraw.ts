import { expectations } from '../../checks/expectations';
import { withdrawalFailed, withdrawalWithoutHostKeys } from './errors';
import type { LoadedManifest } from '../../manifest/read-manifest';
import { carryOut } from './change';
import type { Connect, RolloutDevice } from '../device-session';
import { connectOf, junosConnect } from '../junos-connect';
import type { LeftToFabric, RolloutResult } from '../outcome';
import { succeeded } from '../outcome';
import type { Target } from '../targets';
import { problemOf } from '../problem';
import type { ChangeSettings, Settings } from '../settings';
import { given, optionsOf, settingsOf } from '../settings';
import { withdrawingWith } from '../plan/leavers/leaving';
import type { LookedAtLeaver } from '../plan/leavers/look-at-leavers';
import { lookAtLeavers } from '../plan/leavers/look-at-leavers';
import { saidOfLeavers } from '../plan/leavers/said-of-leavers';
import { tellOfLeavers } from './tell-of-leavers';
import { withdrawTarget } from '../targets';

/** A device that leaves a fabric, and what is left of it. */
export interface DeviceWithdrawal {
  /** Name of the fabric whose group the device carries. */
  readonly fabric: string;
  readonly device: RolloutDevice;
  /** The fabric without the device, where there still is one: it must be well before and after. */
  readonly remaining?: LoadedManifest;
}

/** How a fabric is withdrawn. */
export interface WithdrawOptions extends ChangeSettings {
  /**
   * Whether what the fabric has adopted is put back into the explicit configuration, in the same commit. Default: it stays in
   * the group that keeps it.
   */
  readonly restore?: boolean;
}

/** Several `destroy` steps run at the same time; each waits for the ones before it. */
const LOCK_WAIT_MS = 30 * 60_000;

/**
 * Takes the fabric's group from every device of the manifest, and from those that have left the code: one change, all or none.
 * Devices with the removal policy RETAIN keep it.
 *
 * @throws as `apply`
 */
export async function withdrawAll(manifest: LoadedManifest, options: WithdrawOptions): Promise<RolloutResult> {
  const { name, devices, consents } = manifest.manifest.fabric;
  const agreed = { ...options, consents: [...consents, ...(options.consents ?? [])] };
  const settings = settingsOf(agreed);
  const { leavers = [] } = manifest.manifest;
  const connect = leavers.length === 0 ? options.connect : connectOf(manifest, options);
  const looked = connect === undefined ? [] : await lookAtLeavers(leavers, devices, connect, settings.concurrency);
  tellOfLeavers(looked, settings);
  return withdraw(name, devices, undefined, manifest, { ...agreed, connect }, looked);
}

/**
 * Takes the fabric's group from one device that has left the fabric. Does nothing while the manifest has it, among its devices
 * or those that have left: then whoever changes or destroys the fabric takes it. Nor when its removal policy is RETAIN.
 *
 * @throws as `apply`
 */
export async function withdrawDevice(request: DeviceWithdrawal, options: WithdrawOptions): Promise<RolloutResult> {
  const { fabric, device, remaining } = request;
  const left = remaining === undefined ? undefined : await leftToFabric({ fabric, device, remaining }, options);
  if (left !== undefined) return { ...nothingDone(settingsOf(options), [device]), left };
  return withdraw(fabric, [device], remaining, remaining, options);
}

/** What of a device is left to its fabric; undefined where the manifest does not know it any more. */
async function leftToFabric(
  { fabric, device: { hostname }, remaining }: Required<DeviceWithdrawal>,
  options: WithdrawOptions,
): Promise<LeftToFabric | undefined> {
  const { leavers = [], fabric: known } = remaining.manifest;
  const isInFabric = known.name === fabric && known.devices.some((one) => one.hostname === hostname);
  if (isInFabric) return { hostname, state: 'inFabric' };
  const leaver = leavers.find((one) => one.hostname === hostname && one.group === fabric);
  if (leaver === undefined) return undefined;
  // Made when the device is asked: host keys that cannot be read are a reason why it cannot be.
  const connect: Connect = (device) => connectOf(remaining, options)(device);
  return saidOfLeavers(await lookAtLeavers([leaver], [], connect, 1))[0];
}

async function withdraw(
  fabric: string,
  devices: readonly RolloutDevice[],
  remaining: LoadedManifest | undefined,
  manifest: LoadedManifest | undefined,
  options: WithdrawOptions,
  looked: readonly LookedAtLeaver[] = [],
): Promise<RolloutResult> {
  const settings = settingsOf({
    ...optionsOf(manifest?.manifest.fabric.rollout),
    ...given(options),
    stateDirectory: options.stateDirectory,
  });
  const retained = devices.filter((device) => device.removalPolicy === 'RETAIN');
  for (const { hostname } of retained) {
    settings.emit({ type: 'deviceRetained', hostname });
  }
  const leaving = devices.filter((device) => !retained.includes(device));
  if (leaving.length === 0 && looked.every(({ state }) => state !== 'carrying')) {
    return nothingDone(settings, devices);
  }
  const staying = remaining?.manifest.fabric.name === fabric ? remaining : undefined;
  const result = await carryOut(
    {
      kind: 'withdraw',
      fabric,
      targets: [
        ...withdrawingWith(
          leaving.map((device) => withdrawTarget(fabric, device, options.restore === true)),
          fabric,
          looked,
        ),
        ...stayingTargets(staying),
      ],
      ownedVrfs: new Set(),
      fabrics: [...(manifest === undefined ? [] : [manifest.manifest.fabric]), ...(options.otherFabrics ?? [])],
      demanded: staying === undefined ? [] : expectations(staying.manifest.fabric),
      demandedBefore: staying !== undefined,
      connect: connectFor(fabric, manifest, options),
      lockWaitMs: options.lockWaitMs ?? LOCK_WAIT_MS,
    },
    settings,
  );
  return withWayOut(result, fabric, leaving, settings);
}

/** @throws withdrawalWithoutHostKeys */
function connectFor(fabric: string, manifest: LoadedManifest | undefined, options: WithdrawOptions): Connect {
  if (manifest !== undefined) return connectOf(manifest, options);
  const { connect, knownHostsFile } = options;
  if (connect !== undefined) return connect;
  if (knownHostsFile === undefined) throw withdrawalWithoutHostKeys(fabric);
  return junosConnect({ path: knownHostsFile }, options);
}

/** The devices that stay are looked at and never written. */
function stayingTargets(remaining: LoadedManifest | undefined): Target[] {
  return (remaining?.manifest.fabric.devices ?? []).map((device) => ({ device, intent: device, wanted: [] }));
}

/** A device that is gone for good would block the removal for ever: the message says what to do about that. */
function withWayOut(
  result: RolloutResult,
  fabric: string,
  leaving: readonly RolloutDevice[],
  settings: Settings,
): RolloutResult {
  if (succeeded(result.outcome)) {
    return result;
  }
  const failed = new Set(result.problems.map((problem) => problem.hostname));
  const concerned = leaving.filter(({ hostname }) => failed.has(hostname));
  const more = (concerned.length === 0 ? leaving : concerned).map(({ hostname, constructPath }) =>
    problemOf(withdrawalFailed(hostname, fabric).at(constructPath), hostname),
  );
  for (const problem of more) {
    settings.emit({ type: 'problem', ...problem });
  }
  return { ...result, problems: [...result.problems, ...more] };
}

function nothingDone(settings: Settings, devices: readonly RolloutDevice[]): RolloutResult {
  const outcomes = Object.fromEntries(devices.map(({ hostname }) => [hostname, 'unchanged' as const]));
  return { changeId: settings.changeId, outcome: 'unchanged', devices: outcomes, problems: [] };
}
