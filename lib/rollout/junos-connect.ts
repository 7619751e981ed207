import path from 'node:path';
import type { LoadedManifest } from '../manifest/read-manifest';
import { JunosSession } from '../netconf/junos-session';
import { KnownHosts } from '../netconf/known-hosts';
import type { KnownHostsFile } from '../netconf/known-hosts';
import type { Connect } from './device-session';
import type { EventListener } from './events';
import type { ChangeSettings } from './settings';

/** How many handshakes are under way at once, and who hears of those that are tried again. */
export interface HandshakeOptions {
  /** Default: eight for each core, 64 at most. */
  readonly maxHandshakes?: number;
  /** Hears once of each device that has no room for a connection at the moment. */
  readonly onEvent?: EventListener;
  /** Milliseconds before each further try with such a device. Default: 1, 2, 4 and 8 seconds, each up to a half shorter or longer. */
  readonly pausesMs?: readonly number[];
}

/** Opens NETCONF sessions over SSH to devices whose host keys are in the file. Reads the file at once. */
export function junosConnect(
  file: KnownHostsFile,
  { maxHandshakes, onEvent, pausesMs }: HandshakeOptions = {},
): Connect {
  const knownHosts = KnownHosts.read(file);
  const told = new Set<string>();
  return ({ hostname, managementAddress, managementPort, login }) =>
    JunosSession.open(
      {
        hostname,
        address: managementAddress,
        port: managementPort,
        login,
        knownHosts,
        knownHostsFile: path.resolve(file.path),
        maxHandshakes,
        pausesMs,
      },
      {
        onTryAgain: ({ message }) => {
          if (told.has(hostname)) return;
          told.add(hostname);
          onEvent?.({ type: 'warning', hostname, message: `will be tried again: ${message}` });
        },
      },
    );
}

/** How the devices of a manifest are reached: as the options say, else over SSH, as the manifest says. */
export function connectOf(
  manifest: LoadedManifest,
  options: Pick<ChangeSettings, 'connect' | 'knownHostsFile' | 'maxHandshakes' | 'onEvent'> = {},
): Connect {
  const { connect, knownHostsFile, maxHandshakes = manifest.manifest.fabric.rollout?.maxHandshakes, onEvent } = options;
  return connect ?? junosConnect(knownHostsFileOf(manifest, knownHostsFile), { maxHandshakes, onEvent });
}

/** The file of known host keys that goes with a manifest: the one given, else the copy beside it. No other is ever read. */
function knownHostsFileOf({ directory, manifest }: LoadedManifest, given: string | undefined): KnownHostsFile {
  if (given !== undefined) return { path: given };
  return { path: path.join(directory, manifest.knownHosts.file), copyOf: manifest.knownHosts.source };
}
