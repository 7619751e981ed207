import type { ConsentIntent } from '../../../intent/fabric-intent';
import type { Configuration } from '../../../junos/tree/configuration';
import type { LoadedManifest } from '../../../manifest/read-manifest';
import { canonicalAddress } from '../../../model/canonical-address';
import type { DeviceChange } from '../../group/device-change';
import { deviceChange } from '../../group/device-change';
import { contentOf } from '../../group/standing-group';
import type { WantedGroup } from '../../group/wanted-group';
import { problemOf } from '../../problem';
import type { Target } from '../../targets';
import { adoptedGroupName, applyTarget, withdrawTarget } from '../../targets';
import type { Refusal } from '../assess/reasons';
import { managedThroughFabric, silentLeaverCutOff } from '../errors';
import { modelOfDevice } from '../assess/facts';
import { consentProblems } from '../impact/consents';
import { linksTo, withLinksTo } from './links-to';
import type { CarryingLeaver, LookedAtLeaver } from './look-at-leavers';
import { leaverDevice } from './look-at-leavers';

/** How the devices of a fabric change where some have left it. */
export interface Leaving {
  /** All devices of the first transaction. */
  readonly targets: readonly Target[];
  /** The second one; absent where nothing of the fabric's side goes. */
  readonly second?: SecondTransaction;
}

/** What is due once the first transaction is confirmed: the fabric's side of devices that leave. */
export interface SecondTransaction {
  readonly targets: readonly Target[];
  /** Host names of the devices that leave: they change before the others. */
  readonly leavers: ReadonlySet<string>;
}

/**
 * Makes two transactions of a change that devices leave by. In the first one everything changes but the links and sessions to
 * devices that leave: these lose their servers, and tell it to the fabric. In the second one both ends of what is left go.
 */
export function planLeaving(
  manifest: LoadedManifest,
  looked: readonly LookedAtLeaver[],
  consents: readonly ConsentIntent[],
): Leaving {
  const { devices, name } = manifest.manifest.fabric;
  const carrying = looked.filter((one): one is CarryingLeaver => one.state === 'carrying');
  const staged = carrying.filter(({ fabricSide }) => fabricSide !== undefined);
  const addresses = new Set(staged.flatMap((one) => [...one.addresses]));
  const second: SecondTransaction | undefined =
    staged.length === 0
      ? undefined
      : {
          targets: [
            ...devices.map((device) => applyTarget(manifest, device)),
            ...staged.map(({ leaver }) => withdrawTarget(leaver.group, leaverDevice(leaver), false)),
          ],
          leavers: new Set(staged.map(({ leaver }) => leaver.hostname)),
        };
  const living = devices.map((device): Target => {
    const whole = applyTarget(manifest, device);
    return {
      ...whole,
      due: (wanted, committed) => keepingLinks(wanted, name, committed, addresses),
      objections: (change) => [...cutOff(looked, name, change), ...laterProblems(whole, change, consents)],
    };
  });
  return {
    targets: [...living, ...carrying.map((one) => leaverTarget(one, consents))],
    ...(second !== undefined && { second }),
  };
}

/** The same of a change that takes the fabric from every device, at once: those that have left go with the others. */
export function withdrawingWith(
  targets: readonly Target[],
  fabric: string,
  looked: readonly LookedAtLeaver[],
): Target[] {
  const carrying = looked.flatMap((one) => (one.state === 'carrying' ? [one] : []));
  return [
    ...targets.map((target): Target => ({ ...target, objections: (change) => cutOff(looked, fabric, change) })),
    ...carrying.map((one) => leaverTarget({ ...one, fabricSide: undefined }, [])),
  ];
}

/** Devices that have left and do not answer, and that the device has links or sessions to: the change would take the last ones. */
function cutOff(looked: readonly LookedAtLeaver[], fabric: string, change: DeviceChange): Refusal[] {
  const group = contentOf(change.before, fabric);
  return looked.flatMap((one) => {
    if (one.state !== 'silent' || group === undefined) return [];
    const { hostname, addresses } = one.leaver;
    const own = new Set(addresses.map(canonicalAddress));
    return linksTo(group, own).length === 0
      ? []
      : [problemOf(silentLeaverCutOff(hostname, one.problem.message), hostname)];
  });
}

/** The links and sessions to devices that leave stay for now. */
function keepingLinks(
  wanted: readonly WantedGroup[],
  fabric: string,
  committed: Configuration,
  addresses: ReadonlySet<string>,
): readonly WantedGroup[] {
  const standing = addresses.size === 0 ? undefined : contentOf(committed, fabric);
  if (standing === undefined) return wanted;
  return wanted.map((group) =>
    group.name === fabric && group.content !== undefined
      ? { ...group, content: withLinksTo(group.content, standing, addresses) }
      : group,
  );
}

/** A device that leaves, without its servers' side. */
function leaverTarget(one: CarryingLeaver, consents: readonly ConsentIntent[]): Target {
  const { fabricSide, leaver, managedThrough } = one;
  const { group, hostname } = leaver;
  const whole = withdrawTarget(group, leaverDevice(leaver), false);
  const inBand: Refusal[] =
    managedThrough === undefined ? [] : [problemOf(managedThroughFabric(hostname, managedThrough), hostname)];
  if (fabricSide === undefined) return { ...whole, objections: () => inBand };
  return {
    device: whole.device,
    wanted: [{ name: group, content: fabricSide, exclusive: false }],
    adoption: { kind: 'leave', record: adoptedGroupName(group) },
    objections: (change) => [...inBand, ...laterProblems(whole, change, consents)],
  };
}

/** What the second transaction would be refused for is a reason not to begin the first. */
function laterProblems(whole: Target, change: DeviceChange, consents: readonly ConsentIntent[]): Refusal[] {
  const later = laterChange(whole, change);
  return later === undefined
    ? []
    : consentProblems(whole.device.hostname, later, consents).filter(({ code }) => LATER.has(code));
}

/** Edits by hand are seen in the first one already. */
const LATER: ReadonlySet<string> = new Set(['forwardingRestartNotAllowed', 'unknownDisruptionNotAllowed']);

/** What is left for the second transaction on a device, by what it has after the first; undefined for nothing. */
export function laterChange({ device, wanted }: Target, first: DeviceChange): DeviceChange | undefined {
  const later = deviceChange(first.after, wanted, first.changeId, modelOfDevice(device));
  return later.diff === '' ? undefined : later;
}
