import { manifestDigestDiffers } from '../rollout/errors';
import type { LoadedManifest } from '../manifest/read-manifest';

/**
 * Refuses a manifest other than the one that was asked for.
 *
 * @throws FabricError `manifestDigestDiffers`
 */
export function requireDigest(manifest: LoadedManifest, digest: string | undefined): void {
  if (digest !== undefined && digest !== manifest.digest) throw manifestDigestDiffers(digest, manifest.digest);
}
