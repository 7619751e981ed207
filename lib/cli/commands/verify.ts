import type { Command } from 'commander';
import { Option } from 'commander';
import { askedOf } from '../../checks/check';
import { expectations } from '../../checks/expectations';
import type { CheckCounts, CheckResult, VerifyReport } from '../../checks/verify';
import { describeFailure, verify } from '../../checks/verify';
import type { LoadedManifest } from '../../manifest/read-manifest';
import { readManifest } from '../../manifest/read-manifest';
import type { Context } from '../context';
import { ExitCode } from '../exit-code';
import { findManifest } from '../find-manifest';
import { guideTables } from '../guide-tables';
import type { Host } from '../host';
import { atLeast, deviceOption, digestOption, jsonOption, manifestOption } from '../options';
import type { Palette } from '../palette';
import { paletteFor } from '../palette';
import { onlyDevices } from '../part-of-fabric';
import { junosConnect, knownHostsFileOf } from '../../rollout/junos-connect';
import type { Connect } from '../../rollout/device-session';
import { lookAtLeavers } from '../../rollout/plan/leavers/look-at-leavers';
import type { SaidOfLeaver } from '../../rollout/plan/leavers/said-of-leavers';
import { saidOfLeavers } from '../../rollout/plan/leavers/said-of-leavers';
import { announce, labOption, rehearsalIn, rehearsed } from '../rehearsal';
import { requireDigest } from '../require-digest';
import type { OpenSessions, Unreached } from '../sessions';
import { withSessions } from '../sessions';
import { table, withDevice } from '../table';
import { jsonText } from '../../text/json-text';

interface VerifyOptions {
  readonly manifest?: string;
  readonly lab?: string;
  readonly digest?: string;
  readonly device: readonly string[];
  /** Seconds. */
  readonly checkTimeout: number;
  readonly tables?: boolean;
  readonly json?: boolean;
}

/** `junos-fabric verify`. */
export function addVerifyCommand(program: Command, context: Context): void {
  program
    .command('verify')
    .description('check on the running devices that the fabric works: ports, sessions, prefixes, type-5 routes')
    .addOption(manifestOption())
    .addOption(labOption())
    .addOption(digestOption())
    .addOption(deviceOption('only this device; may be repeated'))
    .addOption(
      new Option('--check-timeout <seconds>', 'how long to wait for checks that are pending')
        .default(0)
        .argParser(atLeast(0)),
    )
    .addOption(new Option('--tables', 'print show interfaces terse and show bgp summary of each device'))
    .addOption(jsonOption('one JSON document'))
    .action((options: VerifyOptions) => context.look(() => runVerify(options, context.host)));
}

async function runVerify(options: VerifyOptions, host: Host): Promise<ExitCode> {
  const onDisk = readManifest(findManifest(options.manifest, host.workingDirectory));
  requireDigest(onDisk, options.digest);
  const rehearsal = await rehearsalIn(options.lab, host);
  const manifest = rehearsed(rehearsal, onDisk);
  announce(rehearsal, host, options.json);
  const connect = rehearsal?.connect ?? junosConnect(knownHostsFileOf(manifest, undefined));
  const { devices } = onlyDevices(manifest, options.device).manifest.fabric;
  return withSessions(devices, connect, async (sessions, unreached) => {
    const reached = devices.filter(({ hostname }) => sessions.has(hostname));
    if (options.tables && !options.json) host.stdout.write(await guideTables(reached, sessions));
    const looked = lookedAt(await check(manifest, sessions, options), unreached);
    const shown = options.json ? asJson(manifest, looked) : describe(manifest, looked, paletteFor(host.stdout, host));
    host.stdout.write(shown);
    for (const { hostname, message } of looked.notLooked) {
      host.stderr.write(`error: ${withDevice(hostname, `could not be looked at: ${message}`)}\n`);
    }
    const leavers = await leaversOf(manifest, connect, options);
    for (const { hostname, state, warning } of leavers) {
      const message = state === 'carrying' ? stillCarries(manifest) : warning;
      if (message !== undefined) host.stderr.write(`warning: ${withDevice(hostname, message)}\n`);
    }
    if (looked.failures.length > 0 || leavers.some(({ state }) => state === 'carrying')) return ExitCode.CHECK_FAILED;
    return looked.notLooked.length > 0 ? ExitCode.NOT_LOOKED : ExitCode.DONE;
  });
}

