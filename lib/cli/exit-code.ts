import { FabricError } from '../model/fabric-error';
import type { RolloutResult } from '../rollout/outcome';
import { leftEverythingAsItWas, succeeded } from '../rollout/outcome';

/** What the process tells its caller: one meaning in every command. Documented in docs/cli.md and in `--help`. */
export const ExitCode = {
  DONE: 0,
  REFUSED: 1,
  USAGE: 2,
  PARTIAL: 3,
  CHECK_FAILED: 4,
  DIFFERENCES: 5,
  ROLLED_BACK: 6,
  NOT_LOOKED: 7,
  INTERRUPTED: 130,
  TERMINATED: 143,
} as const;

/** One of the values of {@link ExitCode}. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** What each says; the table of docs/cli.md has the same words. */
export const EXIT_CODE_MEANINGS: Readonly<Record<ExitCode, string>> = {
  [ExitCode.DONE]: 'done, or nothing to do; plan: apply would begin; undo: undone',
  [ExitCode.REFUSED]: 'refused, and no device was touched; plan: apply would refuse',
  [ExitCode.USAGE]: 'wrong usage, or a manifest or saved plan that cannot be used; no device was contacted',
  [ExitCode.PARTIAL]: 'partially applied, or the outcome is unknown; each such device is named',
  [ExitCode.CHECK_FAILED]: 'verify, twin up, twin verify: a check failed; check: a rule is broken',
  [ExitCode.DIFFERENCES]: 'drift, plan --detailed-exit-code: there are differences',
  [ExitCode.ROLLED_BACK]: 'failed or called off on the way; what was changed is rolled back on every device',
  [ExitCode.NOT_LOOKED]:
    'plan, drift, verify, show, import: a device could not be looked at, and nothing worse is known',
  [ExitCode.INTERRUPTED]:
    'ended at once by a second signal, a SIGINT; the timers of the devices take back what is not confirmed',
  [ExitCode.TERMINATED]: 'the same by a SIGTERM',
};

/** The table under `--help`. */
export const EXIT_CODE_HELP = `
Exit codes:
${Object.entries(EXIT_CODE_MEANINGS)
  .map(([code, meaning]) => `  ${code.padEnd(3)}  ${meaning}\n`)
  .join('')}`;

/** What the outcome of a change tells the caller of the process. */
export function exitCodeFor({ outcome, undone }: Pick<RolloutResult, 'outcome' | 'undone'>): ExitCode {
  if (undone === true || succeeded(outcome)) return ExitCode.DONE;
  if (outcome === 'rolledBack') return ExitCode.ROLLED_BACK;
  return leftEverythingAsItWas(outcome) ? ExitCode.REFUSED : ExitCode.PARTIAL;
}

/**
 * The exit code of an error that a command did not turn into a result of its own.
 *
 * @param otherwise - what an error says that is not about usage: nothing was done, or nothing was seen
 */
export function exitCodeOf(error: unknown, otherwise: ExitCode = ExitCode.REFUSED): ExitCode {
  if (!FabricError.isFabricError(error)) return otherwise;
  if (BEFORE_CONTACT.has(error.code)) return ExitCode.USAGE;
  return REFUSED_HERE.has(error.code) ? ExitCode.REFUSED : otherwise;
}

/** Errors of this machine that no look at a device can be blamed for. */
const REFUSED_HERE: ReadonlySet<string> = new Set(['outputUnwritable', 'secretUnavailable', 'secretUnusable']);

/** Errors of the command line and of the manifest: they are found before any device is contacted. */
const BEFORE_CONTACT: ReadonlySet<string> = new Set([
  'noManifest',
  'captureUnreadable',
  'notAWholeConfiguration',
  'importFromWhat',
  'importKnownHostsMissing',
  'importLoginUnclear',
  'invalidDeviceToImport',
  'importWouldOverwrite',
  'importedTwice',
  'nothingToImport',
  'unknownImportModel',
  'severalManifests',
  'manifestUnreadable',
  'manifestFileTooLarge',
  'invalidManifest',
  'manifestDigestMismatch',
  'manifestDigestDiffers',
  'planBundleUnusable',
  'knownHostsUnreadable',
  'knownHostsCopyUnreadable',
  'knownHostsMarkedLineUnreadable',
  'journalMissing',
  'journalUnwritable',
  'lockUnusable',
  'deviceNotInManifest',
  'unknownDevice',
  'unknownVrf',
  'consentWithoutReason',
  'stateDirectoryUnusable',
  'withdrawWhat',
  'rollbackWhat',
  'invalidRemovedDevice',
  'labTopologyUnreadable',
  'noWorld',
  'capturedTwice',
  'capturesUnreadable',
  'devicesNotInLab',
  'nothingCaptured',
  'labDirectoryTaken',
  'invalidLabTopology',
  'twinCannotRun',
  'invalidTwinPlan',
  'twinDirectoryTaken',
  'unknownTwinPart',
  'exportTargetTaken',
  'initTargetTaken',
  'scaffoldMissing',
  'lockFileMissing',
  'lockFileUnreadable',
  'lockFileUnwritable',
  'lockFileChanged',
  'lockFileHasConflict',
  'lockFileMalformed',
  'lockFileWrong',
  'duplicateLockFileKey',
  'duplicateAllocation',
  'noSuchAllocation',
  'noSuchMember',
  'allocationInUse',
  'nothingToMove',
  'moveTargetTaken',
  'invalidMoveTarget',
  'severalPoolNames',
  'freeWhat',
]);
