import path from 'node:path';
import type { LoadedManifest } from '../manifest/read-manifest';
import { JunosSession } from '../netconf/junos-session';
import { KnownHosts } from '../netconf/known-hosts';
import type { KnownHostsFile } from '../netconf/known-hosts';
import type { Connect } from './device-session';

/** Opens NETCONF sessions over SSH to devices whose host keys are in the file. Reads the file at once. */
export function junosConnect(file: KnownHostsFile): Connect {
  const knownHosts = KnownHosts.read(file);
  return ({ hostname, managementAddress, managementPort, login }) =>
    JunosSession.open({
      hostname,
      address: managementAddress,
      port: managementPort,
      login,
      knownHosts,
      knownHostsFile: path.resolve(file.path),
    });
}

/** The file of known host keys that goes with a manifest: the one given, else the copy beside it. No other is ever read. */
export function knownHostsFileOf({ directory, manifest }: LoadedManifest, given: string | undefined): KnownHostsFile {
  if (given !== undefined) return { path: given };
  return { path: path.join(directory, manifest.knownHosts.file), copyOf: manifest.knownHosts.source };
}
