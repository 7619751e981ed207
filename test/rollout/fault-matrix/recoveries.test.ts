import type { MatrixReport } from '../support/matrix-process';
import { MATRIX_TIMEOUT_MS, runMatrix } from '../support/run-matrix';

let report: MatrixReport = {};

beforeAll(async () => {
  report = await runMatrix(['resume', 'resumeFromDevices', 'undo', 'applyAgain', 'twice']);
}, MATRIX_TIMEOUT_MS);

test.each([
  ['resume', 'resume'],
  ['resume --from-devices', 'resumeFromDevices'],
  ['undo', 'undo'],
  ['apply', 'applyAgain'],
  ['resume, in which a second fault strikes', 'twice'],
] as const)('a change whose controller was killed at a step that writes is brought to an end by: %s', (_what, part) => {
  expect(report[part]).toEqual([]);
});
