import type { DeviceMessage } from '../../lib/netconf/rpc-error';
import { apply } from '../../lib/rollout/execute/apply';
import type { Connect, DeviceSession } from '../../lib/rollout/device-session';
import { GuideLab } from './support/guide-lab';

let guide: GuideLab;
beforeEach(() => {
  guide = GuideLab.inProcess();
});
afterEach(async () => {
  await guide.stop();
});

function told(): string[] {
  return guide.events.flatMap((event) =>
    event.type === 'deviceWarning' ? [`${event.hostname} ${event.step}: ${event.message}`] : [],
  );
}

function journalled(): string[] {
  return guide
    .journals()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>)
    .filter(({ entry }) => entry === 'deviceWarning')
    .map(({ hostname, step, message }) => `${hostname} ${step}: ${message}`);
}

const METHODS = ['load', 'rollback', 'commitCheck', 'commitConfirmed', 'commit'] as const;

/** Sessions of leaf10 that warn of everything they do, by the name of what they do. */
function warning(connect: Connect, messages: (method: string) => readonly DeviceMessage[]): Connect {
  return async (device) => {
    const session = await connect(device);
    if (device.hostname !== 'leaf10') return session;
    return new Proxy<DeviceSession>(session, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property);
        if (typeof value !== 'function') return value;
        const isWarned = METHODS.some((method) => method === property);
        return async (...args: unknown[]): Promise<unknown> => {
          const result: unknown = await Reflect.apply(value, target, args);
          return isWarned ? messages(String(property)) : result;
        };
      },
    });
  };
}

function connectOf({ options }: GuideLab): Connect {
  if (options.connect === undefined) throw new Error('the lab is in this process');
  return options.connect;
}

test('what a device warns of is told and journalled, once however often the device says it', async () => {
  guide.leaf('leaf10').switches.warn = 'requires a license';
  expect((await apply(guide.manifest(), guide.options)).outcome).toBe('confirmed');
  expect(told()).toEqual(['leaf10 load: requires a license']);
  expect(journalled()).toEqual(told());
});

test('of each step that a device carries out its warnings are told, with the place that it names', async () => {
  const connect = warning(connectOf(guide), (method) => [
    { severity: 'warning', message: `\nof ${method}\n`, path: '[edit interfaces et-0/0/15]', badElement: 'mtu 9192' },
  ]);
  expect((await apply(guide.manifest(), { ...guide.options, connect })).outcome).toBe('confirmed');
  expect(told()).toEqual([
    "leaf10 load: [edit interfaces et-0/0/15] 'mtu 9192': of load",
    "leaf10 check: [edit interfaces et-0/0/15] 'mtu 9192': of commitCheck",
    "leaf10 commit: [edit interfaces et-0/0/15] 'mtu 9192': of commitConfirmed",
    "leaf10 confirm: [edit interfaces et-0/0/15] 'mtu 9192': of commit",
  ]);
  expect(journalled()).toEqual(told());
});

test('also when the change is rolled back', async () => {
  guide.leaf('leaf12').switches.refuseCommit = 'no';
  const connect = warning(connectOf(guide), (method) => [{ severity: 'warning', message: `of ${method}` }]);
  expect((await apply(guide.manifest(), { ...guide.options, connect })).outcome).toBe('rolledBack');
  expect(told().slice(-2)).toEqual(['leaf10 rollBack: of rollback', 'leaf10 rollBack: of commit']);
});

test('a device that warns without end is cut short', async () => {
  const many = Array.from({ length: 5000 }, (_, index) => ({ severity: 'warning', message: `no. ${index}` }) as const);
  const connect = warning(connectOf(guide), () => many);
  expect((await apply(guide.manifest(), { ...guide.options, connect })).outcome).toBe('confirmed');
  expect(told()).toHaveLength(21);
  expect(told().at(-1)).toBe('leaf10 load: and 4980 more warnings');
});
