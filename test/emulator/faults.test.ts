import type { JunosSession } from '../../lib/netconf/junos-session';
import { Lab } from '../../lib/emulator/lab';
import type { LabDevice } from '../../lib/emulator/topology';
import { guideLines, guideTopology } from './support/guide';
import { openInProcess } from './support/in-process';

let lab: Lab;
let session: JunosSession;

/** The guide's lab without a network, whose time stands still, and a session with leaf10. */
async function start(changes: Partial<LabDevice> = {}): Promise<void> {
  const topology = guideTopology();
  lab = Lab.inProcess(
    { ...topology, devices: topology.devices.map((one) => (one.hostname === 'leaf10' ? { ...one, ...changes } : one)) },
    { time: 'standing' },
  );
  for (const n of [10, 11, 12]) lab.device(`leaf${n}`).edit(guideLines(n));
  session = await openInProcess(lab, 'leaf10');
}

afterEach(async () => {
  await session.close();
  await lab.stop();
});

const leaf = (): ReturnType<Lab['device']> => lab.device('leaf10');
const stateOf = (hostname: string): string | undefined =>
  lab.state.device(hostname).sessions.find(({ neighbor }) => neighbor.instance.name === 'VRF_5')?.state;
const pendingOf = (hostname: string): boolean => lab.device(hostname).database.pending !== undefined;

/** Commits something, to be confirmed within ten minutes. */
async function commitSomething(): Promise<void> {
  await session.lock();
  await session.load({ action: 'set', format: 'set', content: 'set system location building B1\n' });
  await session.commitConfirmed({ minutes: 10, log: 'ours' });
}

const building = (): string | undefined => leaf().effective.value('system', 'location', 'building');

describe('the lock', () => {
  test('is refused with a reason', async () => {
    await start();
    leaf().switches.refuseLock = 'mgd: could not lock';
    await expect(session.lock()).rejects.toThrow('mgd: could not lock');
    leaf().switches.refuseLock = undefined;
    await session.lock();
  });

  test('is refused while somebody has typed into the candidate', async () => {
    await start();
    leaf().editCandidate('set system location building B2');
    await expect(session.lock()).rejects.toMatchObject({ code: 'candidateModified' });
  });
});

describe('a reply', () => {
  test('that is no XML leaves the session standing, and what was asked for is done', async () => {
    await start();
    leaf().switches.malformed = 'lock-configuration';
    await expect(session.lock()).rejects.toMatchObject({ code: 'replyUnreadable' });
    expect(leaf().database.lockHolder).toBeDefined();
  });

  test.each(['dropBefore', 'dropAfter'] as const)('is lost with the connection: %s', async (kind) => {
    await start();
    leaf().switches[kind] = 'lock-configuration';
    await expect(session.lock()).rejects.toMatchObject({ code: 'sessionLost' });
    expect(leaf().sessionCount).toBe(0);
  });

  test('comes as an interceptor says, who sees what a commit is for', async () => {
    await start();
    const seen: string[] = [];
    leaf().interceptor = ({ name, children }) => {
      seen.push([name, ...children].join(' '));
      return children.includes('confirmed') ? { kind: 'refuse', message: 'not today' } : undefined;
    };
    await expect(commitSomething()).rejects.toThrow('not today');
    expect(seen.at(-1)).toBe('commit-configuration log confirmed confirm-timeout');
    expect(building()).toBeUndefined();
  });
});

describe('a device that boots anew', () => {
  test.each([
    ['kept', 'B1'],
    ['reverted', undefined],
  ] as const)('while a commit is pending: it is %s', async (pendingCommitAtReboot, expected) => {
    await start();
    leaf().switches.pendingCommitAtReboot = pendingCommitAtReboot;
    await commitSomething();
    leaf().reboot(120_000);
    await expect(session.compare()).rejects.toMatchObject({ code: 'rpcNotSent' });
    await expect(openInProcess(lab, 'leaf10')).rejects.toMatchObject({ code: 'sshFailed' });
    expect([stateOf('leaf10'), stateOf('leaf11')]).toEqual([undefined, 'Established']);
    lab.clock.advance(120_000);
    session = await openInProcess(lab, 'leaf10');
    expect([stateOf('leaf10'), building(), pendingOf('leaf10')]).toEqual([
      'Established',
      expected,
      expected !== undefined,
    ]);
    lab.clock.advance(600_000);
    expect([building(), pendingOf('leaf10')]).toEqual([undefined, false]);
  });

  test('has forgotten lock and candidate', async () => {
    await start();
    await session.lock();
    await session.load({ action: 'set', format: 'set', content: 'set system location building B1\n' });
    leaf().reboot(1_000);
    lab.clock.advance(1_000);
    expect([leaf().database.lockHolder, leaf().database.isModified]).toEqual([undefined, false]);
  });
});

describe('the timer of a pending commit, while somebody else holds the lock', () => {
  test.each([
    ['passes', [undefined, false]],
    ['waits', ['B1', true]],
  ] as const)('%s', async (timerUnderForeignLock, whileLocked) => {
    await start();
    leaf().switches.timerUnderForeignLock = timerUnderForeignLock;
    await commitSomething();
    await session.unlock();
    const release = leaf().lockAs('mara');
    lab.clock.advance(600_000);
    expect([building(), pendingOf('leaf10')]).toEqual(whileLocked);
    release();
    expect([building(), pendingOf('leaf10')]).toEqual([undefined, false]);
  });

  test('waits for nobody where the lock is that of the session which committed', async () => {
    await start();
    leaf().switches.timerUnderForeignLock = 'waits';
    await commitSomething();
    lab.clock.advance(600_000);
    expect([building(), pendingOf('leaf10')]).toEqual([undefined, false]);
  });
});