/** Of the devices that have left the code, where all of the fabric is asked. */
async function leaversOf(
  { manifest: { fabric, leavers = [] } }: LoadedManifest,
  connect: Connect,
  { device }: VerifyOptions,
): Promise<readonly SaidOfLeaver[]> {
  return device.length > 0 ? [] : saidOfLeavers(await lookAtLeavers(leavers, fabric.devices, connect, leavers.length));
}

function stillCarries({ manifest: { fabric } }: LoadedManifest): string {
  return `has left the code and still carries group ${fabric.name}, so that its servers may still use it; the next apply takes it`;
}

/** What was seen, and the devices of which nothing was. */
interface Looked extends Pick<VerifyReport, 'counts' | 'results' | 'failures' | 'reported'> {
  readonly notLooked: readonly Unreached[];
}

/** A device that gave no answer has not failed its checks: nobody knows. */
function lookedAt(report: VerifyReport, unreached: readonly Unreached[]): Looked {
  const answered = (all: readonly CheckResult[]): CheckResult[] =>
    all.filter(({ hostname }) => !report.unanswered.has(hostname));
  const lost = [...report.unanswered].map(([hostname, message]) => ({ hostname, message }));
  return {
    counts: new Map([...report.counts].filter(([hostname]) => !report.unanswered.has(hostname))),
    results: answered(report.results),
    failures: answered(report.failures),
    reported: answered(report.reported),
    notLooked: [...unreached, ...lost],
  };
}

/** Of the whole fabric, what the asked devices can tell. */
function check(manifest: LoadedManifest, sessions: OpenSessions, options: VerifyOptions): Promise<VerifyReport> {
  const asked = expectations(manifest.manifest.fabric).flatMap((one) =>
    askedOf(one, (hostname) => sessions.has(hostname)),
  );
  return verify(sessions, asked, { deadlineMs: options.checkTimeout * 1000, listAll: options.json });
}

function describe(manifest: LoadedManifest, looked: Looked, palette: Palette): string {
  const failures = looked.failures.map((result) => `${palette.tone('bad', 'failed')}  ${describeFailure(result)}\n`);
  const reported = looked.reported.map(
    (result) => `${palette.tone('warning', 'not up yet')}  ${describeFailure(result)}\n`,
  );
  const counts = looked.counts.size === 0 ? '' : `${countsTable(looked)}\n`;
  return `${counts}${failures.join('')}${reported.join('')}${sentence(manifest, looked, palette)}\n`;
}

function sentence(manifest: LoadedManifest, { counts, notLooked }: Looked, palette: Palette): string {
  const { name } = manifest.manifest.fabric;
  const unseen = notLooked.length === 1 ? '1 device' : `${notLooked.length} devices`;
  if (counts.size === 0 && notLooked.length > 0) return palette.tone('bad', `${name}: no device could be looked at.`);
  const rest = notLooked.length === 0 ? '' : `; ${unseen} could not be looked at`;
  const { failed, holding, provisionedNotUp } = sumOf([...counts.values()]);
  return failed === 0
    ? palette.tone(rest === '' ? 'good' : 'warning', `${name}: all ${holding} checks hold${rest}.`)
    : palette.tone('bad', `${name}: ${failed} of ${holding + failed + provisionedNotUp} checks failed${rest}.`);
}

function sumOf(all: readonly CheckCounts[]): CheckCounts {
  return all.reduce(
    (sum, one) => ({
      holding: sum.holding + one.holding,
      failed: sum.failed + one.failed,
      provisionedNotUp: sum.provisionedNotUp + one.provisionedNotUp,
    }),
    { holding: 0, failed: 0, provisionedNotUp: 0 },
  );
}

function countsTable({ counts }: Looked): string {
  const rows = [...counts].map(([hostname, { failed, holding, provisionedNotUp }]) => [
    hostname,
    String(holding),
    String(failed),
    String(provisionedNotUp),
  ]);
  return table(['Device', 'Holds', 'Failed', 'Not up yet'], rows);
}

function asJson({ manifest, digest }: LoadedManifest, { results, failures, notLooked }: Looked): string {
  const checks = results.map(({ check: { expect, kind }, constructPath, expected, holds, hostname, seen }) => ({
    hostname,
    kind,
    expect,
    holds,
    expected,
    seen,
    constructPath,
  }));
  const passed = failures.length === 0 && notLooked.length === 0;
  const document = { fabric: manifest.fabric.name, manifestDigest: digest, passed, checks, notLooked };
  return `${jsonText(document, 2)}\n`;
}
