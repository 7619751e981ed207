import { FaultLab } from './support/fault-lab';
import { casesOf, MATRIX_TIMEOUT_MS, recordSteps, runCases, shareOf } from './support/fault-matrix';
import { KILLS } from './support/faults';
import type * as RememberedXml from './support/remembered-xml';

jest.mock('../../lib/junos/xml', () =>
  jest
    .requireActual<typeof RememberedXml>('./support/remembered-xml')
    .rememberingXml(jest.requireActual('../../lib/junos/xml')),
);

beforeAll(async () => {
  await FaultLab.prepare();
}, MATRIX_TIMEOUT_MS);

test(
  'a controller that is killed at any step and never comes back leaves every server its homes and every device whole',
  async () => {
    const cases = shareOf(casesOf(await recordSteps(), KILLS), 0, 2);
    expect(await runCases('killed for good, 1 of 2', cases)).toEqual([]);
  },
  MATRIX_TIMEOUT_MS,
);
