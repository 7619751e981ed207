import type { MatrixReport } from '../support/matrix-process';
import { MATRIX_TIMEOUT_MS, runMatrix } from '../support/run-matrix';

let report: MatrixReport = {};

beforeAll(async () => {
  report = await runMatrix(['kills', 'slow']);
}, MATRIX_TIMEOUT_MS);

test.each([
  ['is killed at any step and never comes back', 'kills'],
  ['is killed while sessions are slow and every wave takes as long as its timer allows for', 'slow'],
] as const)('every device ends whole and every server keeps its attachments when the controller %s', (_what, part) => {
  expect(report[part]).toEqual([]);
});
