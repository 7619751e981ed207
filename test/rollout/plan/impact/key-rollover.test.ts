import type { FabricIntent, KeyIntent } from '../../../../lib/intent/fabric-intent';
import type { RolloutResult } from '../../../../lib/rollout/outcome';
import { apply } from '../../../../lib/rollout/execute/apply';
import { plan } from '../../../../lib/rollout/plan/plan';
import { withdrawAll } from '../../../../lib/rollout/execute/withdraw';
import { expectGolden } from '../../../support/golden';
import { GuideLab } from '../../support/guide-lab';

const OLD = 'JUNOS_FABRIC_TEST_OLD_KEY';
const NEW = 'JUNOS_FABRIC_TEST_NEW_KEY';

let guide: GuideLab;
beforeEach(() => {
  process.env[OLD] = 'the old key';
  process.env[NEW] = 'the new key';
});
afterEach(async () => {
  await guide.stop();
  for (const name of [OLD, NEW]) Reflect.deleteProperty(process.env, name);
});

/** A lab whose server knows these keys; its clock stands at 2026-03-14 15:00 until somebody waits. */
function labOf(...keys: readonly string[]): void {
  guide = GuideLab.inProcess({ keys });
}

const LONG_AGO = '2026-01-01.00:00:00 +0000';
const TOMORROW = '2026-03-15.15:00:00 +0000';

function key(id: number, variable: string, startTime: string): KeyIntent {
  return { id, startTime, secret: { from: 'environment', variable } };
}

/** The guide's fabric, its sessions with a key chain. */
function fabric(...keys: readonly KeyIntent[]): FabricIntent {
  const guides = guide.fabric();
  const authentication = { method: 'keyChain', keyChain: 'servers', algorithm: 'md5' } as const;
  return {
    ...guides,
    keyChains: [{ name: 'servers', constructPath: 'dc1/servers', owned: true, keys }],
    devices: guides.devices.map((device) => ({
      ...device,
      peerings: device.peerings.map((session) => ({ ...session, authentication })),
    })),
  };
}

async function deploy(...keys: readonly KeyIntent[]): Promise<RolloutResult> {
  guide.events.length = 0;
  return apply(guide.manifest(fabric(...keys)), guide.options);
}

function warnings(): string[] {
  return guide.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
}

/** Leaves whose session with the server is up. */
function sessionsUp(): string[] {
  const sessions = [...guide.lab.state.sessions()].flatMap(([hostname, held]) =>
    held.map((one) => ({ hostname, one })),
  );
  return sessions.flatMap(({ hostname, one }) =>
    one.peer?.kind === 'server' && one.state === 'Established' ? [hostname] : [],
  );
}

const ALL = ['leaf10', 'leaf11', 'leaf12'];

test('the next key comes beside the one in use, begins, and the old one goes: no warning, and no session ends', async () => {
  labOf('the old key', 'the new key');
  expect((await deploy(key(1, OLD, LONG_AGO))).outcome).toBe('confirmed');
  let isDown = false;
  guide.lab.observe(() => (isDown ||= sessionsUp().length < ALL.length));
  expect(await deploy(key(1, OLD, LONG_AGO), key(2, NEW, TOMORROW))).toMatchObject({
    outcome: 'confirmed',
    problems: [],
  });
  expect(warnings()).toEqual([]);
  guide.lab.clock.advance(25 * 3_600_000);
  expect(sessionsUp()).toEqual(ALL);
  expect(await deploy(key(2, NEW, TOMORROW))).toMatchObject({ outcome: 'confirmed', problems: [] });
  expect(warnings()).toEqual([]);
  expect(isDown).toBe(false);
});

test('a key in use that goes before another one has begun is refused, and a plan says so before', async () => {
  labOf('the old key', 'the new key');
  await deploy(key(1, OLD, LONG_AGO));
  const counts = guide.commitCounts();
  const { problems, outcome } = await deploy(key(2, NEW, TOMORROW));
  expect(outcome).toBe('refused');
  expect(problems.map(({ code }) => code)).toEqual(['noKeyInUse']);
  expect(guide.commitCounts()).toEqual(counts);
  const { schedule } = await plan(guide.manifest(fabric(key(2, NEW, TOMORROW))), guide.options);
  expect(schedule?.refusals).toEqual(problems);
});

test.each([
  ['both keys keeps the sessions up', ['the old key', 'the new key'], 'confirmed'],
  ['the old key only loses one session, and has it back', ['the old key'], 'rolledBack'],
])('a key that replaces the one in use is told; a server with %s', async (_, known, outcome) => {
  labOf(...known);
  await deploy(key(1, OLD, LONG_AGO));
  expect((await deploy(key(2, NEW, LONG_AGO))).outcome).toBe(outcome);
  expect(warnings()).toEqual([expect.stringContaining('replaces key 1, which is in use, by key 2')]);
  guide.lab.clock.advance(600_000);
  expect(sessionsUp()).toEqual(ALL);
});

test('a key that would begin while the change is under way is told, and one that begins later is not', async () => {
  labOf('the old key', 'the new key');
  await deploy(key(1, OLD, LONG_AGO));
  const told = async (startTime: string): Promise<readonly string[] | undefined> => {
    const later = fabric(key(1, OLD, LONG_AGO), key(2, NEW, startTime));
    return (await plan(guide.manifest(later), guide.options)).schedule?.warnings.map(({ message }) => message);
  };
  expect(await told('2026-03-14.16:00:00 +0000')).toEqual([
    expect.stringContaining('begins at 2026-03-14.16:00:00 +0000'),
  ]);
  expect(await told('2026-03-14.16:00:00 -0800')).toEqual([]);
});

test('another secret behind the key in use is told, and another number of it is not', async () => {
  labOf('the old key', 'the new key');
  await deploy(key(1, OLD, LONG_AGO));
  process.env[OLD] = 'the new key';
  expect((await deploy(key(1, OLD, LONG_AGO))).outcome).toBe('confirmed');
  expect(warnings()).toEqual([expect.stringContaining('gives key 1 another secret')]);
  expect((await deploy(key(7, OLD, LONG_AGO))).outcome).toBe('confirmed');
  expect(warnings()).toEqual([]);
});

test('sessions that go with their chain are not missed', async () => {
  labOf('the old key');
  await deploy(key(1, OLD, LONG_AGO));
  guide.events.length = 0;
  expect(await withdrawAll(guide.manifest(fabric(key(1, OLD, LONG_AGO))), guide.options)).toMatchObject({
    outcome: 'confirmed',
  });
  expect(warnings()).toEqual([]);
});

test('the messages say what an engineer wants to know', async () => {
  labOf('the old key', 'the new key');
  await deploy(key(1, OLD, LONG_AGO));
  const { problems } = await deploy(key(2, NEW, TOMORROW));
  await deploy(key(2, NEW, LONG_AGO));
  expectGolden(
    'errors/rollout-keys.txt',
    [...problems.map(({ code, message }) => `${code}: ${message}`), ...warnings()]
      .map((line) => `${line}\n`)
      .join('\n'),
  );
});
