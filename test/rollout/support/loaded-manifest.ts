import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import { configurationDigest } from '../../../lib/manifest/device-files';
import type { LoadedManifest } from '../../../lib/manifest/read-manifest';
import { renderDevice } from '../../../lib/render/render-device';

/** The manifest that synth would leave in a directory, without going through files. */
export function loadedManifest(fabric: FabricIntent, directory: string): LoadedManifest {
  const rendered = new Map(fabric.devices.map((device) => [device.hostname, renderDevice(device, fabric)]));
  const of = (hostname: string): ReturnType<typeof renderDevice> => {
    const found = rendered.get(hostname);
    if (found === undefined) throw new Error(`no device ${hostname}`);
    return found;
  };
  const configurations = Object.fromEntries(
    [...rendered].map(([hostname, { group, base }]) => [
      hostname,
      { digest: configurationDigest(group, base), set: '', conf: '', xml: '' },
    ]),
  );
  return {
    manifest: {
      manifestVersion: 1,
      fabric,
      knownHosts: { file: 'known_hosts', source: 'known_hosts' },
      configurations,
    },
    digest: 'd'.repeat(64),
    directory,
    group: (hostname) => of(hostname).group,
    base: (hostname) => of(hostname).base,
  };
}
