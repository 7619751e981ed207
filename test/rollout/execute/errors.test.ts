import { checksFailed, diffChanged, notEnoughTime } from '../../../lib/rollout/execute/errors';
import { errorTexts } from '../../support/errors';
import { expectGolden } from '../../support/golden';

function raise(error: Error): never {
  throw error;
}

const DOWN = 'expected et-0/0/15.0 up; seen: down\n  at dc1/leaf10/et-0/0/15';
const UNSEEN =
  'expected 10.1.5.0/24 in VRF_5 seen from 1 other attachment (leaf11); seen: 0 other attachments\n  at dc1/server1';

test('why a change cannot go on is said in words', () => {
  expectGolden(
    'errors/rollout-execute.txt',
    errorTexts([
      ['a check that fails', () => raise(checksFailed([DOWN]))],
      ['several checks that fail', () => raise(checksFailed([DOWN, UNSEEN]))],
      ['another difference than what was staged', () => raise(diffChanged('leaf10'))],
      ['a timer that is nearly over', () => raise(notEnoughTime('leaf10', 12))],
    ]),
  );
});