describe('a human', () => {
  test('cannot commit while our session has the lock, and confirms our commit when it has not', async () => {
    await start();
    await commitSomething();
    expect(() => leaf().edit('set system location building B2')).toThrow('locked by');
    await session.unlock();
    leaf().edit('set system location floor 3');
    expect([building(), pendingOf('leaf10')]).toEqual(['B1', false]);
  });
});

describe('a session', () => {
  test('comes up late, at its moment on the lab’s clock', async () => {
    await start();
    leaf().switches.convergenceMs = 5_000;
    lab.state.pullCable('leaf10', 'et-0/0/15');
    expect(stateOf('leaf10')).toBe('Idle');
    lab.state.plugCable('leaf10', 'et-0/0/15');
    expect(stateOf('leaf10')).toBe('Connect');
    lab.clock.advance(4_999);
    expect(stateOf('leaf10')).toBe('Connect');
    lab.clock.advance(1);
    expect([stateOf('leaf10'), stateOf('leaf11')]).toEqual(['Established', 'Established']);
  });

  test('never comes up', async () => {
    await start();
    leaf().switches.neverUp = ['172.16.104.2'];
    lab.state.pullCable('leaf10', 'et-0/0/15');
    expect(stateOf('leaf10')).toBe('Idle');
    lab.state.plugCable('leaf10', 'et-0/0/15');
    lab.clock.advance(86_400_000);
    expect(stateOf('leaf10')).toBe('Connect');
  });

  test('flaps when what it cannot change in flight changes, and not for a description', async () => {
    await start();
    const flaps = (): number | undefined => {
      const found = lab.state.device('leaf10').sessions.find(({ neighbor }) => neighbor.instance.name === 'VRF_5');
      return found && lab.state.history.of(found).flaps;
    };
    const neighbor = 'set routing-instances VRF_5 protocols bgp group SERVER1 neighbor 172.16.104.2';
    leaf().edit(`${neighbor} description renamed`);
    expect(flaps()).toBe(0);
    leaf().edit(`${neighbor} hold-time 30`);
    expect(flaps()).toBe(1);
  });
});

describe('two routing engines', () => {
  const otherBuilding = (): string | undefined => leaf().otherEngine?.committed.value('system', 'location', 'building');

  test('have what synchronized commits bring, and no other', async () => {
    await start({ routingEngines: 2 });
    await commitSomething();
    expect([building(), otherBuilding()]).toEqual(['B1', undefined]);
    lab.clock.advance(600_000);
    await session.unlock();
    await session.facts();
    await commitSomething();
    expect([building(), otherBuilding()]).toEqual(['B1', 'B1']);
  });

  test('take a commit back together, and one by itself that has not heard of its confirmation', async () => {
    await start({ routingEngines: 2 });
    await session.facts();
    await commitSomething();
    lab.clock.advance(600_000);
    expect([building(), otherBuilding()]).toEqual([undefined, undefined]);
    await session.load({ action: 'set', format: 'set', content: 'set system location building B1\n' });
    await session.commitConfirmed({ minutes: 10, log: 'ours' });
    await session.commit({ synchronize: false });
    lab.clock.advance(600_000);
    expect([building(), otherBuilding()]).toEqual(['B1', undefined]);
  });

  test('both have a say in every commit', async () => {
    await start({ routingEngines: 2 });
    expect((await session.facts()).routingEngines).toBe(2);
    await commitSomething();
    await session.commit();
    expect([building(), pendingOf('leaf10')]).toEqual(['B1', false]);
  });

  test('one that is gone has a synchronized commit refused', async () => {
    await start({ routingEngines: 2 });
    await session.facts();
    leaf().switches.lostRoutingEngine = 'refuses';
    await expect(commitSomething()).rejects.toThrow('re1: could not connect');
    expect(building()).toBeUndefined();
  });

  test.each([
    ['says nothing', 'silent', 'commitUnproven'],
    ['fails', 'fails', 'deviceRefused'],
  ] as const)('one that %s leaves the other one with the commit', async (_what, how, code) => {
    await start({ routingEngines: 2 });
    await session.facts();
    leaf().switches.lostRoutingEngine = how;
    await expect(commitSomething()).rejects.toMatchObject({ code });
    expect([building(), otherBuilding(), pendingOf('leaf10')]).toEqual(['B1', undefined, true]);
  });
});

test('whoever observes the lab hears of every RPC and every change of state', async () => {
  await start();
  const heard: string[] = [];
  const stop = lab.observe((event) => {
    heard.push(event.type === 'rpcArrived' ? `${event.hostname} ${event.name}` : event.type);
  });
  await commitSomething();
  lab.clock.advance(600_000);
  stop();
  leaf().database.sessionEnded(Number(session.sessionId), false);
  expect(heard).toEqual([
    'leaf10 lock-configuration',
    'leaf10 load-configuration',
    'leaf10 commit-configuration',
    'stateChanged',
    'stateChanged',
  ]);
});
