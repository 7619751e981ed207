import { NodeShell } from '../../lib/twin/engine/node-shell';
import { repairNode } from '../../lib/twin/engine/repair';
import type { TwinNode } from '../../lib/twin/plan';

const NODE: TwinNode = {
  name: 'leaf10',
  role: 'leaf',
  addresses: ['192.168.1.10/32'],
  interfaces: [],
  vrfs: [{ name: 'VRF_5', vni: 5, addresses: [] }],
  tunnelMtu: 1500,
  files: {},
};
const END = '192.168.1.11';
const MAC = '02:05:86:00:00:11';

/** What FRR and the kernel of a node say, and what is written to the kernel. */
class FakeShell extends NodeShell {
  readonly written: string[] = [];

  constructor(
    private readonly neighbors: readonly string[],
    private readonly prefixes: readonly string[] = ['10.1.5.0/24', '2001:db8:5::/64'],
  ) {
    super({ pids: {}, rootless: false, vrf: 'netns' });
  }

  override ask(): Promise<readonly string[]> {
    const path = {
      valid: true,
      peerId: '192.168.0.1',
      nexthops: [{ ip: END }],
      extendedCommunity: { string: `RT:62273:5 ET:8 Rmac:${MAC}` },
    };
    const routes = this.prefixes.map((prefix) => {
      const [network = '', length = ''] = prefix.split('/');
      return [`[5]:[0]:[${length}]:[${network}]`, { paths: [[path]] }] as const;
    });
    const table = { [`${END}:5`]: Object.fromEntries(routes) };
    return Promise.resolve([JSON.stringify(table), JSON.stringify({ importRts: ['62273:5'] })]);
  }

  override runAll(): Promise<readonly string[]> {
    const neighbors = this.neighbors.map((dst) => ({ dst, lladdr: MAC }));
    return Promise.resolve([JSON.stringify(neighbors), JSON.stringify([{ mac: MAC, dst: END }])]);
  }

  override run(_: string, __: string, input = ''): Promise<string> {
    this.written.push(...input.trim().split('\n'));
    return Promise.resolve('');
  }
}

test('a tunnel end that the kernel knows by both addresses is left alone', async () => {
  const shell = new FakeShell([END, `::ffff:${END}`]);
  await expect(repairNode(shell, NODE)).resolves.toEqual([]);
  expect(shell.written).toEqual([]);
});

test.each([
  ['the address that IPv6 routes go to', [END], `::ffff:${END}`],
  ['the address that IPv4 routes go to', [`::ffff:${END}`], END],
])('a tunnel end whose MAC address is lost for %s is put back, and named', async (_, neighbors, lost) => {
  const shell = new FakeShell(neighbors);
  await expect(repairNode(shell, NODE)).resolves.toEqual([{ node: 'leaf10', vrf: 'VRF_5', tunnelEnd: END }]);
  expect(shell.written).toContain(`neigh replace ${lost} lladdr ${MAC} dev br5 nud noarp extern_learn`);
});

test('an address that no route goes to is not missed', async () => {
  await expect(repairNode(new FakeShell([END], ['10.1.5.0/24']), NODE)).resolves.toEqual([]);
  await expect(repairNode(new FakeShell([`::ffff:${END}`], ['2001:db8:5::/64']), NODE)).resolves.toEqual([]);
});
