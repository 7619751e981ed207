import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EmulatedJunos } from '../../lib/emulator/junos/emulated-junos';
import type { DeviceDrift, DriftSummary } from '../../lib/rollout/drift-report';
import { guideProject } from '../support/command-line';
import { byName } from '../support/drift-report';

const HUMAN = { user: 'operator', client: 'cli', pid: 4711 } as const;

const project = guideProject();
const { junosFabric } = project;

function device(hostname: string): EmulatedJunos {
  return project.fabric.lab.device(hostname);
}

/** As an operator would, with `set` and `delete` lines. */
function byHand(hostname: string, ...lines: string[]): void {
  const { database } = device(hostname);
  database.edit(HUMAN, (candidate) => {
    for (const [verb, ...words] of lines.map((line) => line.split(' '))) {
      if (verb === 'delete') candidate.delete(...words);
      else if (verb === 'deactivate') candidate.deactivate(...words);
      else candidate.set(...words);
    }
  });
  database.commit(HUMAN);
}

type Line = { readonly version: number } & (
  ({ readonly type: 'device' } & DeviceDrift) | ({ readonly type: 'result' } & Omit<DriftSummary, 'leavers'>)
);

async function lines(...options: string[]): Promise<Line[]> {
  const { stdout } = await junosFabric('drift', '--json', ...options);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

/** What is said of each device. */
async function driftOfDevices(): Promise<DeviceDrift[]> {
  return byName((await lines()).flatMap((line) => (line.type === 'device' ? [line] : [])));
}

/** Devices are printed when they are done: the same text with their blocks in the order of their names. */
function inOrder(stdout: string): string {
  const blocks = stdout.split(/^(?=\S)/m);
  return [...blocks.slice(0, -1).sort(), ...blocks.slice(-1)].join('');
}

const GROUP = 'groups dc1 routing-instances VRF_5 protocols bgp group server1';

test('a fabric as it was applied has none, and looking leaves nothing behind', async () => {
  await junosFabric('apply');
  const commits = device('leaf10').database.commitCount;
  device('leaf10').database.lock(HUMAN);
  expect(await junosFabric('drift')).toEqual({ code: 0, stdout: 'dc1: no drift on 3 of 3 devices.\n', stderr: '' });
  expect(device('leaf10').database.commitCount).toBe(commits);
  expect(device('leaf11').database.isModified).toBe(false);
});

test('a fabric that was never applied is missing everywhere', async () => {
  const { code, stdout } = await junosFabric('drift');
  expect(code).toBe(5);
  expect(inOrder(stdout)).toBe(
    'leaf10\n    group dc1 is missing\nleaf11\n    group dc1 is missing\nleaf12\n    group dc1 is missing\ndc1: drift on 3 of 3 devices.\n',
  );
  expect(existsSync(join(project.fabric.directory, '.junos-fabric'))).toBe(false);
});

test('what is missing, extra and changed in the group is named', async () => {
  await junosFabric('apply');
  byHand(
    'leaf11',
    'delete groups dc1 interfaces et-0/0/15 description',
    `set ${GROUP} hold-time 30`,
    `set ${GROUP} neighbor 172.16.104.6 peer-as 4220000009`,
  );
  const { code, stdout } = await junosFabric('drift');
  expect(code).toBe(5);
  expect(stdout).toMatch(/^leaf11\n {4}group dc1, edited by hand since change \S+ \(digest [0-9a-f]{64}\)\n/);
  expect(stdout).toContain('\n      missing  set interfaces et-0/0/15 description ');
  expect(stdout).toContain('\n      extra    set routing-instances VRF_5 protocols bgp group server1 hold-time 30\n');
  expect(stdout).toMatch(/\n {6}changed {2}set .* peer-as 4220000009\n {8}wanted set .* peer-as 4220000001\n/);
  expect(stdout).toMatch(/\ndc1: drift on 1 of 3 devices\.\n$/);
});

test('what shadows the group from outside is named with where it comes from', async () => {
  await junosFabric('apply');
  byHand('leaf10', 'set interfaces et-0/0/15 description mine');
  byHand('leaf11', 'set interfaces et-0/0/15 apply-groups-except dc1');
  byHand('leaf12', 'set interfaces et-0/0/15 unit 0 family inet6 address 2001:db8::1/64');
  const devices = await driftOfDevices();
  expect(devices.map(({ shadows }) => shadows[0])).toMatchObject([
    { kind: 'masked', seen: 'the explicit configuration says `set interfaces et-0/0/15 description mine`' },
    { kind: 'masked', seen: expect.stringContaining('something excepts the group there') as string },
    { kind: 'foreign', line: expect.stringContaining('set interfaces et-0/0/15 ') as string },
  ]);
  expect(devices.every(({ groups }) => groups.every(({ editedByHand }) => editedByHand === false))).toBe(true);
  expect((await junosFabric('drift')).code).toBe(5);
});

test('an earlier group that wins is named', async () => {
  await junosFabric('apply');
  byHand(
    'leaf10',
    'set groups local interfaces et-0/0/15 description from-local',
    'delete apply-groups',
    'set apply-groups local',
    'set apply-groups dc1',
  );
  const [leaf10] = await driftOfDevices();
  expect(leaf10?.shadows).toMatchObject([{ kind: 'masked', source: 'local' }]);
});

test('a group that nothing applies is one finding, not one for each of its lines', async () => {
  await junosFabric('apply');
  byHand('leaf10', 'delete apply-groups dc1');
  const { stdout } = await junosFabric('drift');
  expect(stdout).toMatch(
    /^leaf10\n {4}group dc1 is there and not applied, edited by hand since [^\n]*\ndc1: drift on 1 of 3/,
  );
});

test('a container that was deactivated is one line, not one for each of its statements', async () => {
  await junosFabric('apply');
  byHand(
    'leaf10',
    'deactivate groups dc1 routing-instances VRF_5',
    'deactivate groups dc1 interfaces et-0/0/15 description',
  );
  const { code, stdout } = await junosFabric('drift');
  expect(code).toBe(5);
  expect(stdout.replace(/, edited by hand.*/, '')).toBe(
    `leaf10
    group dc1
      inactive: interfaces et-0/0/15 description
      inactive: routing-instances VRF_5
dc1: drift on 1 of 3 devices.
`,
  );
});

test('what is edited below a deactivated container is named too', async () => {
  await junosFabric('apply');
  byHand('leaf10', `set ${GROUP} hold-time 30`, 'deactivate groups dc1 routing-instances VRF_5');
  const [leaf10] = await driftOfDevices();
  expect(leaf10?.groups[0]).toMatchObject({ missing: [], changed: [], inactive: ['routing-instances VRF_5'] });
  expect(leaf10?.groups[0]?.extra).toEqual([expect.stringMatching(/ hold-time 30 \(inactive\)$/)]);
  expect(leaf10?.shadows).toEqual([]);
});

test('entries in another order, where the order counts, are drift', async () => {
  const prefixes = ['10.1.5.0/24', '10.1.6.0/24'];
  project.fabric.synthesize((intent) => ({
    ...intent,
    devices: intent.devices.map((leaf) => ({
      ...leaf,
      peerings: leaf.peerings.map((peering) => ({
        ...peering,
        acceptedPrefixes: prefixes,
        expect: 'PROVISIONED' as const,
      })),
    })),
  }));
  await junosFabric('apply');
  const { database } = device('leaf10');
  const filter = [...database.committed.statements()].find(({ words }) => words.includes('10.1.5.0/24'))?.words ?? [];
  byHand('leaf10', `delete ${filter.join(' ')}`, `set ${filter.join(' ')}`);
  const [leaf10] = await driftOfDevices();
  expect(leaf10?.groups[0]).toMatchObject({ missing: [], extra: [], changed: [], reordered: true, editedByHand: true });
  expect(leaf10?.drifted).toBe(true);
});

test('a missing prerequisite is drift', async () => {
  await junosFabric('apply');
  byHand('leaf10', 'set routing-options autonomous-system 65000');
  const { code, stdout } = await junosFabric('drift', '--device', 'leaf10');
  expect(code).toBe(5);
  expect(stdout).toContain('prerequisite  ');
  expect(stdout).toContain('dc1: drift on 1 of 1 devices.');
});

test('a device that cannot be read is an error and no drift; drift elsewhere is still 5', async () => {
  await junosFabric('apply');
  await device('leaf11').stop();
  const { code, stdout, stderr } = await junosFabric('drift');
  expect(code).toBe(7);
  expect(stdout).toBe('dc1: no drift on 2 of 3 devices.\n');
  expect(stderr).toMatch(/^error: leaf11: cannot connect to leaf11 /);
  byHand('leaf10', `set ${GROUP} hold-time 30`);
  expect((await junosFabric('drift')).code).toBe(5);
});

test('a device in the middle of a change has not drifted', async () => {
  await junosFabric('apply');
  const { database } = device('leaf10');
  database.edit(HUMAN, (candidate) => {
    candidate.set(...`${GROUP} hold-time 30`.split(' '));
  });
  database.commit(HUMAN, { confirmWithinMs: 600_000 });
  const { code, stderr } = await junosFabric('drift');
  expect(code).toBe(7);
  expect(stderr).toMatch(/^error: leaf10.*confirm/);
  expect(database.pending).toBeDefined();
});

test('with --json each device is a line of its own, and the last line sums them up', async () => {
  await junosFabric('apply');
  byHand('leaf11', `set ${GROUP} hold-time 30`);
  await device('leaf12').stop();
  const all = await lines();
  expect(all.map(({ type, version }) => [type, version])).toEqual([
    ['device', 1],
    ['device', 1],
    ['device', 1],
    ['result', 1],
  ]);
  expect(all.at(-1)).toEqual({
    version: 1,
    type: 'result',
    fabric: 'dc1',
    manifestDigest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    drifted: true,
    devices: 3,
    driftedDevices: 1,
    notLooked: 1,
    missingSecrets: [],
  });
  const [leaf10, leaf11, leaf12] = await driftOfDevices();
  expect(leaf10).toMatchObject({ hostname: 'leaf10', drifted: false });
  expect(leaf11).toMatchObject({ hostname: 'leaf11', drifted: true });
  expect(leaf12).toMatchObject({ hostname: 'leaf12', problem: { code: expect.any(String) as string } });
});

test('a shard looks at its own devices, and all shards look at all', async () => {
  const parts = [await junosFabric('drift', '--shard', '1/2'), await junosFabric('drift', '--shard', '2/2')];
  expect(parts.map(({ stdout }) => inOrder(stdout))).toEqual([
    'leaf10\n    group dc1 is missing\nleaf12\n    group dc1 is missing\ndc1, shard 1/2: drift on 2 of 2 devices.\n',
    'leaf11\n    group dc1 is missing\ndc1, shard 2/2: drift on 1 of 1 devices.\n',
  ]);
});
