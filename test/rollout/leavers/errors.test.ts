import { consentForWhich, noSuchLeaver } from '../../../constructs/fabric/errors';
import { fabricLeft, leaversUnnoticed, noSuchMember } from '../../../lib/allocation/errors';
import { deviceStillCarries, deviceUnreachable } from '../../../lib/cli/errors';
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
      ['a consent for no device, or for two', () => raise(consentForWhich())],
      ['a consent for one that has not left', () => raise(noSuchLeaver('leaf12', ['leaf11', 'leaf14'], 'dc1'))],
      ['a consent where none has left', () => raise(noSuchLeaver('leaf12', [], 'dc1'))],
      ['a frozen lock file without devices', () => raise(leaversUnnoticed('fabric.lock.json'))],
      ['a fabric that has left the program', () => raise(fabricLeft('dc2', 'fabric.lock.json'))],
      ['one to forget that nobody knows', () => raise(noSuchMember('leaf13', 'fabric.lock.json', ['leaf12']))],
      ['one to forget from an empty list', () => raise(noSuchMember('leaf13', 'fabric.lock.json', []))],
      ['one to forget that carries the group', () => raise(deviceStillCarries('leaf12', 'dc1'))],
      ['one to forget that is silent', () => raise(deviceUnreachable('leaf12', 'connect ECONNREFUSED'))],
    ]),
  );
});
