/** `--lab`: the devices of a lab in place of the real ones. */
import { join, resolve } from 'node:path';
import { Option } from 'commander';
import { labLogin, status } from '../emulator/lab-process';
import type { FabricIntent } from '../intent/fabric-intent';
import type { LoadedManifest } from '../manifest/read-manifest';
import type { Connect, RolloutDevice } from '../rollout/device-session';
import { junosConnect } from '../rollout/junos-connect';
import { devicesNotInLab } from './errors';
import type { Host } from './host';

/** The only address that a rehearsal dials. */
const LOOPBACK = '127.0.0.1';

/** `--lab`. */
export function labOption(): Option {
  return new Option(
    '--lab <directory>',
    'rehearse on the lab that runs there (lab up): no other device is reached, journal and lock are its own',
  );
}

/** A lab that stands for the devices of a fabric. */
export interface Rehearsal {
  /** Opens sessions to devices of the lab, by host name, and to nothing else. */
  readonly connect: Connect;
  /** Of journal and lock. */
  readonly stateDirectory: string;
  /** A device as the lab has it. @throws FabricError `devicesNotInLab` */
  readonly device: (device: RolloutDevice) => RolloutDevice;
  /** A manifest whose devices are those of the lab. @throws FabricError `devicesNotInLab` */
  readonly manifest: (manifest: LoadedManifest) => LoadedManifest;
  /** Which lab it is, line by line. */
  readonly header: string;
}

/**
 * The lab of a directory, where one was asked for.
 *
 * @throws FabricError `labNotRunning`
 */
export async function rehearsalIn(given: string | undefined, host: Host): Promise<Rehearsal | undefined> {
  if (given === undefined) return undefined;
  const directory = resolve(host.workingDirectory, given);
  const lab = await status(directory);
  const ports = new Map(lab.devices.map(({ hostname, port }) => [hostname, port]));
  const login = { method: 'keyFile', user: labLogin(directory), path: lab.privateKey } as const;
  const connect = junosConnect({ path: lab.knownHosts });
  const access = <Device extends { readonly hostname: string }>(device: Device) => {
    const managementPort = ports.get(device.hostname);
    if (managementPort === undefined) throw devicesNotInLab(directory, [device.hostname], [...ports.keys()]);
    return { ...device, managementAddress: LOOPBACK, managementPort, login };
  };
  const fabric = (intent: FabricIntent): FabricIntent => {
    const missing = intent.devices.map(({ hostname }) => hostname).filter((hostname) => !ports.has(hostname));
    if (missing.length > 0) throw devicesNotInLab(directory, missing, [...ports.keys()]);
    return { ...intent, devices: intent.devices.map(access) };
  };
  const stateDirectory = join(directory, 'rehearsal');
  return {
    connect: async (device) => connect(access(device)),
    stateDirectory,
    device: access,
    manifest: (loaded) => ({
      digest: loaded.digest,
      directory: loaded.directory,
      manifest: { ...loaded.manifest, fabric: fabric(loaded.manifest.fabric) },
      group: (hostname) => loaded.group(hostname),
      base: (hostname) => loaded.base(hostname),
    }),
    header: headerOf(directory, stateDirectory, lab.devices.length),
  };
}

function headerOf(directory: string, stateDirectory: string, devices: number): string {
  const count = devices === 1 ? '1 emulated device' : `${devices} emulated devices`;
  return [
    `a rehearsal: ${count} of ${directory}`,
    `reached at ${LOOPBACK} alone, with the login of the lab`,
    `journal and lock in ${stateDirectory}`,
  ]
    .map((line) => `LAB  ${line}\n`)
    .join('');
}

/** Says that it is one, beside what a machine reads. */
export function announce(rehearsal: Rehearsal | undefined, host: Host, json = false): void {
  if (rehearsal !== undefined) (json ? host.stderr : host.stdout).write(rehearsal.header);
}

/** The manifest with the devices of the lab, where there is one. */
export function rehearsed(rehearsal: Rehearsal | undefined, manifest: LoadedManifest): LoadedManifest {
  return rehearsal?.manifest(manifest) ?? manifest;
}
