import type { RolloutEvent } from '../../../lib/rollout/events';
import { apply } from '../../../lib/rollout/execute/apply';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
  expect((await apply(guide.manifest(), guide.options)).outcome).toBe('confirmed');
  guide.events.length = 0;
});
afterEach(async () => {
  await guide.stop();
});

/** Changes leaf11 and leaf12, and does something when events happen. */
async function changeTwo(act: (event: RolloutEvent) => void, options = {}): Promise<RolloutResult> {
  const fabric = guide.fabric();
  const devices = fabric.devices.map((device) =>
    device.hostname === 'leaf10'
      ? device
      : { ...device, interfaces: device.interfaces.map((unit) => ({ ...unit, description: 'to server1 again' })) },
  );
  return apply(guide.manifest({ ...fabric, devices }), {
    ...guide.options,
    ...options,
    onEvent: (event) => {
      guide.events.push(event);
      act(event);
    },
  });
}

function breakLeaf10(event: RolloutEvent): void {
  if (event.type === 'managementVerified' && event.hostname === 'leaf11') {
    guide.leaf('leaf10').edit('set interfaces et-0/0/15 disable');
  }
}

test('a wave that would leave a server with too few attachments is held, then aborted, and the change taken back', async () => {
  const result = await changeTwo(breakLeaf10);
  expect(result.outcome).toBe('rolledBack');
  expect(result.devices).toEqual({ leaf10: 'unchanged', leaf11: 'rolledBack', leaf12: 'unchanged' });
  expect(result.problems.map(({ code }) => code)).toEqual(['attachmentsMissing']);
  expect(result.problems[0]?.message).toContain('server server1 of VRF_5: down on leaf10; up: leaf11');
  expect(guide.events).toContainEqual(
    expect.objectContaining({
      type: 'waveHeld',
      hostnames: ['leaf12'],
      servers: [{ server: 'server1 of VRF_5', down: ['leaf10'] }],
    }),
  );
  expect(guide.leaf('leaf12').database.pending).toBeUndefined();
});

test('a wave that is held goes on as soon as the attachment is back', async () => {
  const result = await changeTwo((event) => {
    breakLeaf10(event);
    if (event.type === 'waveHeld') guide.leaf('leaf10').edit('delete interfaces et-0/0/15 disable');
  });
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
});

test('where two attachments may be in motion the wave is not held, for one attachment stays', async () => {
  const result = await changeTwo(breakLeaf10, { maxUnavailable: 2 });
  expect(guide.story()).not.toContain('waveHeld');
  expect(result.problems.map(({ code }) => code)).not.toContain('attachmentsMissing');
});

test('an attachment that was down before the change holds nobody', async () => {
  guide.leaf('leaf10').edit('set interfaces et-0/0/15 disable');
  expect((await changeTwo(() => undefined)).outcome).toBe('confirmed');
});

test('the way back waits for the attachment that is not back yet', async () => {
  guide.leaf('leaf12').switches.refuseCommit = 'no';
  const held: string[] = [];
  const result = await changeTwo((event) => {
    if (event.type === 'decided') guide.leaf('leaf10').edit('set interfaces et-0/0/15 disable');
    if (event.type === 'waveHeld') {
      held.push(...event.hostnames);
      guide.leaf('leaf10').edit('delete interfaces et-0/0/15 disable');
    }
    if (event.type === 'rolledBack') expect(held).toEqual(['leaf11']);
  });
  // leaf12 was not committed, so two attachments are up and leaf11 may go; with leaf10 down it has to wait.
  expect(held).toEqual(['leaf11']);
  expect(result.devices).toMatchObject({ leaf11: 'rolledBack' });
});
