import { unknownDevice } from '../rollout/errors';
import { readManifest } from '../manifest/read-manifest';
import type { Connect } from '../rollout/device-session';
import { junosConnect, knownHostsFileOf } from '../rollout/junos-connect';
import type { ChangeSettings } from '../rollout/settings';

/**
 * What a rollout has to know of other manifests on the same devices or servers. Their devices are reached as these manifests
 * say, host keys included.
 *
 * @param files - absolute
 */
export function otherManifests(files: readonly string[]): Pick<ChangeSettings, 'otherFabrics' | 'otherConnect'> {
  const manifests = files.map((file) => readManifest(file));
  const ways = new Map(
    manifests.flatMap((manifest) => {
      // Host keys are read when the first device is asked: a file that is missing is no reason not to roll out.
      const way = onlyOnce(() => junosConnect(knownHostsFileOf(manifest, undefined)));
      return manifest.manifest.fabric.devices.map(({ hostname }) => [hostname, way] as const);
    }),
  );
  return {
    otherFabrics: manifests.map(({ manifest }) => manifest.fabric),
    otherConnect: async (device) => {
      const way = ways.get(device.hostname);
      if (way === undefined) throw unknownDevice(device.hostname, [...ways.keys()]);
      return way()(device);
    },
  };
}

function onlyOnce(make: () => Connect): () => Connect {
  let made: Connect | undefined;
  return () => (made ??= make());
}
