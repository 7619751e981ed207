import type { Command } from 'commander';
import { readManifest } from '../../manifest/read-manifest';
import { apply } from '../../rollout/apply';
import { changeDevices } from '../change-devices';
import type { ChangeOptions } from '../change-options';
import { addChangeOptions } from '../change-options';
import type { Context } from '../context';
import { findManifest } from '../find-manifest';
import { digestOption, manifestOption } from '../options';

interface ApplyOptions extends ChangeOptions {
  readonly manifest?: string;
  readonly digest?: string;
}

/** `junos-fabric apply`. */
export function addApplyCommand(program: Command, context: Context): void {
  const command = program
    .command('apply')
    .description('carry the configurations onto all devices: every one ends with the change, or none')
    .addOption(manifestOption())
    .addOption(digestOption());
  addChangeOptions(command).action((options: ApplyOptions) =>
    context.run(() => {
      const file = findManifest(options.manifest, context.host.workingDirectory);
      const manifest = readManifest(file);
      return changeDevices(context.host, { ...options, manifestFile: file }, (rollout) =>
        apply(manifest, { ...rollout, expectedDigest: options.digest }),
      );
    }),
  );
}
