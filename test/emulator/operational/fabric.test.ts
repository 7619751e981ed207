import { descendants, textOf } from '../../../lib/junos/formats/xml';
import { Lab } from '../../../lib/emulator/lab';
import type { LabServer, LabTopology } from '../../../lib/emulator/topology';
import { exchange, texts } from '../support/exchange';
import { GUIDE_LEAVES, guideLines, guideTopology } from '../support/guide';

let lab: Lab;

afterEach(async () => {
  await lab.stop();
});

/** A lab with the server's ports configured on some leaves. */
async function start(topology: LabTopology = guideTopology(), leaves: readonly number[] = GUIDE_LEAVES): Promise<void> {
  lab = await Lab.start(topology);
  for (const number of leaves) lab.device(`leaf${number}`).edit(guideLines(number));
}

const [guideServer] = guideTopology().servers;

function withServer(changes: (server: LabServer) => Partial<LabServer>): LabTopology {
  if (guideServer === undefined) throw new Error('the guide has a server');
  return guideTopology({ servers: [{ ...guideServer, ...changes(guideServer) }] });
}

const stateOf = (leaf: string): string | undefined =>
  texts(
    exchange(
      lab.device(leaf),
      '<get-bgp-summary-information><exact-instance>VRF_5</exact-instance></get-bgp-summary-information>',
    ),
    'peer-state',
  )[0];

const port = (leaf: string, name = 'et-0/0/15') =>
  texts(
    exchange(
      lab.device(leaf),
      `<get-interface-information><interface-name>${name}</interface-name><terse/></get-interface-information>`,
    ),
    'oper-status',
  )[0];

/** Entries of a destination in a table: tag, protocol and preference. */
const routesTo = (leaf: string, destination: string, table = 'VRF_5.inet.0'): string[] =>
  descendants(
    exchange(
      lab.device(leaf),
      `<get-route-information><table>${table}</table><destination>${destination}</destination></get-route-information>`,
    ),
    'rt-entry',
  ).map((entry) => {
    const tag = descendants(entry, 'active-tag')[0]?.text ?? '';
    return `${tag}${textOf(entry, 'protocol-name') ?? ''}/${textOf(entry, 'preference') ?? ''}`;
  });

const importedBy = (leaf: string, prefix = '10.1.5.0/24') =>
  texts(
    exchange(
      lab.device(leaf),
      `<get-evpn-ip-prefix-database-information><direction>imported</direction><prefix>${prefix}</prefix></get-evpn-ip-prefix-database-information>`,
    ),
    'route-distinguisher',
  );

const learned = (server = 'server1') => lab.learnedBy(server).map(({ from, prefix }) => `${from} ${prefix}`);

describe('a port', () => {
  test('is down until it is configured, and gone where nothing is plugged in', async () => {
    await start(guideTopology(), []);
    expect(port('leaf10')).toBe('down');
    expect(port('leaf10', 'et-0/0/54')).toBe('up');
    lab.device('leaf10').edit(guideLines(10));
    expect(port('leaf10')).toBe('up');
    lab.device('leaf10').edit('set interfaces et-0/0/16 unit 0 family inet address 10.9.9.1/30');
    expect(port('leaf10', 'et-0/0/16')).toBeUndefined();
  });

  test('goes down with its cable and takes the session along', async () => {
    await start();
    lab.state.pullCable('leaf10', 'et-0/0/15');
    expect([port('leaf10'), stateOf('leaf10'), stateOf('leaf11')]).toEqual(['down', 'Idle', 'Established']);
    lab.state.plugCable('leaf10', 'et-0/0/15');
    expect([port('leaf10'), stateOf('leaf10')]).toEqual(['up', 'Established']);
  });

  test('can be without cable from the start', async () => {
    const { devices } = guideTopology();
    await start(
      guideTopology({
        devices: devices.map((one, place) => (place === 0 ? { ...one, uncabled: ['et-0/0/15'] } : one)),
      }),
    );
    expect(port('leaf10')).toBe('down');
  });

  test.each(['set interfaces et-0/0/15 disable', 'deactivate interfaces et-0/0/15'])(
    'goes down by: %s',
    async (line) => {
      await start();
      lab.device('leaf10').edit(line);
      expect([port('leaf10'), stateOf('leaf10')]).toEqual(['down', 'Idle']);
    },
  );

  test('of an aggregate carries its session', async () => {
    await start(guideTopology(), []);
    const bundled = guideLines(10)
      .replaceAll('et-0/0/15 unit', 'ae1 unit')
      .replaceAll('et-0/0/15.0', 'ae1.0')
      .concat('set interfaces et-0/0/15 ether-options 802.3ad ae1\n')
      .concat('set chassis aggregated-devices ethernet device-count 2\n');
    lab.device('leaf10').edit(bundled);
    expect([port('leaf10', 'ae1'), stateOf('leaf10')]).toEqual(['up', 'Established']);
  });
});

