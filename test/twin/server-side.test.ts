import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Twin } from '../../lib/twin/engine/twin';
import type { TwinPlan } from '../../lib/twin/plan';
import { renderServer } from '../../lib/render/server/render-server';
import type { Place } from './support/connection';
import { Connection } from './support/connection';
import { REMOTE_LEAF } from './support/guide-twin';
import { describeWithTwin } from './support/requirements';
import { REMOTE, SERVICE, serviceFabric, servicePlan } from './support/server-twin';

const RELOAD = '/usr/lib/frr/frr-reload.py';
const LEAVES = ['leaf10', 'leaf11', 'leaf12'];
const SERVER = { node: 'server1' };
const HOST = { node: REMOTE_LEAF, vrf: 'VRF_5' };
/** Link of the server to leaf10. */
const LINK_ADDRESS = '172.16.104.2';
const LATE_MS = 20_000;

let directory: string;
let twin: Twin | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'server-'));
});

afterEach(async () => {
  await twin?.down();
  twin = undefined;
  rmSync(directory, { recursive: true, force: true });
});

async function up(plan: TwinPlan): Promise<Twin> {
  twin = await Twin.up({ plan, directory: join(directory, 'twin') });
  return twin;
}

/** Until the server sends over all of its links, and the fabric to it, in both families. */
async function untilWhole(running: Twin): Promise<void> {
  await running.waitUntil(
    'all ways',
    async () => {
      const hops = await Promise.all([
        running.kernelNextHops('server1', undefined, `${REMOTE.inet}/32`),
        running.kernelNextHops('server1', undefined, `${REMOTE.inet6}/128`),
        running.kernelNextHops(REMOTE_LEAF, 'VRF_5', `${SERVICE.inet}/32`),
        running.kernelNextHops(REMOTE_LEAF, 'VRF_5', `${SERVICE.inet6}/128`),
      ]);
      const isWhole = hops.every(({ length }) => length === LEAVES.length);
      return isWhole ? undefined : hops.map((one) => one.join(' ')).join('; ');
    },
    { timeoutMs: 60_000 },
  );
}

/** Connections that the server opens, and that are opened to it, while it loses one attachment after the other. */
async function losesEachAttachment(running: Twin): Promise<void> {
  await untilWhole(running);
  await running.repair();
  let port = 7000;
  const open = (name: string, client: Place, server: Place & { readonly address: string }, from?: string) =>
    Connection.open(running, client, server, { name, directory, port: (port += 1), from });
  const connections: Connection[] = [];
  for (const family of ['inet', 'inet6'] as const) {
    const opened = await open(`opened-${family}`, SERVER, { ...HOST, address: REMOTE[family] });
    expect(opened.from).toBe(SERVICE[family]);
    const received = await open(`received-${family}`, HOST, { ...SERVER, address: SERVICE[family] });
    connections.push(opened, received);
  }
  const control = await open('control', SERVER, { ...HOST, address: REMOTE.inet }, LINK_ADDRESS);
  for (const leaf of LEAVES) {
    await running.fail({ kind: 'link', node: 'server1', to: leaf });
    for (const connection of connections) await connection.isAlive();
    // With the address of the lost link nothing comes back.
    if (leaf === 'leaf10') expect(control.missing).toBeGreaterThan(0);
    await running.heal();
    await untilWhole(running);
  }
}

/** Every setting of the kernel that decides about packets. */
function settings(running: Twin): Promise<string> {
  return running.run(
    'server1',
    'grep -rs . /proc/sys/net/ipv4 /proc/sys/net/ipv6/conf | grep -v -e key: -e secret: | sort',
  );
}

/** How often the sessions of a leaf with the server came up and went down: what the other end sees of a reset. */
async function sessionsOf(running: Twin, leaf: string): Promise<string> {
  const [said = ''] = await running.askBgp(leaf, ['show bgp vrf VRF_5 neighbors json']);
  return [...said.matchAll(/"connections(?:Established|Dropped)":\d+/g)].join(' ');
}

/** Loads the same file twice: no session is reset, and no route, address, setting or line of the daemon is another. */
async function changesNothing(running: Twin, show: string, load: () => Promise<void>): Promise<void> {
  const state = async (): Promise<readonly string[]> => [
    await running.run('server1', show),
    await running.run('server1', 'ip route; ip -6 route; ip address'),
    await settings(running),
    ...(await Promise.all(LEAVES.map((leaf) => sessionsOf(running, leaf)))),
  ];
  await running.settle(1000);
  const before = await state();
  expect(before.at(-1)).toContain('Established');
  for (let time = 0; time < 2; time += 1) {
    await load();
    expect(await state()).toEqual(before);
  }
}

describeWithTwin(
  'a server with its own side as it is written',
  () => {
    test('on FRR keeps connections through the loss of each attachment, and reloads without a difference', async () => {
      const running = await up(servicePlan());
      await losesEachAttachment(running);

      const file = join(directory, 'frr.conf');
      const { 'frr.conf': text = '' } = renderServer(serviceFabric(), 'server1', 'FRR');
      writeFileSync(file, text.replace(/^ neighbor (\S+) remote-as \d+$/gm, '$&\n neighbor $1 timers connect 1'));
      const show = "vtysh -c 'show running-config'";
      expect(await running.run('server1', show)).toContain('no ip forwarding');
      expect((await running.run('server1', `${RELOAD} --test --stdout ${file} 2> /dev/null`)).trim()).toBe('');
      await changesNothing(running, show, async () => {
        await running.run('server1', `${RELOAD} --reload ${file} > /dev/null 2>&1`);
      });
    });

    test('on BIRD waits for an address that comes late, keeps connections, and reloads without a difference', async () => {
      const files = renderServer(serviceFabric(), 'server1', 'BIRD');
      const running = await up(servicePlan({ files, addresses: [] }));
      const file = join(directory, 'twin', 'nodes', 'server1', 'bird.conf');
      await running.run('server1', `bird -c ${file} -s /run/bird.ctl -P /run/bird.pid`);
      await delay(LATE_MS);
      expect(await running.kernelNextHops('server1', undefined, `${REMOTE.inet}/32`)).toEqual([]);
      await running.run(
        'server1',
        `ip address add ${SERVICE.inet}/32 dev lo; ip address add ${SERVICE.inet6}/128 dev lo`,
      );
      await losesEachAttachment(running);
      // Without the times, which birdc makes anew each time.
      await changesNothing(
        running,
        "birdc -s /run/bird.ctl show protocols | sed -E 's/..:..:..[.][0-9]+//'",
        async () => {
          expect(await running.run('server1', 'birdc -s /run/bird.ctl configure')).toContain('Reconfigured');
        },
      );
    });
  },
  { [RELOAD]: 'frr-pythontools', '/usr/sbin/bird': 'bird2' },
);
