import type { DeviceIntent } from '../intent/fabric-intent';
import type { LoadedManifest } from '../manifest/read-manifest';
import type { RolloutDevice } from './device-session';
import type { Target } from './preflight';
import { prerequisiteProblems } from './prerequisites';
import type { WantedGroup } from './wanted-group';

/** Name of the group that holds device-wide prerequisites. */
export function baseGroupName(fabric: string): string {
  return `${fabric}-base`;
}

/** The groups a device of the manifest shall have, in the order in which they are applied. */
export function wantedGroups(manifest: LoadedManifest, { hostname }: DeviceIntent): WantedGroup[] {
  const { name } = manifest.manifest.fabric;
  const base = manifest.base(hostname);
  const group = manifest.group(hostname);
  return [
    ...(base.isEmpty ? [] : [{ name: baseGroupName(name), content: base, exclusive: false }]),
    { name, content: group.isEmpty ? undefined : group, exclusive: true },
  ];
}

/** A device as the manifest wants it. */
export function applyTarget(manifest: LoadedManifest, device: DeviceIntent): Target {
  const { fabric } = manifest.manifest;
  return {
    device,
    intent: device,
    wanted: wantedGroups(manifest, device),
    prerequisites: (effective) => prerequisiteProblems(device, fabric, effective),
  };
}

/** A device without the fabric's group. `<fabric>-base` stays: other things on the device may rely on it by now. */
export function withdrawTarget(fabric: string, device: RolloutDevice): Target {
  return { device, wanted: [{ name: fabric, content: undefined, exclusive: true }] };
}

/** Names of the VRFs that the fabric owns as a whole. */
export function ownedVrfs(manifest: LoadedManifest): ReadonlySet<string> {
  return new Set(manifest.manifest.fabric.vrfs.filter((vrf) => vrf.owned).map((vrf) => vrf.name));
}
