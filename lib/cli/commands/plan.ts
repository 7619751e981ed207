import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { FabricError } from '../../model/fabric-error';
import { outputUnwritable, planIncomplete, planRefused } from '../errors';
import { writeOutput } from '../../files/replace-file';
import { readManifest } from '../../manifest/read-manifest';
import { checkUnderLock } from '../../rollout/execute/check-under-lock';
import type { FabricPlan, PlannedFabric } from '../../rollout/plan/plan';
import { planFabric } from '../../rollout/plan/plan';
import { bundleOf } from '../../rollout/plan/plan-bundle';
import { scheduleOptions } from '../change-devices';
import type { ScheduleOptions } from '../change-options';
import type { Context } from '../context';
import { ExitCode, exitCodeOf } from '../exit-code';
import { failureOf, reportFailure } from '../failure';
import type { ConsentOptions } from '../options';
import { findManifest } from '../find-manifest';
import { handshakesOf } from '../handshakes';
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
import { paletteFor } from '../palette';
import { planMarkdown } from '../plan/plan-markdown';
import { errorsOf, reasonsToRefuse, warningsOf } from '../plan/plan-problems';
import type { ShownPlan } from '../plan/plan-summary';
import { planText } from '../plan/plan-text';
import { announce, labOption, rehearsalIn, rehearsed } from '../rehearsal';
import { requireDigest } from '../require-digest';
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
  readonly summary?: boolean;
  readonly markdown?: boolean;
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
    .addOption(new Option('--summary', 'leave out what each device would change').conflicts('json'))
    .addOption(new Option('--markdown', 'as a comment on a pull request, each difference folded').conflicts('json'))
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
  announce(rehearsal, host, options.json === true || options.markdown === true);
  requireKnownNames(manifest, options);
  const made = await planFabric(onlyDevices(manifest, options.device), {
    ...scheduleOptions(options, host, rehearsal),
    ...handshakesOf(options, host),
    consents: consentsOf(options),
  });
  // Some devices alone have no schedule.
  const planned = options.device.length === 0 ? made.plan : { ...made.plan, schedule: undefined };
  const checked = options.check === true ? await checkUnderLock(manifest, made) : undefined;
  const shown = { planned, checked, servers: manifest.manifest.fabric.servers };
  const isRefused = reasonsToRefuse(shown).length > 0;
  const unwritten =
    options.out === undefined ? undefined : bundleError(made, isRefused, resolve(host.workingDirectory, options.out));
  host.stdout.write(formatted(shown, unwritten, options, host));
  for (const text of warningsOf(shown)) host.stderr.write(`warning: ${text}\n`);
  for (const text of errorsOf(shown)) host.stderr.write(`error: ${text}\n`);
  if (unwritten !== undefined) reportFailure(unwritten, host);
  if (isRefused) return ExitCode.REFUSED;
  return exitCodeOfUnrefused(planned, unwritten, options);
}

function formatted(shown: ShownPlan, unwritten: FabricError | undefined, options: OwnOptions, host: Host): string {
  const isSummary = options.summary === true;
  if (options.json === true) return asJson(shown, unwritten);
  if (options.markdown === true) return planMarkdown(shown, isSummary);
  const { columns } = host.stdout;
  return planText(shown, { palette: paletteFor(host.stdout, host), columns, isSummary });
}

/** What could not be seen counts more than that something would change. */
function exitCodeOfUnrefused(
  planned: FabricPlan,
  unwritten: FabricError | undefined,
  { detailedExitCode }: OwnOptions,
): ExitCode {
  if (planned.devices.some(({ notLooked }) => notLooked !== undefined)) return ExitCode.NOT_LOOKED;
  if (unwritten !== undefined) return exitCodeOf(unwritten);
  return detailedExitCode === true && planned.hasChanges ? ExitCode.DIFFERENCES : ExitCode.DONE;
}

/** Of the JSON document: grows when a field goes or means something else, not when one is added. */
const PLAN_VERSION = 1;

/** One document, whatever happened: a reader parses all of standard output. */
function asJson({ checked, planned }: ShownPlan, unwritten: FabricError | undefined): string {
  const failure = unwritten === undefined ? {} : { error: failureOf(unwritten) };
  return `${jsonText({ version: PLAN_VERSION, ...planned, checked, ...failure }, 2)}\n`;
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
