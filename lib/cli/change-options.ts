import type { Command } from 'commander';
import { Option } from 'commander';
import type { ConsentOptions } from './options';
import {
  checkTimeoutOption,
  confirmTimeoutOption,
  consentOptions,
  fromTerraformOption,
  jsonOption,
  stateDirectoryOption,
} from './options';

/** What `apply` and `withdraw` have in common. */
export interface ChangeOptions extends ConsentOptions {
  readonly json?: boolean;
  readonly fromTerraform?: boolean;
  readonly diffs?: boolean;
  readonly stateDirectory?: string;
  /** Seconds. */
  readonly checkTimeout?: number;
  /** Minutes. */
  readonly confirmTimeout?: number;
}

/** Adds the options of {@link ChangeOptions}. */
export function addChangeOptions(command: Command): Command {
  const options = [
    stateDirectoryOption(),
    checkTimeoutOption(),
    confirmTimeoutOption(),
    ...consentOptions(),
    new Option('--diffs', 'print the diff of each device when it is staged'),
    fromTerraformOption(),
    jsonOption('each event as one line of JSON; the last one is the outcome'),
  ];
  return options.reduce((extended, option) => extended.addOption(option), command);
}
