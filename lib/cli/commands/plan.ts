import type { Command } from 'commander';
import { Option } from 'commander';
import { readManifest } from '../../manifest/read-manifest';
import type { DevicePlan, FabricPlan } from '../../rollout/plan';
import { plan } from '../../rollout/plan';
import type { Context } from '../context';
import { ExitCode } from '../exit-code';
import { findManifest } from '../find-manifest';
import type { Host } from '../host';
import { deviceOption, digestOption, jsonOption, manifestOption } from '../options';
import type { Palette } from '../palette';
import { paletteFor } from '../palette';
import { countLines } from '../progress/describe-event';
import { describeDisruption, titleOfDisruption } from '../describe-disruption';
import { requireDigest } from '../require-digest';
import { indent, withDevice } from '../table';
import { onlyDevices } from '../part-of-fabric';

interface PlanOptions {
  readonly manifest?: string;
  readonly digest?: string;
  readonly device: readonly string[];
  readonly detailedExitCode?: boolean;
  readonly json?: boolean;
}

/** `junos-fabric plan`. */
export function addPlanCommand(program: Command, context: Context): void {
  program
    .command('plan')
    .description('show what apply would change on each device; reads only, locks nothing')
    .addOption(manifestOption())
    .addOption(digestOption())
    .addOption(deviceOption('only this device; may be repeated'))
    .addOption(new Option('--detailed-exit-code', 'exit with 5 when there are differences'))
    .addOption(jsonOption('one JSON document'))
    .action((options: PlanOptions) => context.run(() => runPlan(options, context.host)));
}

async function runPlan(options: PlanOptions, host: Host): Promise<ExitCode> {
  const manifest = readManifest(findManifest(options.manifest, host.workingDirectory));
  requireDigest(manifest, options.digest);
  const planned = await plan(onlyDevices(manifest, options.device));
  host.stdout.write(
    options.json ? `${JSON.stringify(planned, null, 2)}\n` : describe(planned, paletteFor(host.stdout, host)),
  );
  reportProblems(planned, host);
  if (planned.devices.some((device) => device.problem !== undefined)) return ExitCode.FAILED;
  return options.detailedExitCode && planned.hasChanges ? ExitCode.DIFFERENCES : ExitCode.DONE;
}

function describe(planned: FabricPlan, palette: Palette): string {
  const parts = planned.devices
    .filter((device) => device.problem === undefined)
    .map((device) => describeDevice(device, palette));
  return `${parts.join('')}${summary(planned)}\n`;
}

function describeDevice(device: DevicePlan, palette: Palette): string {
  if (device.action === 'none') return '';
  const title = palette.strong(`${device.hostname}: ${ACTIONS[device.action ?? 'change'](device)}`);
  return `${title}\n${palette.diff(indent(device.diff, '    '))}${indent(describeDisruption(device), '    ')}\n`;
}

const ACTIONS = {
  none: () => 'no change',
  create: (device: DevicePlan) => `new, ${countLines(device.diff)}; ${titleOfDisruption(device)}`,
  change: (device: DevicePlan) => `${countLines(device.diff)}; ${titleOfDisruption(device)}`,
  adopt: () => 'carries this configuration already; apply marks it as its own',
};

function summary({ fabric, devices, hasChanges }: FabricPlan): string {
  const changed = devices.filter(({ action }) => action !== undefined && action !== 'none').length;
  const asked = devices.filter(({ problem }) => problem === undefined).length;
  if (asked === 0 && devices.length > 0) return `${fabric}: no device could be read.`;
  if (!hasChanges) return `${fabric}: no changes on ${asked} of ${devices.length} devices.`;
  return `${fabric}: changes on ${changed} of ${devices.length} devices.`;
}

function reportProblems({ devices }: FabricPlan, host: Host): void {
  for (const { hostname, problem, drift } of devices) {
    if (problem !== undefined) host.stderr.write(`error: ${withDevice(hostname, problem.message)}\n`);
    for (const { message } of drift) host.stderr.write(`warning: ${message}\n`);
  }
}
