import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { twinCapabilities } from '../../lib/twin/engine/capabilities';
import { Twin } from '../../lib/twin/engine/twin';
import { planTwin } from '../../lib/twin/plan';
import { verifyTwin } from '../../lib/twin/verify/verify-twin';
import { guidePlan, REMOTE_ADDRESS, REMOTE_LEAF, remoteFabric } from './support/guide-twin';
import { gone, processesIn } from './support/processes';
import { describeWithTwin } from './support/requirements';

const PREFIX = '10.1.5.0/24';
let home: string;
const twins: Twin[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'twin-'));
});

afterEach(async () => {
  for (const twin of twins.splice(0)) await twin.down();
  rmSync(home, { recursive: true, force: true });
});

async function start(plan = guidePlan(), options: { userNamespace?: boolean; stays?: boolean } = {}): Promise<Twin> {
  const twin = await Twin.up({ plan, directory: join(home, 'twin'), ...options });
  twins.push(twin);
  return twin;
}

async function untilNextHops(twin: Twin, expected: readonly string[]): Promise<void> {
  await twin.waitUntil(`next hops ${expected.join(' ')}`, async () => {
    const seen = (await twin.kernelNextHops(REMOTE_LEAF, 'VRF_5', PREFIX)).join(' ');
    return seen === expected.join(' ') ? undefined : seen;
  });
}

const HOMES = ['192.168.1.10', '192.168.1.11', '192.168.1.12'];

