import { Lab } from '../../lib/emulator/lab';
import { decodeSecret } from '../../lib/junos/tree/secret-encoding';
import type { World } from '../../lib/world/world';
import { worldOfCaptures } from '../../lib/world/world-of-captures';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';
import { device, neighbor, port, site } from './support';

function worldOf(files: Readonly<Record<string, string>>): World {
  return worldOfCaptures(Object.entries(files).map(([file, text]) => ({ file, text })));
}

/** Every session: device, instance, neighbor, state, who answers. */
function sessionsOf(files: Readonly<Record<string, string>>): string[] {
  const lab = Lab.inProcess(worldOf(files).topology);
  return [...lab.state.sessions()].flatMap(([hostname, sessions]) =>
    sessions.map(({ neighbor: to, peer, state }) => {
      const far = peer?.kind === 'device' ? peer.hostname : peer?.server.name;
      return `${hostname} ${to.instance.name} ${to.address} ${state}${far === undefined ? '' : ` ${far}`}`;
    }),
  );
}

const cablesOf = (files: Readonly<Record<string, string>>): string[] =>
  (worldOf(files).topology.cables ?? []).map(({ a, b }) => `${a.device} ${a.port} ${b.device} ${b.port}`).sort();

const WHOLE = [
  'spine1 master 10.0.0.1 Established leaf1',
  'spine1 master 10.0.0.3 Established leaf2',
  'spine1 master 2001:db8::1 Established leaf1',
  'spine1 master 2001:db8::3 Established leaf2',
  'leaf1 master 10.0.0.0 Established spine1',
  'leaf1 master 2001:db8:: Established spine1',
  'leaf1 VRF_5 172.16.1.2 Established server1',
  'leaf2 master 10.0.0.2 Established spine1',
  'leaf2 master 2001:db8::2 Established spine1',
  'leaf2 VRF_5 172.16.2.2 Established server1',
];

describe('a site of backups', () => {
  test('comes up with every session between its devices, and with the server that nobody is', () => {
    expect(sessionsOf(site())).toEqual(WHOLE);
    expect(cablesOf(site())).toEqual(['spine1 et-0/0/0 leaf1 et-0/0/48', 'spine1 et-0/0/1 leaf2 et-0/0/48']);
  });

  test('loses exactly the sessions of an AS number that is changed in one file', () => {
    const down = sessionsOf(site(['leaf1', 'autonomous-system 65001', 'autonomous-system 65009']));
    const lost = WHOLE.filter((line) => !down.includes(line));
    expect(lost).toEqual(WHOLE.filter((line) => /^spine1 .* leaf1$|^leaf1 .* spine1$/.test(line)));
  });

  test('has devices as they were saved: model, release, name, and no cable that no subnet shows', () => {
    expect(worldOf(site()).topology.devices).toMatchObject([
      { hostname: 'spine1', role: 'spine', model: 'qfx5220-32cd', junos: '23.4R2' },
      { hostname: 'leaf1', role: 'leaf', model: 'qfx5120-48y-8c', junos: '23.4R2' },
      { hostname: 'leaf2', role: 'leaf', model: 'qfx5120-48y-8c', junos: '23.4R2' },
    ]);
  });

  test('a server announces what the import policy names exactly, else a default route where it may', () => {
    const [server] = worldOf(site()).topology.servers;
    expect(server).toMatchObject({ name: 'server1', asn: 65100 });
    expect(server?.links.map(({ prefixes }) => prefixes)).toEqual([['10.1.5.0/24'], ['10.1.5.0/24']]);
    const open = worldOf(site(['leaf1', '10.1.5.0/24 exact', '0.0.0.0/0 upto /24'])).topology.servers[0];
    expect(open?.links.map(({ prefixes }) => prefixes)).toEqual([['0.0.0.0/0'], ['10.1.5.0/24']]);
    const closed = worldOf(site(['leaf1', '10.1.5.0/24 exact', '10.1.0.0/16 longer'])).topology.servers[0];
    expect(closed?.links.map(({ prefixes }) => prefixes)).toEqual([[], ['10.1.5.0/24']]);
  });

  test('says who is outside, and what nothing is made of', () => {
    expect(worldOf(site()).notes).toEqual([
      'server1 (AS 65100) is outside: 172.16.1.2/30 at leaf1 et-0/0/15 announces 10.1.5.0/24, 172.16.2.2/30 at leaf2 et-0/0/15 announces 10.1.5.0/24',
      'spine1 makes nothing of: protocols rstp (1)',
      'leaf1 makes nothing of: protocols rstp (1)',
      'leaf2 makes nothing of: protocols rstp (1)',
    ]);
  });

  test('takes no users, hashes and communities along', () => {
    const text = JSON.stringify(worldOf(site()).topology);
    expect(text).not.toMatch(/\$6\$|super-user|root-authentication|there/);
  });
});

