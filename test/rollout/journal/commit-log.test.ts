import fc from 'fast-check';
import { isChangeId, newChangeId } from '../../../lib/rollout/journal/change-id';
import { commitLogLine, readCommitLog } from '../../../lib/rollout/journal/commit-log';

const ID = '20260314T150926Z-3f8a12cd';

test('what a commit says of its change is read back from the history', () => {
  const parts = fc.record({
    fabric: fc.constantFrom('dc1', 'dc-2', 'fabric_3'),
    changeId: fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date('2099-12-31') })
      .map((at) => newChangeId(at.getTime())),
    reverses: fc.option(fc.constant('20260314T150000Z-0f8a12cd'), { nil: undefined }),
    what: fc.constantFrom('committed' as const, 'confirmed' as const),
    mode: fc.constantFrom('transaction' as const, 'rolling' as const),
    digest: fc.constantFrom('withdrawn', 'a'.repeat(64)),
  });
  fc.assert(
    fc.property(parts, (said) => {
      expect(readCommitLog(commitLogLine(said))).toEqual(said);
      expect(isChangeId(said.changeId)).toBe(true);
    }),
  );
});

test('who may commit on a device may write any log line: one that names no change of ours is not ours', () => {
  expect(readCommitLog(`junos-fabric dc1 change ${ID} digest 00`)).toMatchObject({ changeId: ID });
  for (const changeId of ['../../../../tmp/x', '..', 'a/b', `${ID}/..`]) {
    expect(readCommitLog(`junos-fabric dc1 change ${changeId} digest 00`)).toBeUndefined();
    expect(readCommitLog(`junos-fabric dc1 change ${ID} reverses ${changeId} digest 00`)).toBeUndefined();
  }
  expect(readCommitLog('fixed leaf10 by hand')).toBeUndefined();
  expect(readCommitLog(undefined)).toBeUndefined();
});