describeWithTwin('the guide as a twin', () => {
  test('comes up, holds what the intent says, loses and regains a home', async () => {
    const twin = await start();
    const report = await verifyTwin(twin, remoteFabric());
    expect(report.checks.filter(({ holds }) => !holds)).toEqual([]);
    expect(new Set(report.checks.map(({ kind }) => kind))).toEqual(
      new Set([
        'interfaceUp',
        'addressPresent',
        'sessionEstablished',
        'prefixesAccepted',
        'prefixActiveByBgp',
        'typeFiveRouteCreated',
        'prefixSeenFromAttachments',
        'sessionConfigured',
        'kernelNextHops',
        'packet',
      ]),
    );
    await untilNextHops(twin, HOMES);
    await expect(twin.ping(REMOTE_LEAF, 'VRF_5', '10.1.5.1', REMOTE_ADDRESS)).resolves.toBe(true);

    await twin.fail({ kind: 'node', node: 'leaf10' });
    await untilNextHops(twin, HOMES.slice(1));
    const broken = await verifyTwin(twin, remoteFabric(), { timeoutMs: 0 });
    expect(broken.passed).toBe(false);
    expect(broken.failures).toEqual([{ kind: 'node', node: 'leaf10' }]);
    await twin.heal();
    await untilNextHops(twin, HOMES);

    await twin.fail({ kind: 'link', node: 'server1', to: 'leaf11' });
    await twin.fail({ kind: 'session', node: 'leaf12', neighbor: '172.16.104.10' });
    await untilNextHops(twin, HOMES.slice(0, 1));
    await twin.heal({ kind: 'session', node: 'leaf12', neighbor: '172.16.104.10' });
    await untilNextHops(twin, [HOMES[0] ?? '', HOMES[2] ?? '']);
    await twin.fail({ kind: 'node', node: 'spine1' });
    await twin.heal({ kind: 'link', node: 'server1', to: 'leaf11' });
    await untilNextHops(twin, HOMES);
    await twin.fail({ kind: 'daemon', node: 'leaf10' });
    await untilNextHops(twin, HOMES.slice(1));
    await twin.heal();
    await untilNextHops(twin, HOMES);
    await expect(verifyTwin(twin, remoteFabric())).resolves.toMatchObject({ passed: true });

    await expect(twin.fail({ kind: 'node', node: 'leaf99' })).rejects.toThrow('the twin has no node leaf99; there is');
    await expect(twin.fail({ kind: 'link', node: 'leaf10', to: 'leaf11' })).rejects.toThrow(
      'the twin has no cable of leaf10 to leaf11; there is spine1, spine2, server1',
    );
    await expect(twin.heal({ kind: 'node', node: 'leaf10' })).rejects.toThrow('the twin has no failure node leaf10');
    await expect(twin.routes('leaf10', 'VRF_9', PREFIX)).rejects.toThrow('the twin has no VRF of leaf10 VRF_9');

    const paths = await twin.routes(REMOTE_LEAF, 'VRF_5', PREFIX);
    expect([...new Set(paths.map(({ nextHop }) => nextHop))].sort()).toEqual(HOMES);
    const holder = processesIn(join(home, 'twin')).length;
    expect(holder).toBeGreaterThan(0);
    await twin.down();
    await gone(join(home, 'twin'));
    expect(existsSync(join(home, 'twin'))).toBe(false);
    expect(() => Twin.attach(join(home, 'twin'))).toThrow('no twin is running in');
  });

  test('sees that two leaves share a route distinguisher', async () => {
    const plan = guidePlan((group, hostname) => {
      if (hostname === 'leaf11') group.set('routing-instances', 'VRF_5', 'route-distinguisher', '192.168.1.10:5');
    });
    const twin = await start(plan);
    await twin.settle(2000);
    const seen = await twin.kernelNextHops(REMOTE_LEAF, 'VRF_5', PREFIX);
    expect(seen).toHaveLength(2);
    const report = await verifyTwin(twin, remoteFabric(), { timeoutMs: 0, packets: false });
    expect(report.checks.filter(({ holds }) => !holds).map(({ node, kind }) => `${node} ${kind}`)).toContain(
      `${REMOTE_LEAF} kernelNextHops`,
    );
  });

  test('runs without privileges of its own', async () => {
    const { missing } = twinCapabilities(true);
    if (missing.length > 0 && process.env.JUNOS_FABRIC_REQUIRE_TWIN !== '1') return;
    const twin = await start(guidePlan(), { userNamespace: true });
    expect(twin.isRootless).toBe(true);
    await untilNextHops(twin, HOMES);
    await twin.fail({ kind: 'silent', node: 'leaf10', to: 'server1' });
    await expect(twin.ping('server1', undefined, '172.16.104.1')).resolves.toBe(false);
    await twin.heal();
    await expect(twin.ping('server1', undefined, '172.16.104.1')).resolves.toBe(true);
  });

  test('leaves nothing when its first process is killed, and its directory can be used again', async () => {
    const twin = await start(guidePlan(), { stays: true });
    const [holder = ''] = readFileSync(join(twin.directory, 'holder.pid'), 'utf8').split(' ');
    process.kill(Number(holder), 'SIGKILL');
    await gone(twin.directory);
    await expect(start()).resolves.toBeDefined();
  });

  test('ends with the process that started it, and outlives one that says so', async () => {
    const script = join(home, 'up.cjs');
    buildSync({
      stdin: {
        contents: `
          import { Twin } from './lib/twin/engine/twin';
          import { guidePlan } from './test/twin/support/guide-twin';
          void Twin.up({ plan: guidePlan(), directory: process.argv[2], stays: process.argv[3] === 'stays' }).then(() => {
            process.stdout.write('up');
            if (process.argv[3] !== 'stays') setInterval(() => undefined, 1000);
          });`,
        loader: 'ts',
        resolveDir: join(__dirname, '..', '..'),
      },
      bundle: true,
      platform: 'node',
      outfile: script,
      logLevel: 'error',
    });
    const directory = join(home, 'twin');
    const child = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGKILL');
    await gone(directory);

    execFileSync(process.execPath, [script, directory, 'stays']);
    const twin = Twin.attach(directory);
    twins.push(twin);
    await untilNextHops(twin, HOMES);
    await expect(Twin.up({ plan: guidePlan(), directory })).rejects.toThrow('a twin is running in it');
  });

  test('says what a node that does not start has said', async () => {
    const plan = guidePlan();
    const broken = planWith(plan, 'leaf11', { addresses: ['no address'] });
    await expect(start(broken)).rejects.toThrow(/^the twin did not start: node leaf11 failed; it said:\n/);
    await gone(join(home, 'twin'));
  });

  test('keeps away from what is not its own', async () => {
    writeFileSync(join(home, 'notes'), 'mine');
    await expect(
      Twin.up({ plan: planTwin({ devices: [], cables: [], servers: [] }), directory: home }),
    ).rejects.toThrow(`the twin cannot use ${home}: it holds notes`);
  });
});

function planWith(plan: ReturnType<typeof guidePlan>, name: string, change: object): ReturnType<typeof guidePlan> {
  return { ...plan, nodes: plan.nodes.map((node) => (node.name === name ? { ...node, ...change } : node)) };
}
