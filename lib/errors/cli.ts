/* Command line (lib/cli) */
import { FabricError } from './fabric-error';

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

/** A device that the manifest does not have. */
export function unknownDevice(hostname: string, known: readonly string[]): FabricError {
  return new FabricError('unknownDevice', `the fabric has no device ${hostname}; it has ${known.join(', ')}`);
}

/** Journal and lock cannot be written; nothing has been done. */
export function stateDirectoryUnusable(directory: string, reason: string): FabricError {
  return new FabricError(
    'stateDirectoryUnusable',
    `journal and lock cannot be kept in ${directory} (${reason}); name a directory that can be written with --state-directory or JUNOS_FABRIC_STATE`,
  );
}

/** A result cannot be written to the file that was asked for. */
export function outputUnwritable(file: string, reason: string): FabricError {
  return new FabricError('outputUnwritable', `${file} cannot be written (${reason}); name another file`);
}