describe('a session with a server', () => {
  test('is Established when both ends agree', async () => {
    await start();
    expect(GUIDE_LEAVES.map((number) => stateOf(`leaf${number}`))).toEqual([
      'Established',
      'Established',
      'Established',
    ]);
  });

  test.each([
    ['the server has another AS number', withServer(() => ({ asn: 4220000099 })), '', 'Active'],
    [
      'the server expects another AS number of the leaf',
      withServer(({ links }) => ({ links: links.map((link) => ({ ...link, peerAsn: 65000 })) })),
      '',
      'Active',
    ],
    [
      'the server has another address',
      withServer(({ links }) => ({ links: links.map((link) => ({ ...link, addresses: ['172.16.104.3/29'] })) })),
      '',
      'Active',
    ],
    [
      'the server tags its frames',
      withServer(({ links }) => ({ links: links.map((link) => ({ ...link, vlanId: 7 })) })),
      '',
      'Active',
    ],
    ['the port is in no VRF', guideTopology(), 'delete routing-instances VRF_5 interface et-0/0/15.0', 'Idle'],
    [
      'the address is of another subnet',
      guideTopology(),
      'delete interfaces et-0/0/15 unit 0 family inet\nset interfaces et-0/0/15 unit 0 family inet address 172.16.105.1/30',
      'Idle',
    ],
    [
      'the group speaks another family',
      guideTopology(),
      'delete routing-instances VRF_5 protocols bgp group SERVER1 family\nset routing-instances VRF_5 protocols bgp group SERVER1 family inet6 unicast',
      'Active',
    ],
    [
      'the leaf shows another AS number',
      guideTopology(),
      'set routing-instances VRF_5 routing-options autonomous-system 65005',
      'Active',
    ],
    ['the neighbor is inactive', guideTopology(), 'deactivate routing-instances VRF_5 protocols bgp', undefined],
  ])('is not Established when %s', async (_, topology, lines, expected) => {
    await start(topology);
    if (lines !== '') lab.device('leaf10').edit(lines);
    expect(stateOf('leaf10')).toBe(expected);
  });

  test('agrees on a local AS that both ends know', async () => {
    await start(withServer(({ links }) => ({ links: links.map((link) => ({ ...link, peerAsn: 65005 })) })));
    lab.device('leaf10').edit('set routing-instances VRF_5 protocols bgp group SERVER1 local-as 65005');
    expect(stateOf('leaf10')).toBe('Established');
  });

  test('runs over a tagged unit and over IPv6', async () => {
    await start(
      withServer(() => ({
        prefixes: ['10.1.5.0/24', '2001:db8:1005::/64'],
        links: [{ device: 'leaf10', port: 'et-0/0/15', vlanId: 299, addresses: ['10.0.0.1/31', '2001:db8:5::1/127'] }],
      })),
      [],
    );
    lab
      .device('leaf10')
      .edit(
        [
          'set interfaces et-0/0/15 flexible-vlan-tagging',
          'set interfaces et-0/0/15 unit 299 vlan-id 299',
          'set interfaces et-0/0/15 unit 299 family inet address 10.0.0.0/31',
          'set interfaces et-0/0/15 unit 299 family inet6 address 2001:db8:5::/127',
          'set routing-instances VRF_5 instance-type vrf',
          'set routing-instances VRF_5 interface et-0/0/15.299',
          'set routing-instances VRF_5 route-distinguisher 192.168.1.10:5',
          'set routing-instances VRF_5 vrf-target target:62273:16776000',
          'set routing-instances VRF_5 protocols bgp group S4 neighbor 10.0.0.1 peer-as 4220000001',
          'set routing-instances VRF_5 protocols bgp group S6 family inet6 unicast',
          'set routing-instances VRF_5 protocols bgp group S6 neighbor 2001:db8:5::1 peer-as 4220000001',
        ].join('\n'),
      );
    const reply = exchange(
      lab.device('leaf10'),
      '<get-bgp-summary-information><exact-instance>VRF_5</exact-instance></get-bgp-summary-information>',
    );
    expect(texts(reply, 'peer-state')).toEqual(['Established', 'Established']);
    expect(routesTo('leaf10', '2001:db8:1005::/64', 'VRF_5.inet6.0')).toEqual(['*BGP/170']);
  });

  test('counts its flaps and its time', async () => {
    await start();
    stateOf('leaf10');
    lab.clock.advance(60_000);
    lab.state.pullCable('leaf10', 'et-0/0/15');
    stateOf('leaf10');
    lab.state.plugCable('leaf10', 'et-0/0/15');
    lab.clock.advance(5000);
    const reply = exchange(
      lab.device('leaf10'),
      '<get-bgp-summary-information><exact-instance>VRF_5</exact-instance></get-bgp-summary-information>',
    );
    expect(texts(reply, 'flap-count')).toEqual(['1']);
    expect(texts(reply, 'elapsed-time')).toEqual([expect.stringMatching(/^00:00:(0[5-9]|[1-5]\d)$/)]);
  });
});

