import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import { readManifest } from '../../manifest/read-manifest';
import type { ChangeStatus, ReadStatus } from '../../rollout/change-status';
import { changeStatus } from '../../rollout/change-status';
import type { RolloutEvent } from '../../rollout/events';
import { describeEnd, describeEnding } from '../../rollout/settling';
import { jsonText } from '../../text/json-text';
import type { Context } from '../context';
import { ExitCode, exitCodeFor } from '../exit-code';
import { findManifest } from '../find-manifest';
import { jsonOption, manifestOption, stateDirectoryOption } from '../options';
import { stateDirectory } from '../state-directory';
import { table } from '../table';

const POLL_MS = 250;

interface StatusOptions {
  readonly manifest?: string;
  readonly stateDirectory?: string;
  readonly json?: boolean;
}

/** `junos-fabric status`. */
export function addStatusCommand(program: Command, { host, look }: Context): void {
  program
    .command('status')
    .description(
      'show the change that is under way, or the last one, by its journal; one that was called off is waited for',
    )
    .addOption(manifestOption())
    .addOption(stateDirectoryOption())
    .addOption(jsonOption('one JSON document: { "changeId", "kind", "phase", "outcome", "devices" }, or null'))
    .action((options: StatusOptions) =>
      look(async () => {
        const file = findManifest(options.manifest, host.workingDirectory);
        const { name } = readManifest(file).manifest.fabric;
        const directory = stateDirectory(options.stateDirectory, file, host);
        const warn = (event: RolloutEvent): void => {
          if (event.type === 'warning') host.stderr.write(`warning: ${event.message}\n`);
        };
        let read = await changeStatus(name, directory, warn);
        if (read?.status.phase === 'ending') {
          host.stderr.write(`${describeEnding(read.recorded)}; this waits until it has ended\n`);
        }
        while (read?.status.phase === 'ending') {
          await delay(POLL_MS);
          read = await changeStatus(name, directory, () => undefined);
        }
        host.stdout.write(options.json === true ? `${jsonText(read?.status ?? null, 2)}\n` : described(read, name));
        return exitCode(read?.status);
      }),
    );
}

function described(read: ReadStatus | undefined, fabric: string): string {
  if (read === undefined) return `No change of ${fabric} is recorded here.\n`;
  return `${headline(read)}\n\n${table(['Device', 'Standing'], Object.entries(read.status.devices))}`;
}

function headline({ status: { changeId, decision, phase }, recorded }: ReadStatus): string {
  if (phase !== 'running') return describeEnd(recorded);
  return `the change ${changeId} is under way${decision === undefined ? '' : `, decided: ${DECISIONS[decision]}`}`;
}

const DECISIONS = { confirm: 'confirm', rollBack: 'roll back' } as const;

function exitCode(status: ChangeStatus | undefined): ExitCode {
  if (status === undefined || status.phase === 'running') return ExitCode.DONE;
  return status.outcome === undefined ? ExitCode.PARTIAL : exitCodeFor({ outcome: status.outcome });
}
