import { Lab } from '../../../lib/emulator/lab';
import type { LabDevice, LabTopology } from '../../../lib/emulator/topology';
import { exchange, texts } from '../support/exchange';

const device = (hostname: string, loopback: string, more: Partial<LabDevice> = {}): LabDevice => ({
  hostname,
  role: hostname.includes('spine') ? 'spine' : 'leaf',
  model: 'qfx10002-60c',
  junos: '19.1R2',
  loopback,
  ...more,
});

const SECOND = { overlayAsn: 4210000002 };

const TOPOLOGY: LabTopology = {
  overlayAsn: 4210000001,
  devices: [
    device('a-leaf1', '192.168.1.1'),
    device('a-leaf2', '192.168.1.2'),
    device('a-spine', '192.168.0.1'),
    device('b-leaf1', '192.168.2.1', SECOND),
    device('b-leaf2', '192.168.2.2', SECOND),
    device('b-spine', '192.168.0.2', SECOND),
  ],
  servers: [
    {
      name: 'server1',
      asn: 4220000001,
      prefixes: ['10.1.5.0/24'],
      links: [
        { device: 'a-leaf1', port: 'et-0/0/15', addresses: ['172.16.104.2/30'] },
        { device: 'b-leaf1', port: 'et-0/0/15', addresses: ['172.16.105.2/30'] },
      ],
    },
  ],
};

let lab: Lab;
beforeAll(() => {
  lab = Lab.inProcess(TOPOLOGY, { time: 'standing' });
  for (const [leaf, subnet] of [
    ['a-leaf1', '172.16.104'],
    ['b-leaf1', '172.16.105'],
  ] as const) {
    lab
      .device(leaf)
      .edit(
        `set interfaces et-0/0/15 unit 0 family inet address ${subnet}.1/30\nset protocols bgp group SERVER neighbor ${subnet}.2 peer-as 4220000001`,
      );
  }
});
afterAll(async () => {
  await lab.stop();
});

const peers = (hostname: string): string[] => {
  const reply = exchange(lab.device(hostname), '<get-bgp-summary-information/>');
  const [addresses, states] = [texts(reply, 'peer-address'), texts(reply, 'peer-state')];
  return addresses.map((address, i) => `${address} ${states[i] ?? ''}`);
};

test.each([
  ['a-leaf1', '192.168.0.1', 4210000001],
  ['a-leaf2', '192.168.0.1', 4210000001],
  ['b-leaf1', '192.168.0.2', 4210000002],
  ['b-leaf2', '192.168.0.2', 4210000002],
])('%s has the overlay of its own fabric alone', (leaf, spine, asn) => {
  expect(lab.device(leaf).effective.value('routing-options', 'autonomous-system')).toBe(String(asn));
  expect(peers(leaf).filter((peer) => peer.startsWith('192.168.'))).toEqual([`${spine} Established`]);
});

test('a spine has links to the leaves of its fabric, and is its own cluster', () => {
  expect(peers('b-spine')).toHaveLength(4);
  expect(peers('b-spine').every((peer) => peer.endsWith('Established'))).toBe(true);
  const { effective } = lab.device('b-spine');
  expect(effective.value('protocols', 'bgp', 'group', 'OVERLAY-BGP', 'cluster')).toBe('192.168.0.2');
});

test('a server expects of each device the number of its fabric', () => {
  expect(peers('a-leaf1')).toContain('172.16.104.2 Established');
  expect(peers('b-leaf1')).toContain('172.16.105.2 Established');
});

test('an internal group whose ends show the same local-as is up, whatever their own number is', async () => {
  const shown = Lab.inProcess(TOPOLOGY, { time: 'standing' });
  const line = 'set protocols bgp group OVERLAY-BGP local-as 64900';
  const overlay = (): string[] => {
    const reply = exchange(shown.device('a-leaf1'), '<get-bgp-summary-information/>');
    const [addresses, states] = [texts(reply, 'peer-address'), texts(reply, 'peer-state')];
    return states.filter((_, i) => addresses[i] === '192.168.0.1');
  };
  shown.device('a-leaf1').edit(line);
  expect(overlay()).toEqual(['Active']);
  shown.device('a-spine').edit(line);
  expect(overlay()).toEqual(['Established']);
  await shown.stop();
});
