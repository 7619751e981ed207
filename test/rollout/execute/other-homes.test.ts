import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import { apply } from '../../../lib/rollout/execute/apply';
import type { ApplyOptions } from '../../../lib/rollout/execute/apply';
import type { RolloutEvent } from '../../../lib/rollout/events';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { undo } from '../../../lib/rollout/recovery/resume';
import { applyAndDie } from '../support/dying-controller';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
  for (const fabric of [ours(), theirs()]) {
    expect((await apply(guide.manifest(fabric), guide.options)).problems).toEqual([]);
  }
  guide.events.length = 0;
});
afterEach(async () => {
  await guide.stop();
});

/** Our fabric has one attachment of the server, and theirs the two others. */
const ours = (): FabricIntent => guide.fabric({ hostnames: ['leaf10'] });
const theirs = (): FabricIntent => ({ ...guide.fabric({ hostnames: ['leaf11', 'leaf12'] }), name: 'dc2' });

function redescribed(): FabricIntent {
  const fabric = ours();
  const devices = fabric.devices.map((device) => ({
    ...device,
    interfaces: device.interfaces.map((unit) => ({ ...unit, description: 'another one' })),
  }));
  return { ...fabric, devices };
}

/** Changes leaf10, with something happening once it is staged. */
function change(
  happens: () => void,
  options: Partial<ApplyOptions> = {},
  act: (event: RolloutEvent) => void = () => undefined,
): Promise<RolloutResult> {
  return apply(guide.manifest(redescribed()), {
    ...guide.options,
    otherFabrics: [theirs()],
    ...options,
    onEvent: (event) => {
      guide.events.push(event);
      if (event.type === 'staged') happens();
      act(event);
    },
  });
}

const breakLeaf11 = (): void => {
  guide.leaf('leaf11').edit('set interfaces et-0/0/15 disable');
};

function warnings(): string[] {
  return guide.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
}

test('an attachment on a leaf of another fabric that goes down holds the wave, and is named', async () => {
  const result = await change(breakLeaf11);
  expect(result.outcome).toBe('refused');
  expect(result.problems.map(({ code }) => code)).toEqual(['attachmentsMissing']);
  expect(result.problems[0]?.message).toContain('server server1 of VRF_5: down on leaf11; up: leaf12');
  expect(Object.keys(result.devices)).toEqual(['leaf10']);
});

test('it goes on when the attachment there is back', async () => {
  const result = await change(breakLeaf11, {}, (event) => {
    if (event.type === 'waveHeld') guide.leaf('leaf11').edit('delete interfaces et-0/0/15 disable');
  });
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  expect(guide.story()).toContain('waveHeld');
});

test('without the other manifest nobody knows of these attachments', async () => {
  const result = await change(breakLeaf11, { otherFabrics: [] });
  expect(guide.story()).not.toContain('waveHeld');
  expect(result.outcome).toBe('confirmed');
});

test('leaves of the other fabric are never written, and no session to them is left', async () => {
  const counts = guide.commitCounts();
  await change(() => undefined);
  expect(guide.commitCounts()).toEqual({ ...counts, leaf10: (counts.leaf10 ?? 0) + 2 });
  while (guide.openSessions() > 0) await new Promise((resolve) => setImmediate(resolve));
});

test('what is lost on a leaf of the other fabric, beside the attachments, fails nothing of ours', async () => {
  const result = await change(() => {
    guide.leaf('leaf11').switches.alarms.push('FPC 0 Hard errors');
  });
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
});

test('where there is no login for them they are named in a warning, and the change goes on without', async () => {
  const { devices, ...fabric } = theirs();
  const login = { method: 'password', user: 'netops', fromEnv: 'JUNOS_FABRIC_TEST_NO_SUCH_VARIABLE' } as const;
  const otherFabrics = [{ ...fabric, devices: devices.map((device) => ({ ...device, login })) }];
  const result = await change(breakLeaf11, { otherFabrics });
  expect(result.outcome).toBe('confirmed');
  expect(warnings()).toEqual([
    expect.stringContaining('leaf11 of dc2 is an attachment of server1 of VRF_5 and cannot be asked whether it is up'),
    expect.stringContaining('leaf12 of dc2'),
  ]);
  expect(warnings()[0]).toContain('JUNOS_FABRIC_TEST_NO_SUCH_VARIABLE');
});

test('a change that concerns no server of theirs asks them nothing', async () => {
  const otherFabrics = [{ ...theirs(), devices: theirs().devices.map((device) => ({ ...device, peerings: [] })) }];
  const otherConnect = jest.fn();
  expect((await change(() => undefined, { otherFabrics, otherConnect })).outcome).toBe('confirmed');
  expect(otherConnect).not.toHaveBeenCalled();
});

test('undo waits for the attachment there too before it takes back what is left', async () => {
  await applyAndDie(guide, (event) => event.type === 'committed', { manifest: guide.manifest(redescribed()) });
  const held: string[] = [];
  const result = await undo(guide.manifest(redescribed()), {
    ...guide.options,
    otherFabrics: [theirs()],
    onEvent: (event) => {
      if (event.type === 'decided') breakLeaf11();
      if (event.type !== 'waveHeld') return;
      held.push(...event.hostnames);
      guide.leaf('leaf11').edit('delete interfaces et-0/0/15 disable');
    },
  });
  expect(result).toMatchObject({ outcome: 'rolledBack', problems: [] });
  expect(held).toEqual(['leaf10']);
});
