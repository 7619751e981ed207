import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { Option } from 'commander';
import { withdrawWhat } from '../errors';
import type { LoadedManifest } from '../../manifest/read-manifest';
import { readManifest } from '../../manifest/read-manifest';
import type { RolloutResult } from '../../rollout/outcome';
import type { ChangeSettings } from '../../rollout/settings';
import { withdrawAll, withdrawDevice } from '../../rollout/execute/withdraw';
import { changeDevices } from '../change-devices';
import type { ChangeOptions } from '../change-options';
import { addChangeOptions } from '../change-options';
import type { Context } from '../context';
import type { ExitCode } from '../exit-code';
import { findManifest } from '../find-manifest';
import type { Host } from '../host';
import { manifestOption } from '../options';
import { deviceNamed, requireKnownNames, withoutDevice } from '../part-of-fabric';
import type { Rehearsal } from '../rehearsal';
import { rehearsalIn, rehearsed } from '../rehearsal';
import { readRemovedDevice } from '../removed-device';

interface WithdrawCommandOptions extends ChangeOptions {
  readonly manifest?: string;
  readonly all?: boolean;
  readonly device?: string;
  readonly removed?: string;
  readonly restore?: boolean;
}

/** `junos-fabric withdraw`. */
export function addWithdrawCommand(program: Command, context: Context): void {
  const command = program
    .command('withdraw')
    .description("take the fabric's configuration from devices; what others configured stays")
    .addOption(manifestOption())
    .addOption(new Option('--all', 'from every device of the fabric').conflicts(['device', 'removed']))
    .addOption(
      new Option('--device <device>', 'from this device, although the fabric still has it').conflicts('removed'),
    )
    .addOption(new Option('--removed <json>', 'from a device that has left the fabric, as Terraform remembers it'))
    .addOption(new Option('--restore', 'put back what the fabric has adopted, in the same commit'));
  addChangeOptions(command).action((options: WithdrawCommandOptions) =>
    context.run(() => runWithdraw(options, context.host)),
  );
}

async function runWithdraw(options: WithdrawCommandOptions, host: Host): Promise<ExitCode> {
  const manifestFile = findManifest(options.manifest, host.workingDirectory);
  const rehearsal = await rehearsalIn(options.lab, host);
  const change = withdrawalOf(options, manifestFile, rehearsal);
  return changeDevices(host, { ...options, manifestFile, rehearsal }, change);
}

function withdrawalOf(
  options: WithdrawCommandOptions,
  manifestFile: string,
  rehearsal: Rehearsal | undefined,
): (rollout: ChangeSettings) => Promise<RolloutResult> {
  const { all, device: named, removed, restore } = options;
  if (removed !== undefined) {
    const { fabric, device } = readRemovedDevice(removed);
    const left = rehearsal?.device(device) ?? device;
    const remaining = remainingFabric(manifestFile, rehearsal);
    return (rollout) => withdrawDevice({ fabric, device: left, remaining }, { ...rollout, restore });
  }
  const manifest = rehearsed(rehearsal, readManifest(manifestFile));
  requireKnownNames(manifest, options);
  if (all) return (rollout) => withdrawAll(manifest, { ...rollout, restore });
  if (named === undefined) throw withdrawWhat();
  const leaving = deviceNamed(manifest, named);
  const remaining = withoutDevice(manifest, named);
  const fabric = manifest.manifest.fabric.name;
  return (rollout) => withdrawDevice({ fabric, device: leaving, remaining }, { ...rollout, restore });
}

/** The last device of a fabric may be removed together with the fabric itself. */
function remainingFabric(manifestFile: string, rehearsal: Rehearsal | undefined): LoadedManifest | undefined {
  return existsSync(manifestFile) ? rehearsed(rehearsal, readManifest(manifestFile)) : undefined;
}
