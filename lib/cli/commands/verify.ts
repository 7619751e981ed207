import type { Command } from 'commander';
import { Option } from 'commander';
import { expectations } from '../../checks/expectations';
import type { CheckResult, VerifyReport } from '../../checks/verify';
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
import { requireDigest } from '../require-digest';
import type { OpenSessions } from '../sessions';
import { withSessions } from '../sessions';
import { table } from '../table';
import { jsonText } from '../../text/json-text';

interface VerifyOptions {
  readonly manifest?: string;
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
    .addOption(digestOption())
    .addOption(deviceOption('only this device; may be repeated'))
    .addOption(
      new Option('--check-timeout <seconds>', 'how long to wait for what is not true yet')
        .default(0)
        .argParser(atLeast(0)),
    )
    .addOption(new Option('--tables', 'print show interfaces terse and show bgp summary of each device'))
    .addOption(jsonOption('one JSON document'))
    .action((options: VerifyOptions) => context.run(() => runVerify(options, context.host)));
}

async function runVerify(options: VerifyOptions, host: Host): Promise<ExitCode> {
  const manifest = readManifest(findManifest(options.manifest, host.workingDirectory));
  requireDigest(manifest, options.digest);
  const { devices } = onlyDevices(manifest, options.device).manifest.fabric;
  return withSessions(manifest, devices, async (sessions) => {
    if (options.tables && !options.json) host.stdout.write(await guideTables(devices, sessions));
    const report = await check(manifest, sessions, options.checkTimeout);
    host.stdout.write(
      options.json ? asJson(manifest, report) : describe(manifest, report, paletteFor(host.stdout, host)),
    );
    return report.passed ? ExitCode.DONE : ExitCode.CHECK_FAILED;
  });
}

/** Of the whole fabric, what the asked devices can tell. */
function check(manifest: LoadedManifest, sessions: OpenSessions, timeout: number): Promise<VerifyReport> {
  const asked = expectations(manifest.manifest.fabric).filter(({ hostname }) => sessions.has(hostname));
  return verify(sessions, asked, { deadlineMs: timeout * 1000 });
}

function describe(manifest: LoadedManifest, report: VerifyReport, palette: Palette): string {
  const { name } = manifest.manifest.fabric;
  const failures = report.failures.map((result) => `${palette.tone('bad', 'failed')}  ${describeFailure(result)}\n`);
  const reported = report.reported.map(
    (result) => `${palette.tone('warning', 'not up yet')}  ${describeFailure(result)}\n`,
  );
  const { length } = report.results;
  const sentence = report.passed
    ? palette.tone('good', `${name}: all ${length - report.reported.length} checks hold.`)
    : palette.tone('bad', `${name}: ${report.failures.length} of ${length} checks failed.`);
  return `${countsTable(report)}\n${failures.join('')}${reported.join('')}${sentence}\n`;
}

function countsTable({ results }: VerifyReport): string {
  const hostnames = [...new Set(results.map(({ expectation }) => expectation.hostname))];
  const rows = hostnames.map((hostname) => {
    const own = results.filter(({ expectation }) => expectation.hostname === hostname);
    const [holding, missed] = [own.filter(({ holds }) => holds), own.filter(({ holds }) => !holds)];
    const failing = missed.filter(({ expectation }) => expectation.expect === 'UP');
    return [hostname, String(holding.length), String(failing.length), String(missed.length - failing.length)];
  });
  return table(['Device', 'Holds', 'Failed', 'Not up yet'], rows);
}

function asJson({ manifest, digest }: LoadedManifest, report: VerifyReport): string {
  const checks = report.results.map(({ expectation, expected, seen, holds }: CheckResult) => ({
    hostname: expectation.hostname,
    kind: expectation.kind,
    expect: expectation.expect,
    holds,
    expected,
    seen,
    constructPath: expectation.constructPath,
  }));
  const document = { fabric: manifest.fabric.name, manifestDigest: digest, passed: report.passed, checks };
  return `${jsonText(document, 2)}\n`;
}
