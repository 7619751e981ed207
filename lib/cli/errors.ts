import { FabricError } from '../model/fabric-error';
import { listed } from '../model/listing';
import { howToRecordHostKeys } from '../netconf/errors';

/** A lock file that should be there. */
export function lockFileMissing(file: string): FabricError {
  return new FabricError(
    'lockFileMissing',
    `there is no ${file}; synth writes it where a fabric has pools (cdktf synth); name another one with --lock-file`,
  );
}

/** An order to free nothing, or everything and something. */
export function freeWhat(): FabricError {
  return new FabricError('freeWhat', 'say what to free: keys as "junos-fabric allocation show" prints them, or --all');
}

/** No manifest was named, and synth has left none here. */
export function noManifest(directory: string): FabricError {
  return new FabricError(
    'noManifest',
    `there is no cdktf.out/stacks/*/junos/fabric.json below ${directory}; synthesize first (cdktf synth), or name one with --manifest`,
  );
}

/** No manifest was named, and synth has left more than one here. */
export function severalManifests(files: readonly string[]): FabricError {
  return new FabricError(
    'severalManifests',
    `there is more than one fabric here; name one of them with --manifest:\n${files.map((file) => `  ${file}`).join('\n')}`,
  );
}

/** `--allow-…` without `--reason`. */
export function consentWithoutReason(): FabricError {
  return new FabricError(
    'consentWithoutReason',
    'a consent needs a reason; add --reason "…", which is printed with the change for whoever reads it later',
  );
}

/** A result cannot be written to the file that was asked for. */
export function outputUnwritable(file: string, reason: string): FabricError {
  return new FabricError('outputUnwritable', `${file} cannot be written (${reason}); name another file`);
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

/** Not how a device reports its model, or a model that cannot be a leaf. */
export function unknownImportModel(model: string): FabricError {
  return new FabricError(
    'unknownImportModel',
    `"${model}" is no model of a leaf; give it in lower case as the device reports it (docs/platforms.md has those that the library knows, and a model outside them becomes QfxModel.custom), or leave --model out`,
  );
}

/** `lab up` where there is nothing to make a lab of. */
export function noWorld(directory: string): FabricError {
  return new FabricError(
    'noWorld',
    `${directory} has neither a lab.json nor a cdktf.out/stacks/*/junos/fabric.json below it; synthesize first (cdktf synth), or name a topology with --topology, a fabric.json with --manifest, or saved configurations with --from`,
  );
}

/** `lab up` with a topology file that is not there. */
export function labTopologyUnreadable(file: string, reason: string): FabricError {
  return new FabricError(
    'labTopologyUnreadable',
    `the topology ${file} cannot be read (${reason}); name one with --topology`,
  );
}

/** A rehearsal of devices that its lab does not have. */
export function devicesNotInLab(directory: string, missing: readonly string[], known: readonly string[]): FabricError {
  return new FabricError(
    'devicesNotInLab',
    `the lab in ${directory} has no ${missing.join(', ')}, only ${known.join(', ')}; a rehearsal reaches no other device, so start a lab that has all of them`,
  );
}

/** `lab up --from` with a directory that is not there. */
export function capturesUnreadable(directory: string, reason: string): FabricError {
  return new FabricError(
    'capturesUnreadable',
    `the directory ${directory} cannot be read (${reason}); give one that holds saved configurations, one file a device`,
  );
}

/** `withdraw` without saying from what. */
export function withdrawWhat(): FabricError {
  return new FabricError(
    'withdrawWhat',
    'say from which devices to withdraw: --all for the whole fabric, or --device <device> for one',
  );
}

/** `--removed` with something that is no device. */
export function invalidRemovedDevice(faults: readonly string[]): FabricError {
  return new FabricError(
    'invalidRemovedDevice',
    `--removed is not the JSON of a device, as the <fabric>_device resource of Terraform holds it: ${faults.join('; ')}`,
  );
}

/** A plan was to be written, and some devices could not be read. */
export function planIncomplete(hostnames: readonly string[]): FabricError {
  return new FabricError(
    'planIncomplete',
    `no plan was written, because ${hostnames.join(', ')} could not be looked at; apply could not be bound to it`,
  );
}

/** A plan was to be written that apply would refuse. */
export function planRefused(): FabricError {
  return new FabricError(
    'planRefused',
    'no plan was written, because apply would refuse it; mend what is named, or agree to it, and plan again',
  );
}

/** A project that would be written over something. */
export function initTargetTaken(directory: string, files: readonly string[]): FabricError {
  return new FabricError(
    'initTargetTaken',
    `${directory} has ${listed(files)} already, and nothing is written over; give another directory`,
  );
}

/** The command line was copied somewhere without the rest of its package. */
export function scaffoldMissing(): FabricError {
  return new FabricError(
    'scaffoldMissing',
    'this copy of junos-fabric has no project to write; run the one of the package: npx cdktf-junos-fabric init',
  );
}

/** A file of an export that cannot be written. */
export function exportTargetTaken(file: string, reason: string): FabricError {
  return new FabricError(
    'exportTargetTaken',
    `${file} cannot be written (${reason}); give another --output, or --force to write over what is there`,
  );
}

/** Why a change is called off: the pipe to the process that has started it has ended. */
export function starterGone(): FabricError {
  return new FabricError(
    'starterGone',
    'the change was called off, for the step that had started it was told to stop or is gone, as by Ctrl-C under Terraform',
  );
}

/** There is no process that could carry the change out. */
export function engineNotStarted(reason: string): FabricError {
  return new FabricError(
    'engineNotStarted',
    `the process that carries the change out could not be started (${reason}); nothing was done, so mend that and apply again`,
  );
}

/** The process that was carrying the change out is gone, and has not said what became of it. */
export function engineEnded(signal: string): FabricError {
  return new FabricError(
    'engineEnded',
    `the process that was carrying the change out was ended by ${signal}, and it is not known what the devices carry now; they take back by their timers what is not confirmed, or junos-fabric resume or undo goes on with it`,
  );
}

/** A device that is to be forgotten still has the group. */
export function deviceStillCarries(hostname: string, group: string): FabricError {
  return new FabricError(
    'deviceStillCarries',
    `${hostname} still carries the group ${group}; withdraw it first, as the next apply does where it has left the program, and then forget it`,
  );
}

/** A device that is to be forgotten cannot be asked whether it has the group. */
export function deviceUnreachable(hostname: string, reason: string): FabricError {
  return new FabricError(
    'deviceUnreachable',
    `${hostname} cannot be asked whether it still carries the group (${reason}); bring it back, or, where it is gone for good, say why with --unreachable '<why>'`,
  );
}

/** Nothing says which change is to be rolled back. */
export function rollbackWhat(): FabricError {
  return new FabricError(
    'rollbackWhat',
    'say which change is to be rolled back, by its id as in the journal and in show system commit, or --from-devices for the newest one that the devices tell of',
  );
}
