import type { Command } from 'commander';
import { readManifest } from '../../manifest/read-manifest';
import type { DeviceDrift, DriftReport, GroupDrift, Shadow } from '../../rollout/drift-report';
import { driftReport } from '../../rollout/drift-report';
import type { Context } from '../context';
import { ExitCode } from '../exit-code';
import { findManifest } from '../find-manifest';
import type { Host } from '../host';
import { deviceOption, digestOption, jsonOption, manifestOption } from '../options';
import type { Palette } from '../palette';
import { paletteFor } from '../palette';
import { onlyDevices } from '../part-of-fabric';
import { announce, labOption, rehearsalIn, rehearsed } from '../rehearsal';
import { requireDigest } from '../require-digest';
import { indent, withDevice } from '../table';
import { jsonText } from '../../text/json-text';

interface DriftOptions {
  readonly manifest?: string;
  readonly lab?: string;
  readonly digest?: string;
  readonly device: readonly string[];
  readonly json?: boolean;
}

/** `junos-fabric drift`. */
export function addDriftCommand(program: Command, context: Context): void {
  program
    .command('drift')
    .description('compare what is on the devices, and in effect, with the manifest; reads only, exits with 5 on drift')
    .addOption(manifestOption())
    .addOption(labOption())
    .addOption(digestOption())
    .addOption(deviceOption('only this device; may be repeated'))
    .addOption(jsonOption('one JSON document'))
    .action((options: DriftOptions) => context.look(() => runDrift(options, context.host)));
}

async function runDrift(options: DriftOptions, host: Host): Promise<ExitCode> {
  const onDisk = readManifest(findManifest(options.manifest, host.workingDirectory));
  requireDigest(onDisk, options.digest);
  const rehearsal = await rehearsalIn(options.lab, host);
  const manifest = rehearsed(rehearsal, onlyDevices(onDisk, options.device));
  announce(rehearsal, host, options.json);
  const report = await driftReport(manifest, { connect: rehearsal?.connect });
  host.stdout.write(options.json ? `${jsonText(report, 2)}\n` : describe(report, paletteFor(host.stdout, host)));
  reportProblems(report, host);
  if (report.drifted) return ExitCode.DIFFERENCES;
  return report.devices.some(({ problem }) => problem !== undefined) ? ExitCode.NOT_LOOKED : ExitCode.DONE;
}

function reportProblems({ devices, leavers, missingSecrets }: DriftReport, host: Host): void {
  for (const { hostname, warning } of leavers) {
    if (warning !== undefined) host.stderr.write(`warning: ${withDevice(hostname, warning)}\n`);
  }
  for (const { hostname, problem, hiddenSecrets } of devices) {
    if (problem !== undefined) host.stderr.write(`error: ${withDevice(hostname, problem.message)}\n`);
    for (const path of hiddenSecrets) {
      host.stderr.write(`warning: ${hostname} does not tell the secret at "${path}"; it was not compared\n`);
    }
  }
  for (const message of missingSecrets) {
    host.stderr.write(`warning: ${message}; what is on the devices was not compared with it\n`);
  }
}

function describe({ fabric, devices, leavers }: DriftReport, palette: Palette): string {
  const left = leavers
    .filter(({ state }) => state === 'carrying')
    .map(
      ({ hostname }) =>
        `${palette.strong(hostname)}\n    has left the code and still carries group ${fabric}; the next apply takes it\n`,
    );
  const parts = devices.filter(({ drifted }) => drifted === true).map((device) => describeDevice(device, palette));
  const [asked, drifted] = [devices.filter((one) => one.drifted !== undefined), parts.length];
  if (asked.length === 0 && devices.length > 0) return `${fabric}: no device could be read.\n`;
  const scope = `${asked.length} of ${devices.length} devices`;
  const sentence =
    drifted === 0 && left.length === 0
      ? palette.tone('good', `${fabric}: no drift on ${scope}.`)
      : palette.tone('bad', `${fabric}: drift on ${drifted} of ${asked.length} devices${andLeft(left.length)}.`);
  return `${parts.join('')}${left.join('')}${sentence}\n`;
}

function andLeft(count: number): string {
  return count === 0 ? '' : `, and ${count} that ${count === 1 ? 'has' : 'have'} left the code`;
}

function describeDevice(device: DeviceDrift, palette: Palette): string {
  const lines = [
    ...device.groups.flatMap((group) => describeGroup(group)),
    ...device.shadows.map((shadow) => describeShadow(shadow)),
    ...device.prerequisites.map(({ message }) => `prerequisite  ${message}`),
  ];
  return `${palette.strong(device.hostname)}\n${indent(lines.join('\n'), '    ')}\n`;
}

function describeGroup(drift: GroupDrift): string[] {
  const { group, state, missing, extra, changed, inactive, reordered } = drift;
  const title = `group ${group}${STATES[state]}${describeEdit(drift)}`;
  const differences =
    state === 'missing'
      ? []
      : [
          ...missing.map((line) => `missing  ${line}`),
          ...extra.map((line) => `extra    ${line}`),
          ...changed.flatMap(({ wanted, standing }) => [`changed  ${standing}`, `  wanted ${wanted}`]),
          ...inactive.map((place) => `inactive: ${place}`),
          ...(reordered ? ['reordered  the same statements stand in another order'] : []),
        ];
  const isClean = state === 'inEffect' && differences.length === 0;
  return isClean ? [] : [title, ...differences.map((line) => `  ${line}`)];
}

const STATES = {
  inEffect: '',
  missing: ' is missing',
  notApplied: ' is there and not applied',
  unwanted: ' is there although the manifest has nothing for this device',
} as const;

function describeEdit({ editedByHand, lastChange, digest }: GroupDrift): string {
  if (editedByHand !== true) return lastChange === undefined ? '' : `, as change ${lastChange} left it`;
  return lastChange === undefined
    ? `, made by hand (digest ${digest})`
    : `, edited by hand since change ${lastChange} (digest ${digest})`;
}

function describeShadow({ kind, line, seen }: Shadow): string {
  return kind === 'masked' ? `no effect  ${line}\n  ${seen}` : `foreign    ${line}\n  ${seen}`;
}
