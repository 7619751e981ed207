import type { Command } from 'commander';
import { Option } from 'commander';
import { readManifest } from '../../manifest/read-manifest';
import { reverse } from '../../rollout/recovery/reverse';
import { changeDevices } from '../change-devices';
import type { ChangeOptions } from '../change-options';
import { addChangeOptions } from '../change-options';
import type { Context } from '../context';
import { rollbackWhat } from '../errors';
import { findManifest } from '../find-manifest';
import { manifestOption } from '../options';

interface RollbackOptions extends ChangeOptions {
  readonly manifest?: string;
  readonly fromDevices?: boolean;
}

/** `junos-fabric rollback`. */
export function addRollbackCommand(program: Command, context: Context): void {
  const command = program
    .command('rollback')
    .argument('[change-id]', 'as in the journal and in show system commit')
    .description('put devices back to what they had before a finished change; the code still holds the new state')
    .addOption(manifestOption())
    .addOption(
      new Option(
        '--from-devices',
        'ask the devices alone, where the journal is gone; without an id: their newest change',
      ),
    );
  addChangeOptions(command).action((changeId: string | undefined, options: RollbackOptions) =>
    context.run(() => {
      const { fromDevices } = options;
      if (changeId === undefined && fromDevices !== true) throw rollbackWhat();
      const manifestFile = findManifest(options.manifest, context.host.workingDirectory);
      const manifest = readManifest(manifestFile);
      return changeDevices(context.host, { ...options, manifestFile }, (rollout) =>
        reverse(manifest, changeId, { ...rollout, fromDevices }),
      );
    }),
  );
}
