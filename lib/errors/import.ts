/* Import of configurations (lib/import) */
import { FabricError } from './fabric-error';
import { howToRecordHostKeys } from './record-host-keys';

/** A file that is no configuration. */
export function importUnreadable(file: string, form: string, reason: string): FabricError {
  return new FabricError('importUnreadable', `${file} was read as ${form} and cannot be: ${reason}`);
}

/** Neither a file nor a device. */
export function importFromWhat(): FabricError {
  return new FabricError('importFromWhat', 'say what to import: files with configurations, or --device <host[:port]>');
}

/** Devices, and no way to log in to them. */
export function importLoginUnclear(): FabricError {
  return new FabricError(
    'importLoginUnclear',
    'say how to log in to the devices: --user <name> (with a key of the SSH agent, or with --key-file or --password-from-env), or --open-ssh',
  );
}

/** Devices, and no file with their host keys. */
export function importKnownHostsMissing(): FabricError {
  return new FabricError(
    'importKnownHostsMissing',
    `say which host keys the devices have: --known-hosts <file>; no other file is looked at\n${howToRecordHostKeys('known_hosts')}`,
  );
}

/** Text that names no place of a device. */
export function invalidDeviceToImport(given: string): FabricError {
  return new FabricError(
    'invalidDeviceToImport',
    `--device "${given}" is no host with or without a port; write for example leaf10, 10.0.0.10:830 or [2001:db8::10]:830`,
  );
}

/** A program must not take the place of another. */
export function importWouldOverwrite(file: string): FabricError {
  return new FabricError(
    'importWouldOverwrite',
    `${file} is there already, and may have been edited since it was made; remove it, or give another --output`,
  );
}

/** A model that no facts are known of, or that cannot be a leaf. */
export function unknownImportModel(model: string): FabricError {
  return new FabricError(
    'unknownImportModel',
    `"${model}" is none of the models that the library knows as leaves (docs/platforms.md); leave --model out, and write QfxModel.custom into the program`,
  );
}

/** Two files of one device. */
export function importedTwice(hostname: string, first: string, second: string): FabricError {
  return new FabricError('importedTwice', `${first} and ${second} are both of ${hostname}; give each device once`);
}

/** Devices that are not of one fabric. */
export function importOfSeveralFabrics(asns: readonly string[]): FabricError {
  return new FabricError(
    'importOfSeveralFabrics',
    `the devices have different AS numbers (routing-options autonomous-system): ${asns.join(', ')}; import those of one fabric at a time`,
  );
}

/** No file has a device in it that a program could be made of. */
export function nothingToImport(): FabricError {
  return new FabricError(
    'nothingToImport',
    'none of the files has a device with a loopback address (lo0.0) or a router id, which every leaf needs',
  );
}