describe('keys of sessions', () => {
  const withKey = (leaf: string, spine: string): Record<string, string> =>
    site(
      ['leaf1', 'neighbor 10.0.0.0 { peer-as 65000;', `neighbor 10.0.0.0 { peer-as 65000; authentication-key ${leaf};`],
      [
        'spine1',
        'neighbor 10.0.0.1 { peer-as 65001;',
        `neighbor 10.0.0.1 { peer-as 65001; authentication-key ${spine};`,
      ],
    );
  const keysOf = (files: Record<string, string>): (string | undefined)[] =>
    worldOf(files).topology.devices.flatMap(({ configuration = '' }) =>
      [...configuration.matchAll(/authentication-key "?([^";]*)"?;/g)].map(([, key = '']) => decodeSecret(key)),
    );
  const isUp = (files: Record<string, string>): boolean =>
    sessionsOf(files).includes('leaf1 master 10.0.0.0 Established spine1');

  test('are those of the lab, and differ where they differed', () => {
    const same = withKey('one', '"one"');
    expect(keysOf(same)).toEqual(['lab-key-1', 'lab-key-1']);
    expect(isUp(same)).toBe(true);
    const other = withKey('one', 'two');
    expect(new Set(keysOf(other)).size).toBe(2);
    expect(isUp(other)).toBe(false);
  });

  test.each(['/* SECRET-DATA */', '"<removed>"', '"$8$aes256-gcm$x"', '"xxxxxxx"'])(
    'that were taken out (%s) are one on both ends',
    (removed) => {
      const files = withKey(removed, '"one"');
      expect(keysOf(files)).toEqual(['lab-key', 'lab-key']);
      expect(isUp(files)).toBe(true);
    },
  );

  test('are those that the server outside has, too', () => {
    const files = site(['leaf1', 'peer-as 65100; ', 'peer-as 65100; authentication-key "$9$removed"; ']);
    expect(sessionsOf(files)).toEqual(WHOLE);
  });
});

