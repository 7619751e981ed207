import type { MatrixReport } from '../support/matrix-process';
import { MATRIX_TIMEOUT_MS, runMatrix } from '../support/run-matrix';

let report: MatrixReport = {};

beforeAll(async () => {
  report = await runMatrix(['rolling', 'withdraw', 'rollback', 'engines', 'enginesResumed']);
}, MATRIX_TIMEOUT_MS);

test.each([
  ['a rolling change', 'rolling'],
  ['taking a whole fabric away', 'withdraw'],
  ['taking a finished change back', 'rollback'],
  ['a change of devices with two routing engines, one of which is lost', 'engines'],
  ['a change of devices with two routing engines that another process goes on with', 'enginesResumed'],
] as const)(
  'every device ends whole, differences are named, and every server keeps its attachments, whatever breaks or is killed during %s',
  (_what, part) => {
    expect(report[part]).toEqual([]);
  },
);
