import { FabricError } from '../model/fabric-error';

/** Two devices whose files would have one name. */
export function manifestFileClash(file: string, hostname: string, other: string): FabricError {
  return new FabricError(
    'manifestFileClash',
    `the devices "${hostname}" and "${other}" would both write ${file}; give one of them another host name`,
  );
}

/** A manifest that is not there or cannot be read. */
export function manifestUnreadable(file: string, reason: string): FabricError {
  return new FabricError(
    'manifestUnreadable',
    `${file} cannot be read: ${reason}; run synth again, or name another manifest`,
  );
}

/** A file of a size that synth never writes. */
export function manifestFileTooLarge(file: string, bytes: number, limit: number): FabricError {
  return new FabricError(
    'manifestFileTooLarge',
    `${file} has ${bytes} bytes; at most ${limit} are read, and synth writes no file as large: run synth again`,
  );
}

/** A manifest of the wrong form. */
export function invalidManifest(file: string, problems: readonly string[]): FabricError {
  return new FabricError(
    'invalidManifest',
    `${file} is not a manifest of this version:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n` +
      'run synth again with the version of cdktf-junos-fabric that rolls it out',
  );
}

/** A configuration that is not what the manifest says. */
export function manifestDigestMismatch(file: string, hostname: string): FabricError {
  return new FabricError(
    'manifestDigestMismatch',
    `${file} is not the configuration of ${hostname} that synth wrote: its digest is not the one in the manifest; files of ` +
      'a manifest are not edited, so run synth again',
  );
}

/** A device that the manifest does not have. */
export function deviceNotInManifest(hostname: string, known: readonly string[]): FabricError {
  return new FabricError(
    'deviceNotInManifest',
    `the manifest has no device "${hostname}"; it has ${known.length === 0 ? 'none' : known.join(', ')}`,
  );
}
