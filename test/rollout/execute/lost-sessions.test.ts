import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import { apply } from '../../../lib/rollout/execute/apply';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import { plan } from '../../../lib/rollout/plan/plan';
import type { Connect, DeviceSession } from '../../../lib/rollout/device-session';
import { junosConnect } from '../../../lib/rollout/junos-connect';
import { sessionLost } from '../../../lib/netconf/errors';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
});
afterEach(async () => {
  await guide.stop();
});

/** Until no device waits for its confirmation any more. */
function outwaitTimers(): void {
  const waits = guide.events.flatMap((event) => (event.type === 'committed' ? [event.minutes] : []));
  guide.lab.clock.advance(Math.max(...waits) * 60_000);
}

/** Does something at the first call of a method on a device, before the call goes through. */
function before(hostname: string, method: keyof DeviceSession, act: () => void): Connect {
  const connect = junosConnect({ path: guide.options.knownHostsFile ?? '' });
  let isDone = false;
  return async (device) => {
    const session = await connect(device);
    return new Proxy(session, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (device.hostname === hostname && property === method && !isDone) {
            isDone = true;
            act();
          }
          return Reflect.apply(value, target, args) as unknown;
        };
      },
    });
  };
}

test.each(['kept', 'reverted'] as const)(
  'a rollout that dies between commit and confirmation leaves every device with the old configuration after its timer (pending commit %s when a session ends)',
  async (pendingCommitAtSessionEnd) => {
    for (const leaf of ['leaf10', 'leaf11', 'leaf12']) {
      guide.leaf(leaf).switches.pendingCommitAtSessionEnd = pendingCommitAtSessionEnd;
    }
    const never = new Promise<never>(() => undefined);
    const connect = junosConnect({ path: guide.options.knownHostsFile ?? '' });
    const sessions: DeviceSession[] = [];
    const decided = new Promise<void>((resolve) => {
      void apply(guide.manifest(), {
        ...guide.options,
        connect: async (device) => {
          const session = await connect(device);
          sessions.push(session);
          return new Proxy(session, {
            get(target, property) {
              const value: unknown = Reflect.get(target, property);
              if (property === 'commit') {
                return () => {
                  resolve();
                  return never;
                };
              }
              return typeof value === 'function'
                ? (...args: unknown[]) => Reflect.apply(value, target, args) as unknown
                : value;
            },
          });
        },
      });
    });
    await decided;
    await Promise.all(sessions.map((session) => session.close()));
    while (guide.openSessions() > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(guide.touchedLeaves()).toEqual(pendingCommitAtSessionEnd === 'kept' ? ['leaf10', 'leaf11', 'leaf12'] : []);
    outwaitTimers();
    expect(guide.touchedLeaves()).toEqual([]);
  },
);

test('the next plan and the next rollout name what is still pending', async () => {
  const session = await junosConnect({ path: guide.options.knownHostsFile ?? '' })(guide.fabric().devices[0] as never);
  await session.lock();
  await session.load({ action: 'set', format: 'set', content: 'set system location building B1\n' });
  await session.commitConfirmed({ minutes: 10, log: 'junos-fabric dc1 change earlier digest abc' });
  await session.close();
  const { devices } = await plan(guide.manifest(), guide.options);
  const refused = devices.map(({ refusals }) => refusals.map(({ message }) => message).join());
  expect(refused).toEqual([expect.stringMatching(/not confirmed yet.*change earlier.*10 min/), '', '']);
  const result = await apply(guide.manifest(), guide.options);
  expect(result.outcome).toBe('refused');
  expect(result.problems[0]).toMatchObject({ hostname: 'leaf10', code: 'commitPending' });
  expect(result.problems[0]?.message).toContain('change earlier');
  expect(result.problems[0]?.message).toContain('10 min');
});

test('a session lost before the decision is regained under the lock, and the change is confirmed', async () => {
  const leaf = guide.leaf('leaf10');
  const connect = before('leaf12', 'commitConfirmed', () => {
    const pid = leaf.database.lockHolder?.actor.pid;
    if (pid !== undefined) leaf.database.sessionEnded(pid, false);
    guide.leaf('leaf10').switches.dropBefore = 'get-commit-information';
  });
  const result = await apply(guide.manifest(), { ...guide.options, connect });
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
  expect(guide.story()).toContain('sessionLost leaf10');
  expect(guide.story()).toContain('sessionRegained leaf10');
});

test('a session lost in the checks is opened anew, and the change is confirmed', async () => {
  const { onEvent } = guide.options;
  const result = await apply(guide.manifest(), {
    ...guide.options,
    onEvent: (event) => {
      onEvent?.(event);
      if (event.type === 'managementVerified' && event.hostname === 'leaf11') {
        guide.leaf('leaf11').switches.dropBefore = 'get-interface-information';
      }
    },
  });
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
  expect(guide.story()).toContain('sessionLost leaf11');
  expect(guide.story()).toContain('sessionRegained leaf11');
});

test('a connection lost at the commit: the device is asked again, and taken back with the others', async () => {
  // The check of staging is a commit-configuration too: the fault is set when the real one comes.
  const connect = before('leaf11', 'commitConfirmed', () => {
    guide.leaf('leaf11').switches.dropAfter = 'commit-configuration';
  });
  const result = await apply(guide.manifest(), { ...guide.options, connect });
  expect(result.outcome).toBe('rolledBack');
  expect(result.devices).toEqual({ leaf10: 'rolledBack', leaf11: 'rolledBack', leaf12: 'unchanged' });
  expect(guide.story()).toContain('sessionRegained leaf11');
  expect(guide.events).toContainEqual({ type: 'rolledBack', hostname: 'leaf11', by: 'commit' });
  expect(guide.touchedLeaves()).toEqual([]);
});

test('a confirmation whose reply is lost is read from the device', async () => {
  const connect = before('leaf11', 'commit', () => {
    guide.leaf('leaf11').switches.dropAfter = 'commit-configuration';
  });
  const result = await apply(guide.manifest(), { ...guide.options, connect });
  expect(result.problems).toEqual([]);
  expect(result.devices).toEqual({ leaf10: 'confirmed', leaf11: 'confirmed', leaf12: 'confirmed' });
});

test('a device that goes away for good at the confirmation is named, and the change is partially applied', async () => {
  const connect = before('leaf11', 'commit', () => {
    void guide.leaf('leaf11').stop();
  });
  const result = await apply(guide.manifest(), { ...guide.options, connect });
  expect(result.outcome).toBe('partiallyApplied');
  expect(result.devices).toMatchObject({ leaf10: 'confirmed', leaf11: 'unknown', leaf12: 'confirmed' });
  expect(result.problems.map((problem) => problem.code)).toContain('outcomeUnknown');
});

test('a timer that runs out during the rollback does not bring the change back', async () => {
  guide.leaf('leaf12').switches.refuseCommit = 'no';
  const connect = before('leaf10', 'rollback', () => {
    outwaitTimers();
  });
  const result = await apply(guide.manifest(), { ...guide.options, connect });
  expect(result.devices).toEqual({ leaf10: 'rolledBack', leaf11: 'rolledBack', leaf12: 'unchanged' });
  expect(guide.events).toContainEqual({ type: 'rolledBack', hostname: 'leaf10', by: 'timer' });
  expect(guide.touchedLeaves()).toEqual([]);
});

/** From a moment on no session works any more, and for some seconds of the lab's clock none can be opened. */
function cutOff(): { readonly connect: Connect; readonly cut: (seconds: number) => Promise<void> } {
  const connect = junosConnect({ path: guide.options.knownHostsFile ?? '' });
  const open: { dead: boolean; readonly session: DeviceSession }[] = [];
  let until = 0;
  return {
    connect: async (device) => {
      if (guide.lab.clock.now() < until) throw sessionLost(device.hostname, undefined, 'no answer');
      const one = { dead: false, session: await connect(device) };
      open.push(one);
      return new Proxy(one.session, {
        get(target, property) {
          const value: unknown = Reflect.get(target, property);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]) =>
            one.dead
              ? Promise.reject(sessionLost(device.hostname, undefined, 'no answer'))
              : (Reflect.apply(value, target, args) as unknown);
        },
      });
    },
    cut: async (seconds) => {
      until = guide.lab.clock.now() + seconds * 1000;
      for (const one of open) one.dead = true;
      await Promise.all(open.map(({ session }) => session.close()));
      while (guide.openSessions() > 0) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test.each([
  ['before the way back', 'decided'],
  ['midway', 'rolledBack'],
] as const)(
  'sites that are cut off %s, and answer again soon, are taken back wave by wave and not by their timers',
  async (_when, moment) => {
    for (const leaf of ['leaf10', 'leaf11']) guide.leaf(leaf).switches.pendingCommitAtSessionEnd = 'kept';
    guide.leaf('leaf12').switches.refuseCommit = 'no';
    const { connect, cut } = cutOff();
    let isCut = false;
    const began = guide.lab.clock.now();
    const closed: Promise<void>[] = [];
    const result = await apply(guide.manifest(), {
      ...guide.options,
      connect,
      onEvent: (event) => {
        guide.events.push(event);
        if (event.type !== moment || isCut) return;
        isCut = true;
        closed.push(cut(20));
      },
    });
    await Promise.all(closed);
    expect(result.devices).toEqual({ leaf10: 'rolledBack', leaf11: 'rolledBack', leaf12: 'unchanged' });
    const back = guide.events.filter(({ type }) => type === 'rolledBack');
    expect(back).toEqual(['leaf11', 'leaf10'].map((hostname) => ({ type: 'rolledBack', hostname, by: 'commit' })));
    expect(guide.lab.clock.now() - began).toBeLessThan(5 * 60_000);
    expect(guide.openSessions()).toBe(0);
  },
);

test('a candidate that somebody typed into after the session was lost is not confirmed; the timer rolls the change back', async () => {
  const leaf = guide.leaf('leaf10');
  const connect = before('leaf12', 'commitConfirmed', () => {
    const pid = leaf.database.lockHolder?.actor.pid ?? 0;
    leaf.database.sessionEnded(pid, false);
    leaf.editCandidate('set system location building B1');
    leaf.switches.dropBefore = 'get-commit-information';
  });
  const result = await apply(guide.manifest(), { ...guide.options, connect });
  expect(result.outcome).toBe('rolledBack');
  expect(result.problems.map((problem) => problem.code)).toEqual(['candidateModified']);
  leaf.database.discard({ user: 'admin', client: 'cli', pid: 1 });
  expect(guide.touchedLeaves()).toEqual([]);
});

test('calling the change off rolls back what is pending', async () => {
  const controller = new AbortController();
  const result = await apply(guide.manifest(), {
    ...guide.options,
    signal: controller.signal,
    onEvent: (event) => {
      guide.events.push(event);
      if (event.type === 'committed' && event.hostname === 'leaf11') controller.abort();
    },
  });
  expect(result.outcome).toBe('rolledBack');
  expect(result.problems.map((problem) => problem.code)).toContain('calledOff');
  expect(guide.touchedLeaves()).toEqual([]);
});

test('timers that may not be as long as the change needs stop it before the first device, and rolling is named', async () => {
  const result = await apply(guide.manifest(), { ...guide.options, longestConfirmMinutes: 10 });
  expect(result.outcome).toBe('refused');
  expect(result.problems.map((problem) => problem.code)).toEqual(['timersDoNotFit']);
  expect(result.problems[0]?.message).toContain('rolling');
  expect(guide.touchedLeaves()).toEqual([]);
});

/** Leaf 12 refuses its commit, so that leaf 10 and 11 go back; before that leaf 10 has lost its session. */
function losingLeaf10(then: () => void): Connect {
  const leaf = guide.leaf('leaf10');
  guide.leaf('leaf12').switches.refuseCommit = 'no';
  leaf.switches.pendingCommitAtSessionEnd = 'kept';
  return before('leaf12', 'commitConfirmed', () => {
    leaf.cutConnection(leaf.database.lockHolder?.actor.pid ?? 0);
    then();
  });
}

test('where somebody commits after the session was lost, only the groups go back, and what was committed stays', async () => {
  const leaf = guide.leaf('leaf10');
  const connect = losingLeaf10(() => {
    leaf.edit('set system location building B1');
  });
  const result = await apply(guide.manifest(), { ...guide.options, connect });
  expect(result.devices).toEqual({ leaf10: 'rolledBack', leaf11: 'rolledBack', leaf12: 'unchanged' });
  expect(result.outcome).toBe('rolledBack');
  expect(leaf.database.committed.value('system', 'location', 'building')).toBe('B1');
  leaf.edit('delete system location');
  expect(guide.touchedLeaves()).toEqual([]);
  const told = result.problems.filter(({ code }) => code === 'confirmedByOthers');
  expect(told.map(({ hostname }) => hostname)).toEqual(['leaf10']);
});

function describedAnew(fabric: FabricIntent): FabricIntent {
  const devices = fabric.devices.map((device) => ({
    ...device,
    interfaces: device.interfaces.map((one) => ({ ...one, description: 'to server1 in the other rack' })),
  }));
  return { ...fabric, devices };
}

test('a second change goes back to the groups that the first one left, with their marks', async () => {
  await apply(guide.manifest(), guide.options);
  const leaf = guide.leaf('leaf10');
  const first = writeSet(leaf.database.committed);
  const connect = losingLeaf10(() => {
    leaf.edit('set system location building B1');
  });
  const result = await apply(guide.manifest(describedAnew(guide.fabric())), { ...guide.options, connect });
  expect(result.devices).toMatchObject({ leaf10: 'rolledBack', leaf11: 'rolledBack' });
  leaf.edit('delete system location');
  expect(writeSet(leaf.database.committed)).toBe(first);
});

test('where what was there before has left the archive, the device is said to keep the change, and no try is locked out by another', async () => {
  const leaf = guide.leaf('leaf10');
  const connect = losingLeaf10(() => {
    for (let commit = 1; commit <= 50; commit += 1) leaf.edit(`set system location building B${commit}`);
  });
  const result = await apply(guide.manifest(), { ...guide.options, connect });
  expect(result.devices).toEqual({ leaf10: 'confirmed', leaf11: 'rolledBack', leaf12: 'unchanged' });
  const told = result.problems.filter(({ hostname }) => hostname === 'leaf10');
  expect(told.map(({ code }) => code)).toContain('rollbackGone');
  expect(told.filter(({ code }) => code === 'rollbackGone')).toHaveLength(1);
  const reasons = guide.events.flatMap((event) =>
    event.type === 'waitingForTimer' && event.hostname === 'leaf10' ? [event.notByUs ?? ''] : [],
  );
  expect(reasons.filter((reason) => reason.includes('lock'))).toEqual([]);
  expect(leaf.database.lockHolder).toBeUndefined();
});

test('why a device that answers is not taken back is said, and it is as soon as that is over', async () => {
  const leaf = guide.leaf('leaf10');
  const connect = losingLeaf10(() => {
    const unlock = leaf.lockAs('mara');
    guide.lab.clock.at(guide.lab.clock.now() + 400_000, unlock);
  });
  const result = await apply(guide.manifest(), { ...guide.options, connect });
  const reasons = guide.events.flatMap((event) =>
    event.type === 'waitingForTimer' && event.hostname === 'leaf10' ? [event.notByUs] : [],
  );
  expect(reasons).toContainEqual(expect.stringContaining('mara'));
  expect(guide.events).toContainEqual({ type: 'rolledBack', hostname: 'leaf10', by: 'commit' });
  expect(result.devices).toMatchObject({ leaf10: 'rolledBack', leaf11: 'rolledBack' });
});

test('a device that refuses to go back is tried until its timer does it, and says why once', async () => {
  guide.leaf('leaf12').switches.refuseCommit = 'no';
  const connect = before('leaf11', 'rollback', () => {
    guide.leaf('leaf11').switches.refuseCommit = 'mgd: not now';
  });
  const result = await apply(guide.manifest(), { ...guide.options, connect });
  expect(result.devices).toMatchObject({ leaf10: 'rolledBack', leaf11: 'rolledBack' });
  const refusals = result.problems.filter(({ hostname }) => hostname === 'leaf11');
  expect(refusals.map(({ message }) => message)).toEqual([expect.stringContaining('mgd: not now')]);
});
