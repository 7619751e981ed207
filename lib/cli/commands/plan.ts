import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { FabricError } from '../../model/fabric-error';
import { compareText } from '../../model/order';
import { outputUnwritable, planIncomplete, planRefused } from '../errors';
import { writeOutput } from '../../files/replace-file';
import { readManifest } from '../../manifest/read-manifest';
import type { CheckedDevice } from '../../rollout/execute/check-under-lock';
import { checkUnderLock } from '../../rollout/execute/check-under-lock';
import type { UnderLock } from '../../rollout/plan/assess/reasons';
import type { DevicePlan } from '../../rollout/plan/change-plan';
import type { FabricPlan, PlannedFabric } from '../../rollout/plan/plan';
import { planFabric } from '../../rollout/plan/plan';
import type { Problem } from '../../rollout/problem';
import { bundleOf } from '../../rollout/plan/plan-bundle';
import { scheduleOptions } from '../change-devices';
import type { ScheduleOptions } from '../change-options';
import type { Context } from '../context';
import { ExitCode, exitCodeOf } from '../exit-code';
import { failureOf, reportFailure } from '../failure';
import type { ConsentOptions } from '../options';
import { findManifest } from '../find-manifest';
import type { Host } from '../host';
import {
  checkTimeoutOption,
  confirmTimeoutOption,
  consentOptions,
  consentsOf,
  deviceOption,
  digestOption,
  jsonOption,
  manifestOption,
  rolloutOptions,
} from '../options';
import type { Palette } from '../palette';
import { paletteFor } from '../palette';
import { countLines } from '../progress/describe-event';
import { describeSchedule } from '../plan/describe-schedule';
import { describeDisruption, titleOfDisruption } from '../plan/describe-disruption';
import { announce, labOption, rehearsalIn, rehearsed } from '../rehearsal';
import { requireDigest } from '../require-digest';
import { indent, withDevice } from '../table';
import { onlyDevices, requireKnownNames } from '../part-of-fabric';
import { jsonText } from '../../text/json-text';