describe('what a server announces', () => {
  test('is held back by the import policy, and hidden', async () => {
    await start(withServer(() => ({ prefixes: ['10.1.5.0/24', '10.66.0.0/16'] })));
    expect(routesTo('leaf10', '10.66.0.0/16')).toEqual([]);
    const reply = exchange(
      lab.device('leaf10'),
      '<get-route-information><table>VRF_5.inet.0</table></get-route-information>',
    );
    expect(texts(reply, 'hidden-route-count')).toEqual(['1']);
    const summary = exchange(
      lab.device('leaf10'),
      '<get-bgp-summary-information><exact-instance>VRF_5</exact-instance></get-bgp-summary-information>',
    );
    const peer = descendants(summary, 'bgp-peer')[0];
    expect(peer === undefined ? [] : texts(peer, 'received-prefix-count')).toEqual(['2']);
    expect(peer === undefined ? [] : texts(peer, 'accepted-prefix-count')).toEqual(['1']);
  });

  test('is accepted whole where there is no import policy', async () => {
    await start(withServer(() => ({ prefixes: ['10.1.5.0/24', '10.66.0.0/16'] })));
    lab.device('leaf10').edit('delete routing-instances VRF_5 protocols bgp group SERVER1 import');
    expect(routesTo('leaf10', '10.66.0.0/16')).toEqual(['*BGP/170']);
  });
});

describe('type-5 routes', () => {
  test('reach every leaf from every attachment, through the route reflectors', async () => {
    await start();
    expect(importedBy('leaf10')).toEqual(['192.168.1.11:5', '192.168.1.12:5']);
    expect(importedBy('leaf12')).toEqual(['192.168.1.10:5', '192.168.1.11:5']);
  });

  test('survive the loss of one route reflector and not of both', async () => {
    await start();
    lab.device('spine1').edit('deactivate protocols bgp');
    expect(importedBy('leaf10')).toHaveLength(2);
    lab.device('spine2').edit('deactivate protocols bgp');
    expect(importedBy('leaf10')).toHaveLength(0);
  });

  test('are not passed on by spines that reflect for nobody', async () => {
    await start();
    for (const spine of ['spine1', 'spine2']) lab.device(spine).edit('delete protocols bgp group OVERLAY-BGP cluster');
    expect(importedBy('leaf10')).toEqual([]);
  });

  test('are not taken from a route reflector of the own cluster', async () => {
    await start();
    const learnedFrom = (spine: string) =>
      new Set(
        texts(
          exchange(lab.device(spine), '<get-route-information><table>bgp.evpn.0</table></get-route-information>'),
          'learned-from',
        ),
      );
    const leaves = ['192.168.1.10', '192.168.1.11', '192.168.1.12'];
    expect([...learnedFrom('spine1')].sort()).toEqual(leaves);
    lab.device('spine1').edit('set protocols bgp group OVERLAY-BGP cluster 192.168.0.11');
    expect([...learnedFrom('spine1')].sort()).toEqual(['192.168.0.2', ...leaves]);
  });

  test('share the load on a leaf that is no attachment: active by @, forwarding by #', async () => {
    await start();
    lab.device('leaf12').edit('deactivate routing-instances VRF_5 protocols bgp');
    expect(routesTo('leaf12', '10.1.5.0/24')).toEqual(['@EVPN/170', ' EVPN/170', '#Multipath/255']);
    lab.device('leaf12').edit('delete routing-instances VRF_5 routing-options multipath');
    expect(routesTo('leaf12', '10.1.5.0/24')).toEqual(['*EVPN/170', ' EVPN/170']);
  });

  test('with one route distinguisher on two attachments are one route: only the best is seen', async () => {
    await start();
    lab.device('leaf11').edit('set routing-instances VRF_5 route-distinguisher 192.168.1.10:5');
    expect(importedBy('leaf12')).toEqual(['192.168.1.10:5']);
  });

  test('stay out of a VRF with another route target', async () => {
    await start();
    lab.device('leaf12').edit('set routing-instances VRF_5 vrf-target target:62273:1');
    expect(importedBy('leaf12')).toEqual([]);
    expect(importedBy('leaf10')).toEqual(['192.168.1.11:5']);
  });

  test('are not made without export policy, or without a source of tunnels', async () => {
    await start();
    lab.device('leaf11').edit('delete routing-instances VRF_5 protocols evpn ip-prefix-routes export');
    lab.device('leaf12').edit('delete switch-options vtep-source-interface');
    expect(importedBy('leaf10')).toEqual([]);
  });

  test('of another attachment may silence an attachment: the switch says', async () => {
    await start();
    for (const number of GUIDE_LEAVES) lab.device(`leaf${number}`).switches.preferred = 'evpn';
    expect(routesTo('leaf10', '10.1.5.0/24')).toEqual(['*BGP/170']);
    expect(routesTo('leaf11', '10.1.5.0/24')).toEqual(['*EVPN/170', ' BGP/170']);
    expect(importedBy('leaf12')).toEqual(['192.168.1.10:5']);
  });

  test('are gone when an attachment withdraws', async () => {
    await start();
    lab.device('leaf11').edit('delete routing-instances VRF_5');
    expect(importedBy('leaf10')).toEqual(['192.168.1.12:5']);
  });
});

