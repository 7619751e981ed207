import type { Command } from 'commander';
import { readManifest } from '../../manifest/read-manifest';
import type { DeviceDrift, DriftSummary, GroupDrift, Shadow } from '../../rollout/drift-report';
import { lookForDrift } from '../../rollout/drift-report';
import type { Context } from '../context';
import { ExitCode } from '../exit-code';
import { findManifest } from '../find-manifest';
import type { MaxHandshakesOption } from '../handshakes';
import { handshakesOf } from '../handshakes';
import type { Host } from '../host';
import { deviceOption, digestOption, jsonOption, manifestOption, maxHandshakesOption } from '../options';
import type { Palette } from '../palette';
import { paletteFor } from '../palette';
import type { PartOptions } from '../part-of-fabric';
import { partOfFabric } from '../part-of-fabric';
import { announce, labOption, rehearsalIn, rehearsed } from '../rehearsal';
import { requireDigest } from '../require-digest';
import type { Shard } from '../shard';
import { shardOption, shardText } from '../shard';
import { indent, withDevice } from '../table';
import { jsonText } from '../../text/json-text';

interface DriftOptions extends PartOptions, MaxHandshakesOption {
  readonly manifest?: string;
  readonly lab?: string;
  readonly digest?: string;
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
    .addOption(shardOption())
    .addOption(maxHandshakesOption())
    .addOption(jsonOption('JSON lines: one for each device, and one for the whole at the end'))
    .action((options: DriftOptions) => context.look(() => runDrift(options, context.host)));
}

/** Compares the devices one after another and prints what has drifted of each at once. */
async function runDrift(options: DriftOptions, host: Host): Promise<ExitCode> {
  const onDisk = readManifest(findManifest(options.manifest, host.workingDirectory));
  requireDigest(onDisk, options.digest);
  const rehearsal = await rehearsalIn(options.lab, host);
  const manifest = rehearsed(rehearsal, partOfFabric(onDisk, options));
  announce(rehearsal, host, options.json);
  const output = options.json === true ? jsonLines(host, options.shard) : findings(host, options.shard);
  const summary = await lookForDrift(
    manifest,
    async (device) => {
      output.device(device);
      reportProblems(device, host);
      await host.stdout.drained();
    },
    { connect: rehearsal?.connect, living: onDisk.manifest.fabric.devices, ...handshakesOf(options, host) },
  );
  output.end(summary);
  reportLeft(summary, host);
  if (summary.drifted) return ExitCode.DIFFERENCES;
  return summary.notLooked > 0 ? ExitCode.NOT_LOOKED : ExitCode.DONE;
}

function reportProblems({ hostname, hiddenSecrets, problem }: DeviceDrift, { stderr }: Host): void {
  if (problem !== undefined) stderr.write(`error: ${withDevice(hostname, problem.message)}\n`);
  for (const path of hiddenSecrets) {
    stderr.write(`warning: ${hostname} does not tell the secret at "${path}"; it was not compared\n`);
  }
}

function reportLeft({ leavers, missingSecrets }: DriftSummary, { stderr }: Host): void {
  for (const { hostname, warning } of leavers) {
    if (warning !== undefined) stderr.write(`warning: ${withDevice(hostname, warning)}\n`);
  }
  for (const message of missingSecrets) {
    stderr.write(`warning: ${message}; what is on the devices was not compared with it\n`);
  }
}

/** Where it goes, in one of two forms. */
interface DriftOutput {
  device(device: DeviceDrift): void;
  end(summary: DriftSummary): void;
}

/** Of the schema of the JSON lines; docs/cli.md has it. */
const VERSION = 1;

function jsonLines({ stdout }: Host, shard: Shard | undefined): DriftOutput {
  const write = (line: object): void => {
    stdout.write(`${jsonText({ version: VERSION, ...line })}\n`);
  };
  return {
    device: (device) => {
      write({ type: 'device', ...device });
    },
    end: ({ leavers, ...summary }) => {
      for (const leaver of leavers) write({ type: 'leaver', ...leaver });
      write({ type: 'result', ...summary, ...(shard !== undefined && { shard: shardText(shard) }) });
    },
  };
}

function findings(host: Host, shard: Shard | undefined): DriftOutput {
  const palette = paletteFor(host.stdout, host);
  return {
    device: (device) => {
      if (device.drifted === true) host.stdout.write(describeDevice(device, palette));
    },
    end: (summary) => {
      host.stdout.write(describeEnd(summary, shard, palette));
    },
  };
}

function describeEnd(summary: DriftSummary, shard: Shard | undefined, palette: Palette): string {
  const { devices, drifted, driftedDevices, fabric, leavers, notLooked } = summary;
  const left = leavers
    .filter(({ state }) => state === 'carrying')
    .map(
      ({ hostname }) =>
        `${palette.strong(hostname)}\n    has left the code and still carries group ${fabric}; the next apply takes it\n`,
    );
  const name = shard === undefined ? fabric : `${fabric}, shard ${shardText(shard)}`;
  const asked = devices - notLooked;
  if (asked === 0 && devices > 0) return `${name}: no device could be read.\n`;
  const sentence = drifted
    ? palette.tone('bad', `${name}: drift on ${driftedDevices} of ${asked} devices${andLeft(left.length)}.`)
    : palette.tone('good', `${name}: no drift on ${asked} of ${devices} devices.`);
  return `${left.join('')}${sentence}\n`;
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
