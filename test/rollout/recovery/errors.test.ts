import {
  changeHasSuccessor,
  changeNotFound,
  changeStillPending,
  noChangeOnDevices,
  removedDeviceLeft,
  rollbackStillPending,
} from '../../../lib/rollout/recovery/errors';
import { rollbackGone } from '../../../lib/rollout/group/errors';
import { errorTexts } from '../../support/errors';
import { expectGolden } from '../../support/golden';

function raise(error: Error): never {
  throw error;
}

test('why a change is not taken back is said in words', () => {
  expectGolden(
    'errors/rollout-recovery.txt',
    errorTexts([
      ['a change of which no device knows', () => raise(changeNotFound('c1', 'dc1'))],
      ['the newest one of devices that tell of none', () => raise(noChangeOnDevices('dc1'))],
      ['one that waits', () => raise(changeStillPending('leaf10', 'c1'))],
      ['one whose rollback waits', () => raise(rollbackStillPending('leaf10', 'c2', 'c1'))],
      ['one that is not the last', () => raise(changeHasSuccessor('leaf10', 'c1', 'c3'))],
      ['one of long ago', () => raise(rollbackGone('leaf10', 'c1'))],
      ['one on a device that has left the code', () => raise(removedDeviceLeft('leaf10', 'c1', 'no route to host'))],
    ]),
  );
});