describe('what a server learns', () => {
  test('is what the export policy lets out: other subnets, never its own prefix', async () => {
    await start();
    expect(learned()).toEqual([
      'leaf10 172.16.104.4/30',
      'leaf10 172.16.104.8/30',
      'leaf11 172.16.104.0/30',
      'leaf11 172.16.104.8/30',
      'leaf12 172.16.104.0/30',
      'leaf12 172.16.104.4/30',
    ]);
    const [route] = lab.learnedBy('server1');
    expect(route).toMatchObject({ nextHop: '172.16.104.1', asPath: [4210000001] });
    expect(route?.communities.filter((one) => one.startsWith('target:'))).toEqual([]);
  });

  test('leaves out what has been in its own AS, unless it is told to', async () => {
    await start();
    const group = 'routing-instances VRF_5 protocols bgp group SERVER1';
    lab
      .device('leaf12')
      .edit(
        `set policy-options policy-statement NOTHING then reject\nset ${group} import NOTHING\ndelete ${group} import SERVER1_IN`,
      );
    expect(routesTo('leaf12', '10.1.5.0/24')).toEqual(['@EVPN/170', ' EVPN/170', '#Multipath/255']);
    expect(learned()).not.toContain('leaf12 10.1.5.0/24');
    lab.device('leaf12').edit(`set ${group} advertise-peer-as`);
    expect(learned()).toContain('leaf12 10.1.5.0/24');
    lab.device('leaf12').edit(`delete ${group} advertise-peer-as\nset ${group} as-override`);
    expect(
      lab.learnedBy('server1').find(({ from, prefix }) => from === 'leaf12' && prefix === '10.1.5.0/24')?.asPath,
    ).toEqual([4210000001, 4210000001]);
  });

  test('is nothing of the fabric without an export policy', async () => {
    await start();
    for (const number of GUIDE_LEAVES) {
      lab.device(`leaf${number}`).edit('delete routing-instances VRF_5 protocols bgp group SERVER1 export');
    }
    expect(learned()).toEqual([]);
  });

  test('is the prefix of another server on another leaf', async () => {
    const other: LabServer = {
      name: 'server2',
      asn: 4220000002,
      prefixes: ['10.1.6.0/24'],
      links: [{ device: 'leaf12', port: 'et-0/0/16', addresses: ['172.16.106.2/30'] }],
    };
    await start(guideTopology({ servers: [...guideTopology().servers, other] }));
    lab
      .device('leaf12')
      .edit(
        [
          'set interfaces et-0/0/16 unit 0 family inet address 172.16.106.1/30',
          'set routing-instances VRF_5 interface et-0/0/16.0',
          'set routing-instances VRF_5 protocols bgp group SERVER2 type external',
          'set routing-instances VRF_5 protocols bgp group SERVER2 export SERVER1_OUT',
          'set routing-instances VRF_5 protocols bgp group SERVER2 neighbor 172.16.106.2 peer-as 4220000002',
        ].join('\n'),
      );
    expect(learned()).toContain('leaf10 10.1.6.0/24');
    expect(learned('server2')).toContain('leaf12 10.1.5.0/24');
    expect(lab.learnedBy('server2').find(({ prefix }) => prefix === '10.1.5.0/24')?.asPath).toEqual([
      4210000001, 4220000001,
    ]);
  });
});
