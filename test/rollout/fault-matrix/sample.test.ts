import seed from '../../support/seed.cjs';
import type { MatrixReport } from '../support/matrix-process';
import { MATRIX_TIMEOUT_MS, runMatrix } from '../support/run-matrix';

let report: MatrixReport = {};

beforeAll(async () => {
  report = await runMatrix(['sample']);
}, MATRIX_TIMEOUT_MS);

test(`every device ends whole, and every server keeps its attachments, whatever of the full matrix is drawn with TEST_SEED=${seed}`, () => {
  expect(report.sample).toEqual([]);
});
