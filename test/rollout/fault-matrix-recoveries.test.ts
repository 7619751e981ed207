import { FaultLab } from './support/fault-lab';
import { casesOf, MATRIX_TIMEOUT_MS, recordSteps, runCases, shareOf, writesOf } from './support/fault-matrix';
import { SUDDEN_ENDS } from './support/faults';
import { applyTwice, soon } from './support/recoveries';
import type * as RememberedXml from './support/remembered-xml';

jest.mock('../../lib/junos/xml', () =>
  jest
    .requireActual<typeof RememberedXml>('./support/remembered-xml')
    .rememberingXml(jest.requireActual('../../lib/junos/xml')),
);

beforeAll(async () => {
  await FaultLab.prepare();
}, MATRIX_TIMEOUT_MS);

const RECOVERIES = [
  { way: 'resume', afterwards: soon('resume', 'new') },
  { way: 'resume --from-devices', afterwards: soon('resumeFromDevices', 'new') },
  { way: 'undo', afterwards: soon('undo', 'old') },
  { way: 'apply', afterwards: applyTwice },
];

test.each(RECOVERIES.map(({ way, afterwards }, share) => [way, afterwards, share] as const))(
  'a change whose controller was killed at a step that writes is brought to an end by: %s',
  async (way, afterwards, share) => {
    const cases = shareOf(casesOf(writesOf(await recordSteps()), SUDDEN_ENDS), share, RECOVERIES.length);
    expect(await runCases(`killed, then ${way}`, cases, afterwards)).toEqual([]);
  },
  MATRIX_TIMEOUT_MS,
);
