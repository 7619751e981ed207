/**
 * Compares what the package offers, as built in `dist/`, with the reports in `docs/api-report/`: every class, every
 * property and its type. A change of the API is then a line in a review and never a surprise of a release.
 *
 *   node scripts/api-report.mjs            exit 1 where a report differs
 *   node scripts/api-report.mjs --update   writes the reports
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const REPORTS = join(root, 'docs/api-report');

/** The entries that package.json promises: `.` is reported in `index.api.md`, `./testing/jest` in `testing-jest.api.md`. */
function publicEntries() {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return Object.entries(exports)
    .filter(([, target]) => target.types !== undefined)
    .map(([name, { types }]) => ({
      report: name === '.' ? 'index' : name.replace('./', '').replaceAll('/', '-'),
      types: join(root, types),
    }));
}

function isAsReported({ report, types }, temporary, update) {
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      newlineKind: 'lf',
      mainEntryPointFilePath: types,
      compiler: { tsconfigFilePath: join(root, 'tsconfig.build.json') },
      apiReport: {
        enabled: true,
        reportFileName: `${report}.api.md`,
        reportFolder: REPORTS,
        reportTempFolder: temporary,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      // Comments are the linter's matter; the report shows names and shapes.
      messages: {
        compilerMessageReporting: { default: { logLevel: 'none' } },
        extractorMessageReporting: { default: { logLevel: 'none' } },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
  });
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: update,
    printApiReportDiff: !update,
    messageCallback: (message) => (message.handled = message.logLevel === 'none' || !/differ|diff/i.test(message.text)),
  });
  return !apiReportChanged;
}

const update = process.argv.includes('--update');
mkdirSync(REPORTS, { recursive: true });
mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
const temporary = mkdtempSync(join(root, 'node_modules/.cache/api-'));
try {
  const changed = publicEntries().filter((entry) => !isAsReported(entry, temporary, update));
  const names = changed.map(({ report }) => `docs/api-report/${report}.api.md`).join(', ');
  if (update) process.stdout.write(changed.length === 0 ? 'no report changed\n' : `written: ${names}\n`);
  else if (changed.length > 0) {
    process.stderr.write(
      `the API is not as reported in ${names}: build, run npm run api:update, read the difference\n`,
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
