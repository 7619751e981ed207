import { FaultLab } from './support/fault-lab';
import { casesOf, MATRIX_TIMEOUT_MS, recordSteps, runCases, shareOf } from './support/fault-matrix';
import { KILLS, SLOW_KILLS } from './support/faults';
import type * as RememberedXml from './support/remembered-xml';

jest.mock('../../lib/junos/xml', () =>
  jest
    .requireActual<typeof RememberedXml>('./support/remembered-xml')
    .rememberingXml(jest.requireActual('../../lib/junos/xml')),
);

beforeAll(async () => {
  await FaultLab.prepare();
}, MATRIX_TIMEOUT_MS);

/** Steps of a device until it has been staged, or nearly so. */
const STAGED = 20;

test(
  'a controller that is killed at any step and never comes back leaves every server its homes and every device whole',
  async () => {
    const cases = shareOf(casesOf(await recordSteps(), KILLS), 1, 2);
    expect(await runCases('killed for good, 2 of 2', cases)).toEqual([]);
  },
  MATRIX_TIMEOUT_MS,
);

test(
  'so it is when sessions are slow and every wave takes as long as its timer allows for',
  async () => {
    const cases = casesOf(await recordSteps(), SLOW_KILLS).filter(({ step }) => step.place > STAGED);
    expect(await runCases('killed for good, sessions slow', shareOf(cases, 0, 10))).toEqual([]);
  },
  MATRIX_TIMEOUT_MS,
);
