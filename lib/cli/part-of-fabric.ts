import { unknownDevice, unknownVrf } from '../rollout/errors';
import type { DeviceIntent } from '../intent/fabric-intent';
import type { LoadedManifest } from '../manifest/read-manifest';
import type { ConsentOptions } from './options';
import type { Shard } from './shard';
import { inShard } from './shard';

/**
 * The manifest with some of its devices; all of them when none is named.
 *
 * @throws FabricError `unknownDevice`
 */
export function onlyDevices(manifest: LoadedManifest, hostnames: readonly string[]): LoadedManifest {
  hostnames.forEach((hostname) => deviceNamed(manifest, hostname));
  if (hostnames.length === 0) return manifest;
  const some = filtered(manifest, (device) => hostnames.includes(device.hostname));
  // Whoever asks for some devices does not ask for those that have left.
  return { ...some, manifest: { ...some.manifest, leavers: [] } };
}

/** The devices that a command looks at where it need not look at all. */
export interface PartOptions {
  readonly device: readonly string[];
  readonly shard?: Shard;
}

/**
 * The manifest with the part of the fabric that is asked for, and of the devices that have left; all of it by default.
 *
 * @throws FabricError `unknownDevice`
 */
export function partOfFabric(manifest: LoadedManifest, { device, shard }: PartOptions): LoadedManifest {
  if (shard === undefined) return onlyDevices(manifest, device);
  const { fabric, leavers } = manifest.manifest;
  const own = new Set(inShard(fabric.devices, shard).map(({ hostname }) => hostname));
  const part = filtered(manifest, ({ hostname }) => own.has(hostname));
  return leavers === undefined ? part : { ...part, manifest: { ...part.manifest, leavers: inShard(leavers, shard) } };
}

/** The manifest as if a device had left the fabric, with its attachments of servers. */
export function withoutDevice(manifest: LoadedManifest, hostname: string): LoadedManifest {
  return filtered(manifest, (device) => device.hostname !== hostname);
}

/** @throws FabricError `unknownDevice` */
export function deviceNamed(manifest: LoadedManifest, hostname: string): DeviceIntent {
  const { devices } = manifest.manifest.fabric;
  const device = devices.find((candidate) => candidate.hostname === hostname);
  if (device !== undefined) return device;
  throw unknownDevice(
    hostname,
    devices.map((candidate) => candidate.hostname),
  );
}

/**
 * A name that the fabric does not have is a slip of the pen: taken as it is, what it was meant for would go unseen.
 *
 * @throws FabricError `unknownDevice`, `unknownVrf`
 */
export function requireKnownNames(manifest: LoadedManifest, options: NamingOptions): void {
  const { allowForwardingRestart, allowLastAttachment, allowOverwriteDrift, allowPartition, canary } = options;
  const hostnames = [...allowForwardingRestart, ...allowOverwriteDrift.map(({ hostname }) => hostname)];
  const left = new Set((manifest.manifest.leavers ?? []).map(({ hostname }) => hostname));
  [...hostnames, ...allowLastAttachment, ...(canary === undefined ? [] : [canary])]
    .filter((hostname) => !left.has(hostname))
    .forEach((hostname) => deviceNamed(manifest, hostname));
  const vrfs = manifest.manifest.fabric.vrfs.map(({ name }) => name);
  const unknown = allowPartition.find((name) => !vrfs.includes(name));
  if (unknown !== undefined) throw unknownVrf(unknown, vrfs);
}

/** The options that name a device or VRF of the fabric. */
type NamingOptions = Pick<
  ConsentOptions,
  'allowForwardingRestart' | 'allowLastAttachment' | 'allowOverwriteDrift' | 'allowPartition'
> & {
  readonly canary?: string;
};

function filtered(manifest: LoadedManifest, keep: (device: DeviceIntent) => boolean): LoadedManifest {
  const { fabric } = manifest.manifest;
  const devices = fabric.devices.filter(keep);
  const kept = new Set(devices.map((device) => device.hostname));
  const servers = fabric.servers.map((server) => ({
    ...server,
    attachments: server.attachments.filter((attachment) => kept.has(attachment.hostname)),
  }));
  return {
    digest: manifest.digest,
    directory: manifest.directory,
    manifest: { ...manifest.manifest, fabric: { ...fabric, devices, servers } },
    group: (hostname) => manifest.group(hostname),
    base: (hostname) => manifest.base(hostname),
  };
}
