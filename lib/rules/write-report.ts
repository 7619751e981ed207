import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../files/replace-file';
import type { RuleReport } from './report';
import { writeReportJson } from './report-json';
import { writeReportSarif } from './report-sarif';

/** Name of the report in the stack directory. */
const REPORT_FILE = 'rules.json';

/** Name of the report as SARIF 2.1.0. */
const SARIF_FILE = 'rules.sarif';

/**
 * Writes a report in both machine-readable forms.
 * @param directory - is made where it does not exist
 */
export function writeReport(directory: string, report: RuleReport): void {
  mkdirSync(directory, { recursive: true });
  replaceFile(join(directory, REPORT_FILE), writeReportJson(report));
  replaceFile(join(directory, SARIF_FILE), writeReportSarif(report));
}
