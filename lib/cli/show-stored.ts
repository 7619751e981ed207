import { writeSet } from '../junos/formats/set-writer';
import type { LoadedManifest } from '../manifest/read-manifest';
import { connectOf } from '../rollout/junos-connect';
import { redact } from '../secrets/redact';
import type { EffectiveLine } from '../rollout/show';
import { deviceNamed } from './part-of-fabric';

/**
 * The committed configuration of a device as it is stored: explicit statements, groups, and where they are applied. With
 * secrets masked.
 *
 * @param path - words of a set line; none for everything
 * @throws FabricError `unknownDevice`, and what the connection throws
 */
export async function showStored(
  manifest: LoadedManifest,
  hostname: string,
  path: readonly string[],
): Promise<EffectiveLine[]> {
  const device = deviceNamed(manifest, hostname);
  const session = await connectOf(manifest)(device);
  try {
    const stored = await session.configuration({ database: 'committed' });
    const shown = path.length === 0 ? stored : stored.subtree(...path);
    return writeSet(shown)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ({ line: redact(line) }));
  } finally {
    await Promise.allSettled([session.close()]);
  }
}
