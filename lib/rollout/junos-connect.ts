import path from 'node:path';
import type { LoadedManifest } from '../manifest/read-manifest';
import { JunosSession } from '../netconf/junos-session';
import { KnownHosts } from '../netconf/known-hosts';
import type { Connect } from './device-session';

/** Opens NETCONF sessions over SSH to devices whose host keys are in the file. Reads the file at once. */
export function junosConnect(knownHostsFile: string): Connect {
  const knownHosts = KnownHosts.read(knownHostsFile);
  return ({ hostname, managementAddress, managementPort, login }) =>
    JunosSession.open({ hostname, address: managementAddress, port: managementPort, login, knownHosts });
}

/** The file of known host keys that goes with a manifest: the one given, else the copy beside it, else the user's. */
export function knownHostsFileOf(manifest: LoadedManifest | undefined, given: string | undefined): string {
  const copy = manifest?.manifest.knownHostsFile;
  if (given !== undefined) {
    return given;
  }
  return manifest === undefined || copy === undefined
    ? path.join(process.env.HOME ?? '', '.ssh', 'known_hosts')
    : path.join(manifest.directory, copy);
}
