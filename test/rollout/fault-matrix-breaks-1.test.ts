import { FaultLab } from './support/fault-lab';
import { casesOf, MATRIX_TIMEOUT_MS, recordSteps, runCases, shareOf } from './support/fault-matrix';
import { BREAKS } from './support/faults';
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
  'whatever breaks at any step, every device ends whole, all agree or are named, and every server keeps its homes',
  async () => {
    const cases = shareOf(casesOf(await recordSteps(), BREAKS, 2), 0, 3);
    expect(await runCases('something breaks, 1 of 3', cases)).toEqual([]);
  },
  MATRIX_TIMEOUT_MS,
);
