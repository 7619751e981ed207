import { leaverLeft } from '../../../lib/rollout/execute/errors';
import {
  lastAttachmentNotAllowed,
  leaverIsAnother,
  leaverSilent,
  managedThroughFabric,
  silentLeaverCutOff,
} from '../../../lib/rollout/plan/errors';
import { errorTexts } from '../../support/errors';
import { expectGolden } from '../../support/golden';

function raise(error: Error): never {
  throw error;
}

const SILENT = 'leaf12 (10.0.0.12:830) does not answer';

test('what is said of devices that have left the code is said in words', () => {
  expectGolden(
    'errors/rollout-leavers.txt',
    errorTexts([
      ['one that is reached through the fabric', () => raise(managedThroughFabric('leaf12', 'lo0'))],
      ['one that is silent and would be cut off', () => raise(silentLeaverCutOff('leaf12', SILENT))],
      ['one that is silent', () => raise(leaverSilent('leaf12', SILENT))],
      ['another device in its place', () => raise(leaverIsAnother('leaf12', '10.0.0.12', 'leaf20'))],
      ['the last attachment of servers', () => raise(lastAttachmentNotAllowed('leaf12', ['server1 of VRF_5']))],
      ['a second transaction that has failed', () => raise(leaverLeft('leaf12', 'dc1'))],
    ]),
  );
});
