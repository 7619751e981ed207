import type { FabricIntent, SecretIntent } from '../../../lib/intent/fabric-intent';
import type { LoadedManifest } from '../../../lib/manifest/read-manifest';
import type { GuideLab } from '../../rollout/support/guide-lab';

/** The manifest of the guide's fabric with a BGP key on each session with the server. */
export function keyedManifest(lab: GuideLab, secret: SecretIntent): LoadedManifest {
  return lab.manifest(keyed(lab.fabric(), secret));
}

/** The same fabric with that key on each session with a server. */
function keyed(fabric: FabricIntent, secret: SecretIntent): FabricIntent {
  return {
    ...fabric,
    devices: fabric.devices.map((device) => ({
      ...device,
      peerings: device.peerings.map((peering) => ({ ...peering, authentication: { method: 'md5', secret } as const })),
    })),
  };
}
