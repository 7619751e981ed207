import type { MatrixReport } from '../support/matrix-process';
import { MATRIX_TIMEOUT_MS, runMatrix } from '../support/run-matrix';

let report: MatrixReport = {};

beforeAll(async () => {
  report = await runMatrix(['breaks'], 0, 2);
}, MATRIX_TIMEOUT_MS);

test.each([['whatever breaks at any step', 'breaks']] as const)(
  'every device ends whole, differences are named, and every server keeps its attachments, %s',
  (_what, part) => {
    expect(report[part]).toEqual([]);
  },
);
