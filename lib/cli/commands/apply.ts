import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import { readManifest } from '../../manifest/read-manifest';
import { apply } from '../../rollout/execute/apply';
import { readPlanBundle } from '../../rollout/plan/plan-bundle';
import { changeDevices } from '../change-devices';
import type { ChangeOptions } from '../change-options';
import { addChangeOptions } from '../change-options';
import type { Context } from '../context';
import { findManifest } from '../find-manifest';
import { digestOption, manifestOption } from '../options';
import { requireKnownNames } from '../part-of-fabric';
import { rehearsalIn, rehearsed } from '../rehearsal';

interface ApplyOptions extends ChangeOptions {
  readonly manifest?: string;
  readonly digest?: string;
  readonly plan?: string;
}

/** `junos-fabric apply`. */
export function addApplyCommand(program: Command, context: Context): void {
  const command = program
    .command('apply')
    .description('carry the configurations onto all devices: every one ends with the change, or none')
    .addOption(manifestOption())
    .addOption(digestOption())
    .addOption(new Option('--plan <file>', 'do what plan --out has written down, or nothing'));
  addChangeOptions(command).action((options: ApplyOptions) =>
    context.run(async () => {
      const file = findManifest(options.manifest, context.host.workingDirectory);
      const rehearsal = await rehearsalIn(options.lab, context.host);
      const manifest = rehearsed(rehearsal, readManifest(file));
      const plan =
        options.plan === undefined ? undefined : readPlanBundle(resolve(context.host.workingDirectory, options.plan));
      requireKnownNames(manifest, options);
      return changeDevices(context.host, { ...options, manifestFile: file, rehearsal }, (rollout) =>
        apply(manifest, { ...rollout, expectedDigest: options.digest, plan }),
      );
    }),
  );
}
