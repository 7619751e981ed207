import type { DeviceIntent, FabricIntent } from '../../../lib/intent/fabric-intent';
import type { Actor } from '../../../lib/emulator/junos/configuration-database';
import type { ApplyOptions } from '../../../lib/rollout/execute/apply';
import { apply } from '../../../lib/rollout/execute/apply';
import type { RolloutEvent } from '../../../lib/rollout/events';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
beforeEach(async () => {
  guide = GuideLab.inProcess();
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

function withDevices(fabric: FabricIntent, change: (device: DeviceIntent) => Partial<DeviceIntent>): FabricIntent {
  return { ...fabric, devices: fabric.devices.map((device) => ({ ...device, ...change(device) })) };
}

/** Our fabric with another hold time, which starts the session anew. */
function reset(fabric: FabricIntent = ours()): FabricIntent {
  return withDevices(fabric, ({ peerings }) => ({
    peerings: peerings.map((peering) => ({ ...peering, holdTimeSec: 30 })),
  }));
}

function change(
  act: (event: RolloutEvent) => void = () => undefined,
  options: Partial<ApplyOptions> = {},
  fabric: FabricIntent = reset(),
): Promise<RolloutResult> {
  return apply(guide.manifest(fabric), {
    ...guide.options,
    otherFabrics: [theirs()],
    ...options,
    onEvent: (event) => {
      guide.events.push(event);
      act(event);
    },
  });
}

const holderOf = (hostname: string): string | undefined => guide.leaf(hostname).database.lockHolder?.actor.user;
const eventsOf = (type: RolloutEvent['type']): RolloutEvent[] => guide.events.filter((event) => event.type === type);

/** Another program, at work on a leaf. */
const PROGRAM: Actor = { user: 'ansible', client: 'netconf', pid: 7 };

/** Somebody's rollout of the other fabric has committed on a leaf and waits. */
function commitElsewhere(hostname: string, changeId: string, withinMs: number): void {
  const { database } = guide.leaf(hostname);
  database.edit(PROGRAM, (candidate) => {
    candidate.set('system', 'location', 'building', 'B1');
  });
  database.commit(PROGRAM, { log: `junos-fabric dc2 change ${changeId} digest 0123`, confirmWithinMs: withinMs });
}

test('the locks of the other attachments are held until the session is back, and nothing else is done there', async () => {
  const rpcs: string[] = [];
  for (const hostname of ['leaf11', 'leaf12']) {
    guide.leaf(hostname).interceptor = ({ name }) => {
      rpcs.push(name);
      return undefined;
    };
  }
  const held: unknown[] = [];
  const result = await change(({ type }) => {
    if (type === 'committed' || type === 'deviceReady') held.push([holderOf('leaf11'), holderOf('leaf12')]);
    if (type === 'decided') held.push([holderOf('leaf11'), holderOf('leaf12')]);
  });
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  expect(held).toEqual([
    ['netops', 'netops'],
    ['netops', 'netops'],
    [undefined, undefined],
  ]);
  expect(rpcs).toContain('lock-configuration');
  expect(rpcs.filter((name) => /load|discard|commit-configuration|validate/.test(name))).toEqual([]);
  expect(eventsOf('fenceRaised')).toEqual([
    expect.objectContaining({ hostnames: ['leaf10'], held: ['leaf11', 'leaf12'] }),
  ]);
  expect(eventsOf('fenceLowered')).toEqual([
    { type: 'fenceLowered', hostnames: ['leaf10'], released: ['leaf11', 'leaf12'] },
  ]);
});

test.each(['passes', 'waits'] as const)(
  'a commit that waits for its confirmation there is waited for, without a lock, and its timer %s locks',
  async (timerUnderForeignLock) => {
    guide.leaf('leaf11').switches.timerUnderForeignLock = timerUnderForeignLock;
    commitElsewhere('leaf11', '20260314T150000Z-0000000a', 600_000);
    const locks: string[] = [];
    guide.leaf('leaf11').interceptor = ({ name }) => {
      const isPending = guide.leaf('leaf11').database.pending !== undefined;
      if (name === 'lock-configuration' && isPending) locks.push(name);
      return undefined;
    };
    const result = await change();
    expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
    expect(locks).toEqual([]);
    const [awaited] = eventsOf('fenceAwaited');
    expect(JSON.stringify(awaited)).toContain(
      'carries change 20260314T150000Z-0000000a of dc2, which is not confirmed yet; automatic rollback in at most 10 min',
    );
  },
);

test('a change that is called off while it waits for others ends at once', async () => {
  const controller = new AbortController();
  let calledOffAt = NaN;
  const result = await change(
    ({ type }) => {
      if (type === 'staged') guide.leaf('leaf12').database.lock(PROGRAM);
      if (type !== 'fenceAwaited') return;
      calledOffAt = guide.clock.now();
      controller.abort();
    },
    { signal: controller.signal },
  );
  expect(result).toMatchObject({ outcome: 'refused', problems: [{ code: 'calledOff' }] });
  expect(guide.clock.now()).toBe(calledOffAt);
});

test('a program that has the lock there is waited for as long as checks may take, then the change is refused', async () => {
  const { database } = guide.leaf('leaf12');
  const result = await change(({ type }) => {
    if (type === 'staged') database.lock(PROGRAM);
  });
  expect(result.outcome).toBe('refused');
  expect(result.problems).toEqual([
    expect.objectContaining({
      code: 'devicesNotHeld',
      message: expect.stringContaining('leaf12 is locked by ansible (process 7)') as string,
    }),
  ]);
  expect(guide.leaf('leaf11').database.lockHolder).toBeUndefined();
});

test('a candidate that nobody has committed there stops the wave until it is gone', async () => {
  const { database } = guide.leaf('leaf12');
  const result = await change(({ type }) => {
    if (type === 'staged') guide.leaf('leaf12').editCandidate('set system location building B2');
    if (type === 'fenceAwaited') database.discard(PROGRAM);
  });
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  expect(JSON.stringify(eventsOf('fenceAwaited'))).toContain('leaf12","reason":"has a candidate that nobody has');
});

test('a session there that is down for no change of others holds the wave as long as checks may take, and no longer', async () => {
  guide.leaf('leaf11').edit('set interfaces et-0/0/15 disable');
  const began = guide.clock.now();
  const result = await change();
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  expect(eventsOf('waveHeld')).toHaveLength(1);
  expect(guide.clock.now() - began).toBeGreaterThanOrEqual(120_000);
});

test('a login that does not get the lock there is refused before a device of ours is touched', async () => {
  guide.leaf('leaf11').switches.refuseLock = 'permission denied: lock-configuration';
  const result = await change();
  expect(result.outcome).toBe('refused');
  expect(result.problems.map(({ code, hostname }) => [hostname, code])).toEqual([['leaf11', 'deviceNotLockable']]);
  expect(result.problems[0]?.message).toContain('permission denied: lock-configuration');
  expect(eventsOf('staged')).toEqual([]);
});

test('staging waits for a program that has the lock of our own device', async () => {
  const { database } = guide.leaf('leaf10');
  database.lock(PROGRAM);
  const result = await change(({ type }) => {
    if (type === 'fenceAwaited') database.unlock(PROGRAM);
  });
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  expect(eventsOf('fenceAwaited')).toEqual([
    expect.objectContaining({
      hostnames: ['leaf10'],
      others: [{ hostname: 'leaf10', reason: 'is locked by ansible (process 7)' }],
    }),
  ]);
});

test('staging does not wait longer than checks may take', async () => {
  guide.leaf('leaf10').database.lock(PROGRAM);
  const began = guide.clock.now();
  const result = await change();
  expect(result.problems.map(({ code }) => code)).toEqual(['configurationLocked']);
  expect(guide.clock.now() - began).toBeLessThan(180_000);
});

describe('of two changes that wait for one another', () => {
  /** Both leaves are ours; while the first waits, the other fabric commits on its own. */
  async function whileOurFirstWaits(theirChange: string): Promise<RolloutResult> {
    await guide.stop();
    guide = GuideLab.inProcess();
    const both = (): FabricIntent => guide.fabric({ hostnames: ['leaf10', 'leaf11'] });
    const others = { ...guide.fabric({ hostnames: ['leaf12'] }), name: 'dc2' };
    for (const fabric of [both(), others]) {
      expect((await apply(guide.manifest(fabric), guide.options)).problems).toEqual([]);
    }
    return change(
      ({ type }) => {
        if (type === 'fenceLowered' && eventsOf('fenceLowered').length === 1) {
          commitElsewhere('leaf12', theirChange, 60_000);
        }
      },
      { otherFabrics: [others], changeId: '20260314T150000Z-0000000b' },
      reset(both()),
    );
  }

  test('the younger one gives way at once', async () => {
    const result = await whileOurFirstWaits('20260314T150000Z-0000000a');
    expect(result.outcome).toBe('rolledBack');
    expect(result.problems[0]?.message).toContain('the younger of two that wait for one another, and gives way');
    expect(guide.leaf('leaf12').database.pending).toBeDefined();
  });

  test('the older one waits', async () => {
    const result = await whileOurFirstWaits('20260314T150000Z-0000000c');
    expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  });
});

test.each([
  ['redundancy group', (): void => undefined],
  [
    'Ethernet segment',
    (): void => {
      for (const hostname of ['leaf10', 'leaf11']) {
        guide.leaf(hostname).edit('set interfaces ae9 esi identifier 00:11:22:33:44:55:66:77:88:99');
      }
    },
  ],
])('a device that only has a %s in common is held too', async (what, prepare) => {
  prepare();
  const group = what === 'redundancy group' ? { redundancyGroup: 'rack 7' } : {};
  const others = withDevices(theirs(), ({ hostname }) => ({ peerings: [], ...(hostname === 'leaf11' && group) }));
  const fabric = withDevices(reset(), () => group);
  const result = await change(undefined, { otherFabrics: [others] }, fabric);
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  expect(eventsOf('fenceRaised')).toEqual([expect.objectContaining({ held: ['leaf11'] })]);
});

test('an attachment on a leaf of another fabric carries the traffic, and nothing else is said', async () => {
  await change();
  expect(eventsOf('warning')).toEqual([]);
});

test('nobody is held for a change that has nothing in common with the other fabric', async () => {
  const others = withDevices(theirs(), () => ({ peerings: [] }));
  expect((await change(undefined, { otherFabrics: [others] })).outcome).toBe('confirmed');
  expect(eventsOf('fenceRaised')).toEqual([]);
});
