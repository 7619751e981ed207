import {
  checksFailed,
  confirmedByOthers,
  deviceNotLockable,
  devicesNotHeld,
  diffChanged,
  notEnoughTime,
} from '../../../lib/rollout/execute/errors';
import { errorTexts } from '../../support/errors';
import { expectGolden } from '../../support/golden';

function raise(error: Error): never {
  throw error;
}

const DOWN = 'expected et-0/0/15.0 up; seen: down\n  at dc1/leaf10/et-0/0/15';
const UNSEEN =
  'expected 10.1.5.0/24 in VRF_5 seen from 1 other attachment (leaf11); seen: 0 other attachments\n  at dc1/server1';

const CARRIES =
  'carries change 20260314T150926Z-3f8a12cd of dc2, which is not confirmed yet; automatic rollback in at most 12 min';

test('why a change cannot go on is said in words', () => {
  expectGolden(
    'errors/rollout-execute.txt',
    errorTexts([
      ['a check that fails', () => raise(checksFailed([DOWN]))],
      ['several checks that fail', () => raise(checksFailed([DOWN, UNSEEN]))],
      ['another difference than what was staged', () => raise(diffChanged('leaf10'))],
      [
        'devices of others that are at work for too long',
        () =>
          raise(devicesNotHeld(['leaf10'], [{ hostname: 'leaf11', reason: 'is locked by netops (process 7)' }], false)),
      ],
      [
        'two changes that wait for one another',
        () => raise(devicesNotHeld(['leaf10', 'leaf12'], [{ hostname: 'leaf11', reason: CARRIES }], true)),
      ],
      [
        'a login that does not get the lock of a device of others',
        () => raise(deviceNotLockable('leaf11', 'dc2', 'leaf11 refused lock-configuration: permission denied')),
      ],
      ['a device that somebody has confirmed', () => raise(confirmedByOthers('leaf10', ['dc1-base', 'dc1']))],
      ['a timer that is nearly over', () => raise(notEnoughTime('leaf10', 12))],
    ]),
  );
});
