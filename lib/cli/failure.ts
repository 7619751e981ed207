import { FabricError, reasonOf } from '../model/fabric-error';
import type { ExitCode } from './exit-code';
import { ExitCode as Code } from './exit-code';
import type { Host } from './host';
import { jsonText } from '../text/json-text';

/** Something went wrong before or instead of the command's own result. */
export interface CommandFailure {
  /** Code of the error, stable across releases; `unexpected` for what should not happen. */
  readonly code: string;
  readonly message: string;
}

/** Prints an error as one readable message, and as JSON where that was asked for. */
export function reportFailure(error: unknown, host: Host, json = false): void {
  const failure = failureOf(error);
  if (json) host.stdout.write(`${jsonText({ error: failure })}\n`);
  host.stderr.write(`error: ${failure.message}\n`);
  if (failure.code === UNEXPECTED) host.stderr.write(unexpectedHelp(error, host));
}

/** The exit code of an error that a command did not turn into a result of its own. */
export function exitCodeOf(error: unknown): ExitCode {
  return FabricError.isFabricError(error) && BEFORE_CONTACT.has(error.code) ? Code.USAGE : Code.FAILED;
}

/** Errors of the command line and of the manifest: they are found before any device is contacted. */
const BEFORE_CONTACT: ReadonlySet<string> = new Set([
  'noManifest',
  'importUnreadable',
  'importFromWhat',
  'importKnownHostsMissing',
  'importLoginUnclear',
  'invalidDeviceToImport',
  'importWouldOverwrite',
  'importedTwice',
  'importOfSeveralFabrics',
  'nothingToImport',
  'unknownImportModel',
  'severalManifests',
  'manifestUnreadable',
  'manifestFileTooLarge',
  'invalidManifest',
  'manifestDigestMismatch',
  'manifestDigestDiffers',
  'planBundleUnusable',
  'journalMissing',
  'journalUnwritable',
  'lockUnusable',
  'deviceNotInManifest',
  'unknownDevice',
  'consentWithoutReason',
  'stateDirectoryUnusable',
  'withdrawWhat',
  'invalidRemovedDevice',
  'labTopologyUnreadable',
  'labDirectoryTaken',
  'invalidLabTopology',
  'twinCannotRun',
  'invalidTwinPlan',
  'twinDirectoryTaken',
  'unknownTwinPart',
  'exportTargetTaken',
  'lockFileMissing',
  'lockFileUnreadable',
  'lockFileUnwritable',
  'lockFileChanged',
  'lockFileHasConflict',
  'lockFileMalformed',
  'lockFileWrong',
  'lockFileKeyTwice',
  'allocatedTwice',
  'noSuchAllocation',
  'allocationInUse',
  'nothingToMove',
  'moveTargetTaken',
  'invalidMoveTarget',
  'severalPoolNames',
  'freeWhat',
]);

const UNEXPECTED = 'unexpected';

/** An error as it is printed. */
export function failureOf(error: unknown): CommandFailure {
  if (FabricError.isFabricError(error)) return { code: error.code, message: error.message };
  return { code: UNEXPECTED, message: reasonOf(error) };
}

function unexpectedHelp(error: unknown, host: Host): string {
  const stack = error instanceof Error ? error.stack : undefined;
  const told = (host.environment.JUNOS_FABRIC_DEBUG ?? '') !== '' && stack !== undefined;
  const where = told ? `${stack}\n` : '';
  return `${where}This should not happen: please report it to the maintainers of cdktf-junos-fabric, with the command and what
JUNOS_FABRIC_DEBUG=1 adds to this message.\n`;
}