interface OwnOptions {
  readonly manifest?: string;
  readonly lab?: string;
  readonly digest?: string;
  readonly device: readonly string[];
  readonly check?: boolean;
  readonly detailedExitCode?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

type PlanOptions = OwnOptions & ScheduleOptions & ConsentOptions;

/** `junos-fabric plan`. */
export function addPlanCommand(program: Command, context: Context): void {
  const command = program
    .command('plan')
    .description('show what apply would change on each device; reads only, locks nothing')
    .addOption(manifestOption())
    .addOption(labOption())
    .addOption(digestOption())
    .addOption(deviceOption('only this device; may be repeated'))
    .addOption(
      new Option('--check', 'let each device try it as well: lock, load, commit check, discard; commits nothing'),
    )
    .addOption(new Option('--detailed-exit-code', 'exit with 5 when there are differences'))
    .addOption(
      new Option('--out <file>', 'write down what apply --plan shall do, and nothing else').conflicts('device'),
    )
    .addOption(jsonOption('one JSON document'));
  [checkTimeoutOption(), confirmTimeoutOption(), ...rolloutOptions(), ...consentOptions()]
    .reduce((extended, option) => extended.addOption(option), command)
    .action((options: PlanOptions) => context.look(() => runPlan(options, context.host)));
}

async function runPlan(options: PlanOptions, host: Host): Promise<ExitCode> {
  const onDisk = readManifest(findManifest(options.manifest, host.workingDirectory));
  requireDigest(onDisk, options.digest);
  const rehearsal = await rehearsalIn(options.lab, host);
  const manifest = rehearsed(rehearsal, onDisk);
  announce(rehearsal, host, options.json);
  requireKnownNames(manifest, options);
  const made = await planFabric(onlyDevices(manifest, options.device), {
    ...scheduleOptions(options, host, rehearsal),
    consents: consentsOf(options),
  });
  // Some devices alone have no schedule.
  const planned = options.device.length === 0 ? made.plan : { ...made.plan, schedule: undefined };
  const checked = options.check === true ? await checkUnderLock(manifest, made) : undefined;
  const isRefused = refuses(planned) || checked?.some(({ problems }) => problems.length > 0) === true;
  const unwritten =
    options.out === undefined ? undefined : bundleError(made, isRefused, resolve(host.workingDirectory, options.out));
  const shown = { planned, checked, isRefused };
  host.stdout.write(options.json ? asJson(shown, unwritten) : describe(shown, paletteFor(host.stdout, host)));
  reportProblems(shown, host);
  if (unwritten !== undefined) reportFailure(unwritten, host);
  return exitCodeOfPlan(shown, unwritten, options);
}

/** A plan as it is shown. */
interface Shown {
  readonly planned: FabricPlan;
  /** What the devices say that have tried it; undefined where they were not asked to. */
  readonly checked: readonly CheckedDevice[] | undefined;
  readonly isRefused: boolean;
}

/** What is known to be refused counts more than what could not be seen, and both more than that something would change. */
function exitCodeOfPlan(
  { isRefused, planned }: Shown,
  unwritten: FabricError | undefined,
  { detailedExitCode }: OwnOptions,
): ExitCode {
  if (isRefused) return ExitCode.REFUSED;
  if (planned.devices.some(({ notLooked }) => notLooked !== undefined)) return ExitCode.NOT_LOOKED;
  if (unwritten !== undefined) return exitCodeOf(unwritten);
  return detailedExitCode === true && planned.hasChanges ? ExitCode.DIFFERENCES : ExitCode.DONE;
}

function refuses({ schedule, devices }: FabricPlan): boolean {
  return [...devices, ...(schedule === undefined ? [] : [schedule])].some(({ refusals }) => refusals.length > 0);
}

/** One document, whatever happened: a reader parses all of standard output. */
function asJson({ checked, planned }: Shown, unwritten: FabricError | undefined): string {
  const failure = unwritten === undefined ? {} : { error: failureOf(unwritten) };
  return `${jsonText({ ...planned, checked, ...failure }, 2)}\n`;
}

/** Writes the plan down; the error where that cannot be done, or apply would not do it. */
function bundleError(made: PlannedFabric, isRefused: boolean, file: string): FabricError | undefined {
  const unseen = made.plan.devices.filter(({ notLooked }) => notLooked !== undefined);
  if (unseen.length > 0) return planIncomplete(unseen.map(({ hostname }) => hostname));
  if (isRefused) return planRefused();
  const text = `${JSON.stringify(bundleOf(made), null, 2)}\n`;
  try {
    writeOutput(file, text);
    return undefined;
  } catch (error) {
    return outputUnwritable(file, (error as NodeJS.ErrnoException).code ?? 'unwritable');
  }
}

function describe(shown: Shown, palette: Palette): string {
  const { planned } = shown;
  const parts = planned.devices
    .filter((device) => device.action !== undefined)
    .map((device) => describeDevice(device, palette));
  const schedule = planned.schedule === undefined ? '' : describeSchedule(planned.schedule);
  return `${parts.join('')}${describeLater(planned, palette)}${summary(planned)}\n${schedule}${verdict(shown, palette)}`;
}

/** What devices that have left the code leave by: once they have no servers any more. */
function describeLater({ later }: FabricPlan, palette: Palette): string {
  if (later.length === 0) return '';
  const parts = later.map(({ diff, hostname }) => `${palette.strong(hostname)}\n${palette.diff(indent(diff, '    '))}`);
  return `Then, in a second transaction, once all of that is confirmed:\n${indent(parts.join(''), '  ')}\n`;
}

function describeDevice(device: DevicePlan, palette: Palette): string {
  if (device.action === 'none') return '';
  const title = palette.strong(`${device.hostname}: ${ACTIONS[device.action ?? 'change'](device)}`);
  return `${title}\n${palette.diff(indent(device.diff, '    '))}${indent(describeDisruption(device), '    ')}${describeAdopted(device)}\n`;
}

function describeAdopted({ adopted }: DevicePlan): string {
  if (adopted.length === 0) return '';
  const lines = adopted.map((line) => line.replace(/^set /, 'delete ')).join('\n');
  return indent(
    `Adopted: deleted outside the group, and kept for \`withdraw --restore\`\n${indent(lines, '  ')}`,
    '    ',
  );
}

const ACTIONS = {
  none: () => 'no change',
  create: (device: DevicePlan) => `new, ${countLines(device.diff)}; ${titleOfDisruption(device)}`,
  change: (device: DevicePlan) => `${countLines(device.diff)}; ${titleOfDisruption(device)}`,
  adopt: () => 'carries this configuration already; apply marks it as its own',
};

function summary({ fabric, devices, hasChanges }: FabricPlan): string {
  const changed = devices.filter(({ action }) => action !== undefined && action !== 'none').length;
  const asked = devices.filter(({ notLooked }) => notLooked === undefined).length;
  if (asked === 0 && devices.length > 0) return `${fabric}: no device could be looked at.`;
  if (!hasChanges) return `${fabric}: no changes on ${asked} of ${devices.length} devices.`;
  return `${fabric}: changes on ${changed} of ${devices.length} devices.`;
}

/** Whether apply would begin, and what nobody knows before it does. */
function verdict({ checked, isRefused, planned }: Shown, palette: Palette): string {
  if (isRefused) return `${palette.tone('bad', 'Apply would refuse this.')}\n`;
  if (checked !== undefined)
    return checked.length === 0
      ? ''
      : `Accepted by ${checked
          .map(({ hostname }) => hostname)
          .sort(compareText)
          .join(', ')} (commit check).\n`;
  const kinds = new Set(planned.devices.flatMap(({ underLock }) => underLock));
  const open = [...kinds].map((kind) => UNDER_LOCK[kind]).sort(compareText);
  return open.length === 0 ? '' : `Known only under the lock: ${open.join('; ')}.\n`;
}

const UNDER_LOCK: Readonly<Record<UnderLock, string>> = {
  lock: 'that nobody locks a device or commits on it before that',
  effect: 'what of the change is in effect, where the device expands its groups in a way of its own',
  commitCheck: 'whether each device accepts the change (commit check)',
};

function reportProblems({ checked = [], planned }: Shown, host: Host): void {
  const { schedule, devices, leavers, missingSecrets } = planned;
  const warn = (hostname: string | undefined, message: string): void => {
    host.stderr.write(`warning: ${withDevice(hostname, message)}\n`);
  };
  const refuse = ({ hostname, message }: Problem): void => {
    host.stderr.write(`error: ${withDevice(hostname, message)}\n`);
  };
  for (const message of missingSecrets) warn(undefined, `${message}; apply needs it`);
  for (const { hostname, warning } of leavers) if (warning !== undefined) warn(hostname, warning);
  for (const { hostname, notLooked, refusals, warnings } of devices) {
    for (const { message } of warnings) warn(hostname, message);
    if (notLooked !== undefined) refuse({ ...notLooked, message: `could not be looked at: ${notLooked.message}` });
    for (const refusal of refusals) refuse(refusal);
  }
  for (const { hostname, problems, warnings } of checked) {
    for (const message of warnings) warn(hostname, message);
    for (const problem of problems) refuse(problem);
  }
  for (const { message } of schedule?.warnings ?? []) warn(undefined, message);
  for (const refusal of schedule?.refusals ?? []) refuse(refusal);
}
