import type { Command } from 'commander';
import { Option } from 'commander';
import type { ConsentOptions } from './options';
import {
  breakLockOption,
  checkTimeoutOption,
  confirmTimeoutOption,
  consentOptions,
  fromTerraformOption,
  jsonOption,
  rolloutOptions,
  stateDirectoryOption,
} from './options';
import { labOption } from './rehearsal';

/** How the devices of a change follow one another. */
export interface ScheduleOptions {
  /** Seconds. */
  readonly checkTimeout?: number;
  /** Minutes. */
  readonly confirmTimeout?: number;
  readonly mode?: 'transaction' | 'rolling';
  /** Host name. */
  readonly canary?: string;
  readonly maxParallel?: number;
  readonly maxUnavailable?: number;
  readonly maxHandshakes?: number;
  /** Seconds. */
  readonly soak?: number;
  readonly failureBudget?: number;
  /** Files, relative to the working directory. */
  readonly otherManifest: readonly string[];
}

/** What `apply` and `withdraw` have in common. */
export interface ChangeOptions extends ConsentOptions, ScheduleOptions {
  readonly json?: boolean;
  readonly fromTerraform?: boolean;
  readonly diffs?: boolean;
  readonly stateDirectory?: string;
  /** Directory of the lab that stands for the devices. */
  readonly lab?: string;
  /** Why the process that holds the lock is surely gone. */
  readonly breakLock?: string;
}

/** Adds the options of {@link ChangeOptions}. */
export function addChangeOptions(command: Command): Command {
  const options = [
    stateDirectoryOption(),
    labOption(),
    breakLockOption(),
    checkTimeoutOption(),
    confirmTimeoutOption(),
    ...rolloutOptions(),
    ...consentOptions(),
    new Option('--diffs', 'print the diff of each device when it is staged'),
    fromTerraformOption(),
    jsonOption('each event as one line of JSON; the last one is the outcome'),
  ];
  return options.reduce((extended, option) => extended.addOption(option), command);
}