describe('cables', () => {
  /** Another site with the same subnets: IPv6 and AS numbers tell the two apart. */
  const twice = (): Record<string, string> => ({
    ...site(),
    'b-spine.conf': device(
      'b-spine',
      65200,
      '192.0.2.21',
      [port('et-0/0/0', 'x', '10.0.0.0/31', '2001:db8:b::/127')],
      [neighbor('10.0.0.1', 65201)],
    ),
    'b-leaf.conf': device(
      'b-leaf',
      65201,
      '192.0.2.22',
      [port('et-0/0/9', 'y', '10.0.0.1/31', '2001:db8:b::1/127')],
      [neighbor('10.0.0.0', 65200)],
    ),
  });

  test('go by all subnets of a port where one is there twice', () => {
    expect(cablesOf(twice())).toEqual([
      'b-spine et-0/0/0 b-leaf et-0/0/9',
      'spine1 et-0/0/0 leaf1 et-0/0/48',
      'spine1 et-0/0/1 leaf2 et-0/0/48',
    ]);
  });

  const FOUR = (describe: (n: number, far: number) => string, asn: (n: number) => number): Record<string, string> =>
    Object.fromEntries(
      [1, 2].flatMap((n) => [
        [
          `s${n}.conf`,
          device(
            `s${n}`,
            asn(n),
            `192.0.2.${n}`,
            [port('et-0/0/0', describe(n, 10 + n), '10.0.0.0/31')],
            [neighbor('10.0.0.1', asn(10 + n))],
          ),
        ],
        [
          `l${n}.conf`,
          device(
            `l${n}`,
            asn(10 + n),
            `192.0.2.1${n}`,
            [port('et-0/0/7', describe(10 + n, n), '10.0.0.1/31')],
            [neighbor('10.0.0.0', asn(n))],
          ),
        ],
      ]),
    );

  test('go by AS numbers where all subnets are there twice', () => {
    expect(
      cablesOf(
        FOUR(
          () => 'x',
          (n) => 65000 + n,
        ),
      ).sort(),
    ).toEqual(['s1 et-0/0/0 l1 et-0/0/7', 's2 et-0/0/0 l2 et-0/0/7']);
  });

  test('go by descriptions where these are alike, too', () => {
    const named = FOUR(
      (_n, far) => `${far > 10 ? `l${far - 10}` : `s${far}`}:et`,
      (n) => (n > 10 ? 65010 : 65000),
    );
    expect(cablesOf(named)).toEqual(['s1 et-0/0/0 l1 et-0/0/7', 's2 et-0/0/0 l2 et-0/0/7']);
  });

  test('are none where nothing tells, and it is said', () => {
    const alike = FOUR(
      () => 'x',
      (n) => (n > 10 ? 65010 : 65000),
    );
    expect(cablesOf(alike)).toEqual([]);
    expect(worldOf(alike).notes.filter((note) => note.includes('10.0.0.0/31'))).toEqual([
      's1 et-0/0/0 and l1 et-0/0/7 share 10.0.0.0/31, and so do others: they have no cable',
      's1 et-0/0/0 and l2 et-0/0/7 share 10.0.0.0/31, and so do others: they have no cable',
      'l1 et-0/0/7 and s2 et-0/0/0 share 10.0.0.0/31, and so do others: they have no cable',
      's2 et-0/0/0 and l2 et-0/0/7 share 10.0.0.0/31, and so do others: they have no cable',
    ]);
  });

  test('of aggregates join their members', () => {
    const bundle = (name: string, address: string, asn: number, peer: number, far: string): string =>
      device(
        name,
        asn,
        `192.0.2.${asn - 65000}`,
        [
          'et-0/0/1 { ether-options { 802.3ad ae0; } } et-0/0/2 { ether-options { 802.3ad ae0; } }',
          `ae0 { aggregated-ether-options { lacp { active; } } unit 0 { family inet { address ${address}; } } }`,
        ],
        [neighbor(far, peer)],
        'chassis { aggregated-devices { ethernet { device-count 2; } } }\n',
      );
    const files = {
      a: bundle('a', '10.9.0.0/31', 65001, 65002, '10.9.0.1'),
      b: bundle('b', '10.9.0.1/31', 65002, 65001, '10.9.0.0'),
    };
    expect(cablesOf(files)).toEqual(['a et-0/0/1 b et-0/0/1', 'a et-0/0/2 b et-0/0/2']);
    expect(sessionsOf(files)).toEqual(['a master 10.9.0.1 Established b', 'b master 10.9.0.0 Established a']);
  });

  test('of a subnet with very many ports are none', () => {
    const many = Array.from({ length: 40 }, (_one, n) => [
      `d${n}`,
      device(`d${n}`, 65000 + n, `192.0.2.${n}`, [port('et-0/0/0', 'x', `10.0.0.${n + 1}/24`)], []),
    ]);
    const world = worldOf(Object.fromEntries(many) as Record<string, string>);
    expect(world.topology.cables).toEqual([]);
    expect(world.notes).toContain('40 ports share 10.0.0.0/24: it is taken for no cable');
  });
});

test.each([
  ['qfx5700', '23.4R2-EVO'],
  ['qfx5200-32c-32q', '23.4R2'],
  ['qfx5210-64c', '23.4R2'],
  ['qfx5240-64od', '23.4R2-EVO'],
])('a %s whose release nobody says is taken for one that runs %s', (model, release) => {
  const text = device('leaf1', 65001, '192.0.2.1', [], []).replace(/^version .*;$/m, '');
  expect(worldOf({ [`leaf1_${model}.conf`]: text }).topology.devices).toMatchObject([{ model, junos: release }]);
});

