import { homedir } from 'node:os';
import path from 'node:path';
import type { LoadedManifest } from '../manifest/read-manifest';
import { JunosSession } from '../netconf/junos-session';
import { KnownHosts } from '../netconf/known-hosts';
import type { Connect } from './device-session';

/**
 * Opens NETCONF sessions over SSH to devices whose host keys are in the file. Reads the file at once.
 *
 * @param knownHostsFile - undefined where OpenSSH carries out every login and knows for itself
 */
export function junosConnect(knownHostsFile: string | undefined): Connect {
  const knownHosts = knownHostsFile === undefined ? KnownHosts.parse('') : KnownHosts.read(knownHostsFile);
  return ({ hostname, managementAddress, managementPort, login }) =>
    JunosSession.open({
      hostname,
      address: managementAddress,
      port: managementPort,
      login,
      knownHosts,
      knownHostsFile: knownHostsFile === undefined ? undefined : path.resolve(knownHostsFile),
    });
}

/**
 * The file of known host keys that goes with a manifest: the one given, else the copy beside it, else the user's. Undefined
 * in the last case where every device is logged in to by OpenSSH, whose configuration names its files.
 */
export function knownHostsFileOf(manifest: LoadedManifest | undefined, given: string | undefined): string | undefined {
  if (given !== undefined) {
    return given;
  }
  const copy = manifest?.manifest.knownHostsFile;
  if (manifest !== undefined && copy !== undefined) {
    return path.join(manifest.directory, copy);
  }
  const devices = manifest?.manifest.fabric.devices ?? [];
  return devices.length > 0 && devices.every(({ login }) => login.method === 'openSsh')
    ? undefined
    : path.join(homedir(), '.ssh', 'known_hosts');
}
