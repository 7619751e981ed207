import type { DeviceIntent } from '../../lib/intent/fabric-intent';
import type { EmulatedJunos } from '../../lib/emulator/junos/emulated-junos';
import { guideProject } from '../support/command-line';

const project = guideProject();
const { junosFabric } = project;

function leaf10(): EmulatedJunos {
  return project.fabric.lab.device('leaf10');
}

/** The program says something else of a leaf than the device does. */
function program(hostname: string, other: Partial<DeviceIntent>): void {
  project.fabric.synthesize((intent) => ({
    ...intent,
    devices: intent.devices.map((device) => (device.hostname === hostname ? { ...device, ...other } : device)),
  }));
}

function swapAddresses(): void {
  program('leaf10', { managementPort: project.fabric.lab.port('leaf11') });
}

/** What is wrong, how, and what both commands say. */
const CASES: readonly (readonly [string, () => void, RegExp])[] = [
  [
    'a prerequisite that is missing',
    () => {
      leaf10().edit('delete routing-options forwarding-table export');
    },
    /leaf10 needs `set routing-options forwarding-table export/,
  ],
  [
    'another overlay AS number on the device',
    () => {
      leaf10().edit('set routing-options autonomous-system 65000');
    },
    /leaf10 needs `set routing-options autonomous-system 4210000001`, or that number as the VRF's own, and has 65000/,
  ],
  [
    'what somebody has typed and not committed',
    () => {
      leaf10().editCandidate('set system location building B1');
    },
    /the candidate configuration of leaf10 has changes that nobody has committed/,
  ],
  [
    'another model',
    () => {
      program('leaf10', { model: 'qfx10002-36q' });
    },
    /reports the model qfx10002-60c, and qfx10002-36q was expected/,
  ],
  [
    'another release',
    () => {
      program('leaf10', { junos: '19.1R3' });
    },
    /reports the Junos release 19\.1R2, and 19\.1R3 was expected/,
  ],
  [
    'another host name',
    () => {
      leaf10().edit('set system host-name leaf99');
    },
    /reports the host name leaf99, and leaf10 was expected/,
  ],
  ['management addresses that are mixed up', swapAddresses, /reports the host name leaf11, and leaf10 was expected/],
  [
    'an explicit statement below an owned port',
    () => {
      leaf10().edit('set interfaces et-0/0/15 mtu 4000');
    },
    /on leaf10 `set interfaces et-0\/0\/15 mtu 4000` \(the explicit configuration\) stands under/,
  ],
  [
    'an explicit statement that masks one of the fabric',
    () => {
      leaf10().edit('set interfaces et-0/0/15 description mine');
    },
    /would not be in effect: the explicit configuration says `set interfaces et-0\/0\/15 description mine`/,
  ],
  [
    'a lock that somebody holds',
    () => {
      leaf10().lockAs('alice');
    },
    /the configuration of leaf10 is locked by alice/,
  ],
];

test.each(CASES)('%s is named by plan with 1, as by apply, and nothing is touched', async (_what, prepare, message) => {
  prepare();
  const counts = (): number[] =>
    ['leaf10', 'leaf11', 'leaf12'].map((hostname) => project.fabric.lab.device(hostname).database.commitCount);
  const before = counts();
  const planned = await junosFabric('plan');
  expect(planned.stderr).toMatch(new RegExp(`^error: .*${message.source}`, 'm'));
  expect(planned.stdout).toMatch(/^ {4}Apply would refuse this: \d+ reasons?, on leaf1.*\.$/m);
  expect(planned.code).toBe(1);
  const applied = await junosFabric('apply');
  expect(applied.stderr).toMatch(message);
  expect(applied.stderr).not.toContain('staged');
  expect(applied.code).toBe(1);
  expect(counts()).toEqual(before);
});

test('what only the device can say is told, and no plan is written that apply would refuse', async () => {
  const { stdout } = await junosFabric('plan');
  expect(stdout).toMatch(
    /^dc1: changes on 3 of 3 devices\.\n(?: {4}.*\n){3} {4}Known only under the lock: that nobody locks a device or commits on it before that;\n {8}whether each device accepts the change \(commit check\)\.\n\n/,
  );
  leaf10().lockAs('alice');
  const refused = await junosFabric('plan', '--out', 'plan.json');
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('because apply would refuse it') as string,
  });
});

test('a consent on the command line counts in a plan as it does in apply', async () => {
  await junosFabric('apply');
  leaf10().edit('set groups dc1 interfaces et-0/0/15 unit 0 family inet mtu 9000');
  const refused = await junosFabric('plan', '--json');
  const { devices } = JSON.parse(refused.stdout) as { devices: { drift: { digest: string }[] }[] };
  const allow = ['--allow-overwrite-drift', `leaf10=${devices[0]?.drift[0]?.digest ?? ''}`, '--reason', 'test'];
  expect(refused.code).toBe(1);
  expect((await junosFabric('plan', '--out', 'plan.json', ...allow)).code).toBe(0);
  expect((await junosFabric('apply', '--plan', 'plan.json')).stderr).toContain('edited by hand');
  expect((await junosFabric('apply', '--plan', 'plan.json', ...allow)).code).toBe(0);
});

describe('plan --check', () => {
  const commits = (): number[] =>
    ['leaf10', 'leaf11', 'leaf12'].map((hostname) => project.fabric.lab.device(hostname).database.commitCount);

  test('lets each device try it, and leaves none with a lock, a candidate or a commit', async () => {
    const before = commits();
    const { code, stdout } = await junosFabric('plan', '--check');
    expect(stdout).toMatch(/\n {4}Accepted by leaf10, leaf11 and leaf12 \(commit check\)\.\n\n/);
    expect(code).toBe(0);
    expect(commits()).toEqual(before);
    for (const { database } of project.fabric.lab.devices.values()) {
      expect([database.lockHolder, database.isModified]).toEqual([undefined, false]);
    }
  });

  test('says what a device refuses, with 1, and writes no plan then', async () => {
    project.fabric.lab.device('leaf11').switches.refuseCheck = 'the policer is too small';
    const { code, stderr, stdout } = await junosFabric('plan', '--check', '--out', 'plan.json');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: leaf11 refused commit-configuration:\n.*\n.*the policer is too small/m);
    expect(stderr).toContain('no plan was written');
    expect(stdout).toMatch(/\n {4}Apply would refuse this: 1 reason, on leaf11\.\n/);
    expect((await junosFabric('plan')).code).toBe(0);
  });

  test('does not touch a device whose commit waits to be confirmed: a check would confirm it', async () => {
    const { database } = leaf10();
    const human = { user: 'operator', client: 'cli', pid: 4711 } as const;
    database.edit(human, (candidate) => {
      candidate.set('system', 'location', 'building', 'B1');
    });
    database.commit(human, { confirmWithinMs: 600_000 });
    const { code, stdout } = await junosFabric('plan', '--check', '--json');
    expect(code).toBe(1);
    expect(database.pending).toBeDefined();
    const { checked } = JSON.parse(stdout) as { checked: { hostname: string }[] };
    expect(checked.map(({ hostname }) => hostname).sort()).toEqual(['leaf11', 'leaf12']);
  });
});
