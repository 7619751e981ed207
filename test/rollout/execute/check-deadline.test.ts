import type { RolloutIntent } from '../../../lib/intent/fabric-intent';
import { apply } from '../../../lib/rollout/execute/apply';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
});
afterEach(async () => {
  await guide.stop();
});

/** The port of leaf10 goes down with the commit there, and comes back after some seconds of the lab's clock. */
async function applyWithPortDown(
  seconds: number,
  { restarts = false, rollout }: { readonly restarts?: boolean; readonly rollout?: RolloutIntent },
): Promise<RolloutResult> {
  const fabric = guide.fabric();
  const devices = fabric.devices.map((one) => {
    const isRestarted = restarts && one.hostname === 'leaf10';
    const overlayEcmp = isRestarted ? { overlayEcmp: 'CONFIGURE' as const } : {};
    return { ...one, prerequisites: { ...one.prerequisites, ...overlayEcmp } };
  });
  const consents = [{ kind: 'forwardingRestart', hostname: 'leaf10', reason: 'maintenance' }] as const;
  return apply(guide.manifest({ ...fabric, devices, ...(restarts && { consents }), rollout }), {
    ...guide.options,
    onEvent: (event) => {
      guide.events.push(event);
      if (event.type !== 'committed' || event.hostname !== 'leaf10') return;
      guide.lab.state.pullCable('leaf10', 'et-0/0/15');
      guide.lab.clock.at(guide.lab.clock.now() + seconds * 1000, () => {
        guide.lab.state.plugCable('leaf10', 'et-0/0/15');
      });
    },
  });
}

test('a port that is away for longer than the check timeout fails the change', async () => {
  expect(await applyWithPortDown(300, {})).toMatchObject({ outcome: 'rolledBack' });
});

test('a device whose change restarts its forwarding engine is waited for longer', async () => {
  expect(await applyWithPortDown(300, { restarts: true })).toMatchObject({ outcome: 'confirmed', problems: [] });
});

test('the fabric says how long checks may take', async () => {
  expect(await applyWithPortDown(300, { rollout: { checkTimeoutSec: 600 } })).toMatchObject({ outcome: 'confirmed' });
});

test('the fabric says how long a device may wait for its confirmation', async () => {
  const manifest = guide.manifest({ ...guide.fabric(), rollout: { confirmTimeoutMin: 5 } });
  const { outcome, problems } = await apply(manifest, guide.options);
  expect([outcome, problems.map(({ code }) => code)]).toEqual(['refused', ['timersDoNotFit']]);
});
