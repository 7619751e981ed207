import type { MatrixReport } from '../support/matrix-process';
import { MATRIX_TIMEOUT_MS, runMatrix } from '../support/run-matrix';

let report: MatrixReport = {};

beforeAll(async () => {
  report = { ...(await runMatrix(['breaks'], 1, 2)), ...(await runMatrix(['looks', 'waits', 'humans', 'holds'])) };
}, MATRIX_TIMEOUT_MS);

test.each([
  ['whatever breaks at any step', 'breaks'],
  ['and what is not understood of an attachment is asked once more', 'looks'],
  ['and while a device boots anew no other attachment is taken', 'waits'],
  ['and a change that is rolled back waits for other attachments', 'holds'],
  ['and whoever commits on a device that waits is noticed', 'humans'],
] as const)(
  'every device ends whole, differences are named, and every server keeps its attachments, %s',
  (_what, part) => {
    expect(report[part]).toEqual([]);
  },
);