describe('names', () => {
  test('are those of the files where two devices have one host name', () => {
    const files = {
      'a_spine.conf': device('spine', 65001, '192.0.2.1', [], []),
      'b_spine.conf': device('spine', 65002, '192.0.2.2', [], []),
    };
    const lab = Lab.inProcess(worldOf(files).topology);
    expect([...lab.devices.keys()]).toEqual(['a_spine', 'b_spine']);
    expect(lab.device('a_spine').effective.value('system', 'host-name')).toBe('a_spine');
  });

  test('that no file tells apart, and a directory with nothing in it, are refused', () => {
    const text = device('leaf1', 65001, '192.0.2.1', [], []);
    expectGolden(
      'errors/world.txt',
      errorTexts([
        ['two files of one device', () => worldOf({ 'leaf1.conf': text, 'leaf1.set': text })],
        ['no file', () => worldOf({})],
      ]),
    );
  });
});

describe('an overlay of external neighbors', () => {
  const overlay = (own: string, far: string, asn: number, more: string): string =>
    `protocols { bgp { group OVERLAY { type external; multihop { ttl 2; } family evpn { signaling; } local-address ${own}; neighbor ${far} { peer-as ${asn}; ${more} } } } }\n`;
  const typeFive = (vrfName: string, loopback: string, address: string): string =>
    `interfaces { et-0/0/15 { unit 0 { family inet { address ${address}; } } } }
switch-options { vtep-source-interface lo0.0; }
policy-options { policy-statement DIRECT { from protocol direct; then accept; } policy-statement NOTHING { then reject; } }
routing-instances {
  ${vrfName} {
    instance-type vrf;
    interface et-0/0/15.0;
    route-distinguisher ${loopback}:5;
    vrf-target target:65000:5;
    protocols { evpn { ip-prefix-routes { advertise direct-nexthop; encapsulation vxlan; vni 5000; export DIRECT; } } }
  }
}
`;
  /** Two leaves at a spine: the overlay runs between loopbacks. */
  const pair = (more = ''): Record<string, string> => ({
    spine: device(
      'spine',
      65000,
      '192.0.2.1',
      [port('et-0/0/0', 'a', '10.0.0.0/31'), port('et-0/0/1', 'b', '10.0.0.2/31')],
      [neighbor('10.0.0.1', 65001), neighbor('10.0.0.3', 65002)],
      overlay('192.0.2.1', '192.0.2.11', 65001, '') + overlay('192.0.2.1', '192.0.2.12', 65002, more),
    ),
    a: device(
      'a',
      65001,
      '192.0.2.11',
      [port('et-0/0/48', 'spine', '10.0.0.1/31')],
      [neighbor('10.0.0.0', 65000)],
      overlay('192.0.2.11', '192.0.2.1', 65000, '') + typeFive('RED', '192.0.2.11', '172.16.1.1/30'),
    ),
    b: device(
      'b',
      65002,
      '192.0.2.12',
      [port('et-0/0/48', 'spine', '10.0.0.3/31')],
      [neighbor('10.0.0.2', 65000)],
      overlay('192.0.2.12', '192.0.2.1', 65000, '') + typeFive('RED', '192.0.2.12', '172.16.2.1/30'),
    ),
  });
  const takenBy = (hostname: string, files: Record<string, string>): string[] => {
    // A port without a neighbor has no cable that a configuration shows.
    const { topology } = worldOf(files);
    const links = ['a', 'b'].map((leaf, at) => ({
      device: leaf,
      port: 'et-0/0/15',
      addresses: [`172.16.${at + 1}.2/30`],
    }));
    const lab = Lab.inProcess({ ...topology, servers: [{ name: 'host', asn: 65100, prefixes: [], links }] });
    const routes = lab.state.device(hostname).routes.get('RED') ?? [];
    return routes.flatMap(({ type5 }) => (type5 === undefined ? [] : [`${type5.text} ${type5.asPath.join(' ')}`]));
  };

  test('comes up over the underlay, and carries type-5 routes through the spine with the AS numbers on their way', () => {
    expect(sessionsOf(pair()).filter((line) => line.includes('192.0.2.'))).toEqual([
      'spine master 192.0.2.11 Established a',
      'spine master 192.0.2.12 Established b',
      'a master 192.0.2.1 Established spine',
      'b master 192.0.2.1 Established spine',
    ]);
    expect(takenBy('a', pair())).toEqual(['172.16.2.0/30 65000 65002']);
    expect(takenBy('b', pair())).toEqual(['172.16.1.0/30 65000 65001']);
  });

  test('carries what the policies of its sessions let through', () => {
    const files = pair('export NOTHING;');
    files.spine = `${files.spine ?? ''}policy-options { policy-statement NOTHING { then reject; } }\n`;
    expect(takenBy('a', files)).toEqual(['172.16.2.0/30 65000 65002']);
    expect(takenBy('b', files)).toEqual([]);
  });

  test('is down where the underlay does not tell the loopback', () => {
    const files = { ...pair(), a: (pair().a ?? '').replace('export LOOPBACK;', '') };
    expect(sessionsOf(files).filter((line) => line.includes('192.0.2.'))).toEqual([
      'spine master 192.0.2.11 Active',
      'spine master 192.0.2.12 Established b',
      'a master 192.0.2.1 Active',
      'b master 192.0.2.1 Established spine',
    ]);
  });
});

