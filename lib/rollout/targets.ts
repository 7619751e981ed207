import type { DeviceIntent } from '../intent/fabric-intent';
import type { LoadedManifest } from '../manifest/read-manifest';
import type { AdoptionRequest } from './group/adoption';
import type { RolloutDevice } from './device-session';
import type { DeviceChange } from './group/device-change';
import type { Refusal } from './plan/assess/reasons';
import type { Configuration } from '../junos/tree/configuration';
import type { Problem } from './problem';
import type { PolicyProblems } from './plan/assess/policies-of-others';
import { policyProblems } from './plan/assess/policies-of-others';
import { prerequisiteProblems } from './plan/assess/prerequisites';
import type { WantedGroup } from './group/wanted-group';

/** Name of the group that holds device-wide prerequisites. */
export function baseGroupName(fabric: string): string {
  return `${fabric}-base`;
}

/** Name of the group that keeps what a fabric has adopted; nothing applies it. */
export function adoptedGroupName(fabric: string): string {
  return `${fabric}-adopted`;
}

/** What a device of the manifest takes over of its explicit configuration. */
function adoptionOf({ manifest }: LoadedManifest, { adopted = [] }: DeviceIntent): AdoptionRequest | undefined {
  const { formerName, name } = manifest.fabric;
  if (adopted.length === 0 && formerName === undefined) return undefined;
  const record = adoptedGroupName(name);
  return {
    kind: 'adopt',
    record,
    ...(formerName !== undefined && { formerRecord: adoptedGroupName(formerName) }),
    adopted,
  };
}

/** The groups a device of the manifest shall have, in the order in which they are applied. */
export function wantedGroups(manifest: LoadedManifest, { hostname }: DeviceIntent): WantedGroup[] {
  const { name, formerName } = manifest.manifest.fabric;
  const base = manifest.base(hostname);
  const group = manifest.group(hostname);
  return [
    ...(formerName === undefined ? [] : formerGroups(formerName, base.isEmpty)),
    ...(base.isEmpty ? [] : [{ name: baseGroupName(name), content: base, exclusive: false }]),
    { name, content: group.isEmpty ? undefined : group, exclusive: true },
  ];
}

/** What a fabric had under its former name; the prerequisites go only where it configures them under the new one. */
function formerGroups(formerName: string, hasNoBase: boolean): WantedGroup[] {
  const names = hasNoBase ? [formerName] : [baseGroupName(formerName), formerName];
  return names.map((name) => ({ name, content: undefined, exclusive: true }));
}

/** What is wanted of one device. */
export interface Target {
  readonly device: RolloutDevice;
  /** The groups to write, in the order in which they are applied. */
  readonly wanted: readonly WantedGroup[];
  /** What becomes of explicit statements; absent: they are not touched. */
  readonly adoption?: AdoptionRequest;
  /** Its part of the intent; absent for a device that leaves the fabric. */
  readonly intent?: DeviceIntent;
  /** What the device must have without us, looked up in its inherited configuration. */
  readonly prerequisites?: (effective: Configuration) => Problem<'prerequisiteMissing'>[];
  /** What of the wanted groups is due in this transaction, by what the device has; absent: all of it. */
  readonly due?: (wanted: readonly WantedGroup[], committed: Configuration) => readonly WantedGroup[];
  /** What speaks against the change of this device beside all that is looked for anyway. */
  readonly objections?: (change: DeviceChange) => readonly Refusal[];
  /** What policies on the device do to the prefixes of the fabric, by its inherited configuration as it will be. */
  readonly policies?: (effective: Configuration) => PolicyProblems;
}

/** A device as the manifest wants it. */
export function applyTarget(manifest: LoadedManifest, device: DeviceIntent): Target {
  const { fabric } = manifest.manifest;
  return {
    device,
    intent: device,
    wanted: wantedGroups(manifest, device),
    adoption: adoptionOf(manifest, device),
    prerequisites: (effective) => prerequisiteProblems(device, fabric, effective),
    policies: (effective) => policyProblems(device, fabric, effective),
  };
}

/**
 * A device without the fabric's group. `<fabric>-base` stays: other things on the device may rely on it by now.
 *
 * @param restore - whether what was adopted is put back
 */
export function withdrawTarget(fabric: string, device: RolloutDevice, restore: boolean): Target {
  const record = adoptedGroupName(fabric);
  return {
    device,
    wanted: [{ name: fabric, content: undefined, exclusive: true }],
    adoption: restore ? { kind: 'become', record, content: undefined } : { kind: 'leave', record },
  };
}

/** Names of the VRFs that the fabric owns as a whole. */
export function ownedVrfs(manifest: LoadedManifest): ReadonlySet<string> {
  return new Set(manifest.manifest.fabric.vrfs.filter((vrf) => vrf.owned).map((vrf) => vrf.name));
}
