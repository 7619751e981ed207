import { expectations } from '../../checks/expectations';
import { manifestDigestDiffers } from '../errors';
import type { LoadedManifest } from '../../manifest/read-manifest';
import { SecretReader } from '../../secrets/secret-reader';
import { carryOut } from './change';
import { connectOf } from '../junos-connect';
import { withSecrets } from '../manifest-secrets';
import type { RolloutResult } from '../outcome';
import type { PlanBundle } from '../plan/plan-bundle';
import type { ChangeSettings } from '../settings';
import { given, optionsOf, settingsOf } from '../settings';
import { lookAtLeavers } from '../plan/leavers/look-at-leavers';
import { planLeaving } from '../plan/leavers/leaving';
import { ownedVrfs } from '../targets';
import { tellOfLeavers } from './tell-of-leavers';

/** How a manifest is applied. */
export interface ApplyOptions extends ChangeSettings {
  /** Digest of the manifest that was planned; another one is refused before any connection. */
  readonly expectedDigest?: string;
  /** The plan that was reviewed: nothing is touched where any device differs otherwise. */
  readonly plan?: PlanBundle;
}

/**
 * Carries a manifest onto its devices as one change: all of them end with it, or none. A device that already carries it
 * is left alone.
 *
 * Nothing about a device is thrown: it is in the result, with an outcome for each device that is never guessed.
 *
 * @throws manifestDigestDiffers, anotherRolloutIsRunning, knownHostsUnreadable, secretUnavailable, secretUnusable: nothing
 * has been contacted then
 */
export async function apply(onDisk: LoadedManifest, options: ApplyOptions): Promise<RolloutResult> {
  const { plan, expectedDigest = plan?.manifestDigest } = options;
  if (expectedDigest !== undefined && expectedDigest !== onDisk.digest) {
    throw manifestDigestDiffers(expectedDigest, onDisk.digest);
  }
  const { fabric } = onDisk.manifest;
  const settings = settingsOf({
    ...optionsOf(fabric.rollout),
    ...given(options),
    stateDirectory: options.stateDirectory,
    consents: [...fabric.consents, ...(options.consents ?? [])],
  });
  const reader = new SecretReader({
    onWarning: (message) => {
      settings.emit({ type: 'warning', message });
    },
  });
  const manifest = await withSecrets(onDisk, reader);
  const connect = connectOf(manifest, options);
  const looked = await lookAtLeavers(manifest.manifest.leavers ?? [], fabric.devices, connect, settings.concurrency);
  tellOfLeavers(looked, settings);
  return carryOut(
    {
      kind: 'apply',
      fabric: fabric.name,
      manifestDigest: manifest.digest,
      ...planLeaving(manifest, looked, settings.consents),
      ownedVrfs: ownedVrfs(manifest),
      fabrics: [fabric, ...(options.otherFabrics ?? [])],
      demanded: expectations(fabric),
      demandedBefore: false,
      connect,
      plan,
      lockWaitMs: options.lockWaitMs ?? 0,
    },
    settings,
  );
}
