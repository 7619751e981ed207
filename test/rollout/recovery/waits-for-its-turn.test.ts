import { StateLock } from '../../../lib/rollout/journal/state-lock';
import type { Connect } from '../../../lib/rollout/device-session';
import { apply } from '../../../lib/rollout/execute/apply';
import { reverse } from '../../../lib/rollout/recovery/reverse';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
beforeEach(() => {
  guide = GuideLab.inProcess();
});
afterEach(async () => {
  await guide.stop();
});

test('what waits for another rollout looks at no device before it has the fabric for itself', async () => {
  const { changeId } = await apply(guide.manifest(), guide.options);
  const { connect: plain, stateDirectory } = guide.options;
  const other = await StateLock.acquire(stateDirectory, 'dc1', 'another-change', { waitMs: 0 });
  let isHeld = true;
  const lookedWhileHeld: string[] = [];
  const connect: Connect = (device) => {
    if (isHeld) lookedWhileHeld.push(device.hostname);
    if (plain === undefined) throw new Error('the lab has a way of its own');
    return plain(device);
  };
  const reversing = reverse(guide.manifest(), changeId, { ...guide.options, connect, lockWaitMs: 60_000 });
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  isHeld = false;
  other.release();
  expect((await reversing).outcome).toBe('confirmed');
  expect(lookedWhileHeld).toEqual([]);
});
