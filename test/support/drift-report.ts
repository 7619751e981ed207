import type { LoadedManifest } from '../../lib/manifest/read-manifest';
import type { DeviceDrift, DriftOptions, DriftSummary } from '../../lib/rollout/drift-report';
import { lookForDrift } from '../../lib/rollout/drift-report';

/** What was said of a fabric, with what was said of each device in the order of their names. */
export interface DriftReport extends Omit<DriftSummary, 'devices'> {
  readonly devices: readonly DeviceDrift[];
}

/** Everything that is heard of the drift of a small fabric. */
export async function driftReport(manifest: LoadedManifest, options: DriftOptions): Promise<DriftReport> {
  const devices: DeviceDrift[] = [];
  const summary = await lookForDrift(
    manifest,
    (device) => {
      devices.push(device);
      return Promise.resolve();
    },
    options,
  );
  return { ...summary, devices: byName(devices) };
}

/** In the order of their names: devices are heard of in the order in which they are done. */
export function byName<T extends { readonly hostname: string }>(devices: readonly T[]): T[] {
  return [...devices].sort((one, other) => one.hostname.localeCompare(other.hostname));
}