describe('a router outside', () => {
  const border = (imports: string): Record<string, string> => ({
    border: device(
      'border',
      65001,
      '192.0.2.1',
      [port('et-0/0/0', 'wan', '172.17.0.1/31')],
      [neighbor('172.17.0.0', 65200, `import ${imports};`)],
      `policy-options {
  policy-statement ANY { then accept; }
  policy-statement NOTHING { then reject; }
}
protocols { bgp { group FAR { type external; multihop { ttl 4; } local-address 192.0.2.1; neighbor 198.51.100.7 { peer-as 65200; } } } }
`,
    ),
  });

  test('answers over several hops where a route leads there', () => {
    expect(sessionsOf(border('ANY'))).toEqual([
      'border master 172.17.0.0 Established as65200-172.17.0.0',
      'border master 198.51.100.7 Established as65200-172.17.0.0',
    ]);
    expect(sessionsOf(border('NOTHING'))).toEqual([
      'border master 172.17.0.0 Established as65200-172.17.0.0',
      'border master 198.51.100.7 Active',
    ]);
  });

  test('that nobody leads to is named', () => {
    const files = {
      border: (border('ANY').border ?? '').replace('peer-as 65200; import ANY;', 'peer-as 65201; import ANY;'),
    };
    expect(worldOf(files).notes).toContain(
      'no session of border to 198.51.100.7: no device here has that address, and no router outside is known that could lead to it',
    );
  });

  test('that is a device here brings its routes into the VRF, as far as the import policy takes them', () => {
    const files = {
      ...site([
        'leaf1',
        'neighbor 172.16.1.2 { description "facing_server1"; peer-as 65100;',
        'neighbor 172.16.1.2 { peer-as 65100;',
      ]),
      wan: device(
        'wan',
        65100,
        '192.0.2.99',
        [port('ge-0/0/0', 'leaf1', '172.16.1.2/30')],
        [neighbor('172.16.1.1', 65001, 'export STATIC;')],
        `routing-options { static { route 10.1.5.0/24 discard; route 10.1.6.0/24 discard; } }
policy-options { policy-statement STATIC { from protocol static; then accept; } }
`,
      ),
    };
    const routes = Lab.inProcess(worldOf(files).topology).state.device('leaf1').routes.get('VRF_5') ?? [];
    const learned = routes.filter(({ session }) => session !== undefined);
    expect(
      learned.map(({ hidden, route }) => `${route.text} ${route.asPath.join(' ')}${hidden ? ' hidden' : ''}`),
    ).toEqual(['10.1.5.0/24 65100', '10.1.6.0/24 65100 hidden']);
  });
});
