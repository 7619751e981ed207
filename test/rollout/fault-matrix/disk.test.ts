import seed from '../../support/seed.cjs';
import type { MatrixReport } from '../support/matrix-process';
import { MATRIX_TIMEOUT_MS, runMatrix } from '../support/run-matrix';

let report: MatrixReport = {};

beforeAll(async () => {
  report = await runMatrix(['disk']);
}, MATRIX_TIMEOUT_MS);

test(`a local disk that is full, read-only, somebody else’s or broken is never taken for a device, at the writes drawn with TEST_SEED=${seed}`, () => {
  expect(report.disk).toEqual([]);
});
