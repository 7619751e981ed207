import type { SurveyedDevice } from '../../../lib/rollout/recovery/survey';
import { newestChange } from '../../../lib/rollout/recovery/newest-change';

/** A device with commits of changes, the newest first, each with the time that its own clock had. */
function device(
  hostname: string,
  ...commits: readonly (readonly [changeId: string, timeSec: number])[]
): SurveyedDevice {
  return {
    device: { hostname } as SurveyedDevice['device'],
    commits: commits.map(([changeId, timeSec], sequence) => ({
      fabric: 'dc1',
      changeId,
      what: 'confirmed',
      mode: 'transaction',
      sequence,
      isPending: false,
      timeSec,
    })),
    writtenBy: new Set(commits.slice(0, 1).map(([changeId]) => changeId)),
    hasGroup: true,
  };
}

test('a device whose clock is ahead does not make an old change the newest', () => {
  const ahead = device('leaf10', ['20260101T000000Z-a', 2_000_000_000]);
  const right = device('leaf11', ['20260102T000000Z-b', 1_700_086_400], ['20260101T000000Z-a', 1_700_000_000]);
  expect(newestChange([ahead, right])).toEqual({ changeId: '20260102T000000Z-b', rivals: [] });
});

test('nor does the clock of whoever ran it, where a device has had both', () => {
  const both = device('leaf10', ['20260101T000000Z-a', 1], ['20260109T000000Z-b', 2]);
  expect(newestChange([device('leaf11', ['20260109T000000Z-b', 3]), both])?.changeId).toBe('20260101T000000Z-a');
});

test('changes that no device has had both of are told by their ids, and named', () => {
  const found = newestChange([
    device('leaf10', ['20260101T000000Z-a', 9]),
    device('leaf11', ['20260102T000000Z-b', 1]),
    device('leaf12'),
  ]);
  expect(found).toEqual({ changeId: '20260102T000000Z-b', rivals: ['20260101T000000Z-a'] });
});

test('what waits for its confirmation comes before all', () => {
  const waiting: SurveyedDevice = {
    ...device('leaf10', ['old', 1]),
    pending: { log: 'junos-fabric dc1 change old digest none' },
  };
  expect(newestChange([device('leaf11', ['new', 2], ['old', 1]), waiting])?.changeId).toBe('old');
});

test('devices without commits of the fabric tell of no change', () => {
  expect(newestChange([device('leaf10')])).toBeUndefined();
});
