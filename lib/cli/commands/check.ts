import type { Command } from 'commander';
import { Option } from 'commander';
import { resolve } from 'node:path';
import { readManifest } from '../../manifest/read-manifest';
import { evaluate } from '../../rules/evaluate';
import type { RuleReport } from '../../rules/report';
import { errorsIn } from '../../rules/report';
import { writeReportJson } from '../../rules/report-json';
import { writeReportSarif } from '../../rules/report-sarif';
import { describeReport } from '../../rules/report-text';
import { RulePack } from '../../rules/rule-pack';
import type { Context } from '../context';
import { ExitCode } from '../exit-code';
import { findManifest } from '../find-manifest';
import type { Host } from '../host';
import { jsonOption } from '../options';

interface CheckOptions {
  readonly strict: boolean;
  readonly json: boolean;
  readonly sarif: boolean;
}

/** `junos-fabric check`. */
export function addCheckCommand(program: Command, context: Context): void {
  program
    .command('check')
    .description("hold a manifest against the library's rules, as synth does; contacts no device")
    .argument('[fabric.json]', 'the manifest (default: the only one below ./cdktf.out/stacks)')
    .addOption(new Option('--strict', 'take every warning for an error').default(false))
    .addOption(jsonOption('the report as JSON, as rules.json'))
    .addOption(
      new Option('--sarif', 'print the report as SARIF 2.1.0, as rules.sarif').default(false).conflicts('json'),
    )
    .action((file: string | undefined, options: CheckOptions) =>
      context.run(() => Promise.resolve(runCheck(file, options, context.host))),
    );
}

function runCheck(given: string | undefined, options: CheckOptions, host: Host): ExitCode {
  const { workingDirectory } = host;
  const file = findManifest(given === undefined ? given : resolve(workingDirectory, given), workingDirectory);
  const pack = options.strict ? RulePack.STRICT : RulePack.DEFAULT;
  // A program's own rules are not in its manifest, but what it acknowledges of them is.
  const report = evaluate(readManifest(file).manifest.fabric, { pack, reportUnknownRules: false });
  host.stdout.write(written(report, options));
  return errorsIn(report).length === 0 ? ExitCode.DONE : ExitCode.CHECK_FAILED;
}

function written(report: RuleReport, { json, sarif }: CheckOptions): string {
  if (json) return writeReportJson(report);
  return sarif ? writeReportSarif(report) : describeReport(report);
}
