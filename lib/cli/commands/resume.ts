import type { Command } from 'commander';
import { Option } from 'commander';
import type { LoadedManifest } from '../../manifest/read-manifest';
import { readManifest } from '../../manifest/read-manifest';
import type { RolloutResult } from '../../rollout/outcome';
import type { RecoveryOptions } from '../../rollout/recovery/resume';
import { resume, undo } from '../../rollout/recovery/resume';
import { changeDevices } from '../change-devices';
import type { ChangeOptions } from '../change-options';
import { addChangeOptions } from '../change-options';
import type { Context } from '../context';
import { findManifest } from '../find-manifest';
import { manifestOption } from '../options';

interface ResumeOptions extends ChangeOptions {
  readonly manifest?: string;
  readonly fromDevices?: boolean;
}

type Recover = (manifest: LoadedManifest, options: RecoveryOptions) => Promise<RolloutResult>;

/** `junos-fabric resume`. */
export function addResumeCommand(program: Command, context: Context): void {
  const what = 'finish a change whose process is gone: confirm what was decided, take back the rest, and apply again';
  addRecovery(program, context, 'resume', what, resume);
}

/** `junos-fabric undo`. */
export function addUndoCommand(program: Command, context: Context): void {
  const what = 'take back a change whose process is gone, from every device';
  addRecovery(program, context, 'undo', what, undo);
}

function addRecovery(program: Command, context: Context, name: string, what: string, recover: Recover): void {
  const command = program
    .command(name)
    .description(what)
    .addOption(manifestOption())
    .addOption(new Option('--from-devices', 'ask the devices alone, where the journal is gone'));
  addChangeOptions(command).action((options: ResumeOptions) =>
    context.run(() => {
      const manifestFile = findManifest(options.manifest, context.host.workingDirectory);
      const manifest = readManifest(manifestFile);
      const { fromDevices } = options;
      return changeDevices(context.host, { ...options, manifestFile }, (rollout) =>
        recover(manifest, { ...rollout, fromDevices }),
      );
    }),
  );
}
