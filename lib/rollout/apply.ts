import { expectations } from '../checks/expectations';
import { manifestDigestDiffers } from '../errors';
import type { LoadedManifest } from '../manifest/read-manifest';
import { carryOut } from './change';
import { junosConnect, knownHostsFileOf } from './junos-connect';
import type { RolloutResult } from './outcome';
import type { RolloutOptions } from './settings';
import { settingsOf } from './settings';
import { applyTarget, ownedVrfs } from './targets';

/** How a manifest is applied. */
export interface ApplyOptions extends RolloutOptions {
  /** Digest of the manifest that was planned; another one is refused before any connection. */
  readonly expectedDigest?: string;
}

/**
 * Carries a manifest onto its devices as one change: all of them end with it, or none. A device that already carries it
 * is left alone.
 *
 * Nothing about a device is thrown: it is in the result, with an outcome for each device that is never guessed.
 *
 * @throws manifestDigestDiffers, anotherRolloutIsRunning, knownHostsUnreadable: nothing has been contacted then
 */
export async function apply(manifest: LoadedManifest, options: ApplyOptions): Promise<RolloutResult> {
  const { expectedDigest } = options;
  if (expectedDigest !== undefined && expectedDigest !== manifest.digest) {
    throw manifestDigestDiffers(expectedDigest, manifest.digest);
  }
  const { fabric } = manifest.manifest;
  const settings = settingsOf({ ...options, consents: [...fabric.consents, ...(options.consents ?? [])] });
  return carryOut(
    {
      kind: 'apply',
      fabric: fabric.name,
      manifestDigest: manifest.digest,
      targets: fabric.devices.map((device) => applyTarget(manifest, device)),
      ownedVrfs: ownedVrfs(manifest),
      demanded: expectations(fabric),
      demandedBefore: false,
      connect: options.connect ?? junosConnect(knownHostsFileOf(manifest, options.knownHostsFile)),
      lockWaitMs: options.lockWaitMs ?? 0,
    },
    settings,
  );
}
