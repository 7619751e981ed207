import type { FabricIntent } from '../../lib/intent/fabric-intent';
import type { Configuration } from '../../lib/junos/tree/configuration';
import { inherit } from '../../lib/junos/inheritance/inheritance';
import { Reachability } from '../../lib/reachability/reachability';
import { inGroup } from '../../lib/render/group';
import { errorOf } from '../support/errors';
import { guideFabric } from '../support/fabric-fixture';
import { expectGolden } from '../support/golden';
import { clos, server } from './support/clos';
import type { Edit } from './support/configurations';
import { edited, inputOf } from './support/configurations';

const PREFIX = '10.1.5.0/24';
/** server1 on leaf1 to leaf3 of four leaves, two spines. */
const threeHomes = (): FabricIntent => clos({ servers: [server(1, 3)] });
const VRF = ['routing-instances', 'VRF_5'];

/** Only on one device. */
function on(hostname: string, edit: (configuration: Configuration) => void): Edit {
  return (configuration, name) => {
    if (name === hostname) edit(configuration);
  };
}

describe('a sound fabric', () => {
  const reachability = Reachability.ofFabric(threeHomes());

  test('has as many equal paths as there are attachments', () => {
    expect(reachability.problems()).toEqual([]);
    expect(reachability.paths('leaf4', PREFIX)).toMatchObject({ equal: 3, via: ['leaf1', 'leaf2', 'leaf3'] });
    expect(reachability.reachableFrom(PREFIX)).toEqual(['leaf1', 'leaf2', 'leaf3', 'leaf4']);
    expect(reachability.assumptions).toEqual([]);
  });

  test('uses the own link where there is one, and the others when it is down', () => {
    expect(reachability.paths('leaf1', PREFIX)).toMatchObject({ equal: 1, via: ['leaf1'] });
    const failed = [reachability.failure('link leaf1–server1')];
    expect(reachability.paths('leaf1', PREFIX, failed)).toMatchObject({ equal: 2, via: ['leaf2', 'leaf3'] });
  });

  test.each([
    ['leaf1', 2],
    ['spine1', 3],
    ['link leaf1–spine1', 3],
    ['link leaf1–server1', 2],
    ['overlay session leaf4–spine1', 3],
  ])('keeps what is left without %s', (name, equal) => {
    expect(reachability.paths('leaf4', PREFIX, [reachability.failure(name)]).equal).toBe(equal);
  });

  test('survives any single failure, and not the failure of all attachments', () => {
    expect(reachability.counterexamples({ cases: reachability.singles('leaf', 'spine', 'link', 'session') })).toEqual(
      [],
    );
    const all = ['leaf1', 'leaf2', 'leaf3'].map((name) => reachability.failure(name));
    expect(reachability.counterexamples({ cases: [all] })).toMatchObject([{ server: 'server1', paths: 0 }]);
  });

  test('is the same from configurations inside of groups', () => {
    const input = inputOf(threeHomes());
    const devices = input.devices.map((device) => {
      const grouped = inGroup('dc1', device.configuration);
      grouped.set('apply-groups', 'dc1');
      return { ...device, configuration: grouped };
    });
    expect(Reachability.ofConfigurations({ ...input, devices }).paths('leaf4', PREFIX).equal).toBe(3);
    const read = input.devices.map((device) => ({ ...device, configuration: inherit(device.configuration) }));
    expect(Reachability.ofConfigurations({ ...input, devices: read }).paths('leaf4', PREFIX).equal).toBe(3);
  });

  test('is the same where devices have 127.0.0.1 on lo0 beside their loopback', () => {
    const usual = edited(threeHomes(), (configuration) => {
      const inet = ['interfaces', 'lo0', 'unit', '0', 'family', 'inet'];
      const own = configuration.entries(...inet, 'address').map(({ keys }) => keys[0] ?? '');
      configuration.delete(...inet);
      for (const address of ['127.0.0.1/32', ...own]) configuration.set(...inet, 'address', address);
      for (const group of ['dc1-overlay', 'dc1-overlay-reflectors']) {
        const path = ['protocols', 'bgp', 'group', group, 'local-address'];
        if (configuration.value(...path) !== undefined) configuration.delete(...path);
      }
    });
    expect(usual.paths('leaf4', PREFIX)).toEqual(reachability.paths('leaf4', PREFIX));
    expect(usual.problems()).toEqual([]);
    expect(usual.counterexamples({ cases: usual.singles('leaf', 'spine', 'link', 'session') })).toEqual([]);
  });

  test('names what is not there', () => {
    expect(errorOf(() => reachability.paths('leaf4', '10.9.9.0/24')).message).toContain(
      'no server announces 10.9.9.0/24',
    );
    expect(errorOf(() => reachability.paths('spine1', PREFIX)).message).toContain('spine1 does not have VRF_5');
    expect(errorOf(() => reachability.failure('leaf9')).code).toBe('noSuchPath');
  });
});

describe('the guide alone, without spines', () => {
  const reachability = Reachability.ofFabric(guideFabric());

  test('says what it takes for granted, and asks any other leaf', () => {
    expect(reachability.assumptions).toEqual([
      'the underlay belongs to others: every loopback is taken to reach every other',
      'the overlay belongs to others: a reflector that never fails is taken to serve every device',
    ]);
    expect(reachability.paths('any other leaf', PREFIX)).toMatchObject({ equal: 3 });
    expect(reachability.singles('leaf', 'spine')).toHaveLength(3);
    expect(reachability.counterexamples({ cases: reachability.singles('leaf', 'link', 'session') })).toEqual([]);
  });
});

/** A design error, the paths that leaf4 then has, and the case to explain. */
const BROKEN: readonly (readonly [title: string, edit: Edit, paths: number])[] = [
  [
    'two leaves share a route distinguisher',
    on('leaf2', (c) => {
      c.set(...VRF, 'route-distinguisher', '192.168.1.1:5');
    }),
    2,
  ],
  [
    'the remote leaf imports another route target',
    on('leaf4', (c) => {
      c.set(...VRF, 'vrf-target', 'target:1:1');
    }),
    0,
  ],
  [
    'an attachment exports another route target',
    on('leaf2', (c) => {
      c.set(...VRF, 'vrf-target', 'target:1:1');
    }),
    2,
  ],
  [
    'the VRF of the remote leaf has no multipath',
    on('leaf4', (c) => void c.delete(...VRF, 'routing-options', 'multipath')),
    1,
  ],
  [
    'the forwarding table of the remote leaf takes one next hop',
    on('leaf4', (c) => void c.delete('routing-options', 'forwarding-table')),
    1,
  ],
  [
    'a leaf expects another AS number of the server',
    on('leaf2', (c) => {
      c.set(...VRF, 'protocols', 'bgp', 'group', 'server1', 'neighbor', '10.0.0.5', 'peer-as', '4220000002');
    }),
    2,
  ],
  [
    'a leaf has another address than the server expects',
    on('leaf2', (c) => {
      c.delete('interfaces', 'et-0/0/0', 'unit', '0', 'family', 'inet', 'address', '10.0.0.4/31');
      c.set('interfaces', 'et-0/0/0', 'unit', '0', 'family', 'inet', 'address', '10.0.0.6/31');
    }),
    2,
  ],
  ['the port of a leaf is in no VRF', on('leaf2', (c) => void c.delete(...VRF, 'interface', 'et-0/0/0.0')), 2],
  [
    'the import policy of a leaf lacks the prefix',
    on(
      'leaf2',
      (c) =>
        void c.delete('policy-options', 'policy-statement', 'VRF_5-server1-in', 'term', 'announced', 'then', 'accept'),
    ),
    2,
  ],
  [
    'the type-5 export policy of a leaf is too tight',
    on('leaf2', (c) => void c.delete('policy-options', 'policy-statement', 'VRF_5-type-5-export', 'term', 'bgp')),
    2,
  ],
  [
    'one leaf has another VNI',
    on('leaf2', (c) => {
      c.set(...VRF, 'protocols', 'evpn', 'ip-prefix-routes', 'vni', '5');
    }),
    2,
  ],
  [
    'a spine does not have a leaf as its client',
    (c, name) => {
      if (name.startsWith('spine')) c.delete('protocols', 'bgp', 'group', 'dc1-overlay', 'neighbor', '192.168.1.2');
    },
    2,
  ],
  [
    'a leaf does not announce its loopback',
    on('leaf2', (c) => {
      c.set('policy-options', 'policy-statement', 'dc1-loopback', 'term', 'loopback', 'then', 'reject');
    }),
    2,
  ],
];

describe('broken designs', () => {
  test.each(BROKEN)('%s', (_, edit, paths) => {
    expect(edited(threeHomes(), edit).paths('leaf4', PREFIX).equal).toBe(paths);
  });

  test('are explained', () => {
    const texts = BROKEN.map(([title, edit]) => {
      const reachability = edited(threeHomes(), edit);
      const problems = reachability.problems().map((problem) => `! ${problem}\n`);
      return `# ${title}\n${reachability.paths('leaf4', PREFIX).explanation}\n${problems.join('')}`;
    });
    expectGolden('errors/reachability.txt', texts.join('\n'));
  });
});

describe('double failures', () => {
  test('two reflectors of one cluster do not survive that two leaves each lose another one of them', () => {
    const fabric = (cluster: (spine: number) => string): Reachability =>
      Reachability.ofFabric(clos({ cluster, servers: [server(1, 1)] }));
    const lost = (reachability: Reachability): number => {
      const failures = ['overlay session leaf1–spine1', 'overlay session leaf2–spine2'];
      const state = failures.map((name) => reachability.failure(name));
      return reachability.paths('leaf2', PREFIX, state).equal;
    };
    expect(lost(fabric(() => '192.168.0.10'))).toBe(0);
    expect(lost(fabric((spine) => `192.168.0.${spine}`))).toBe(1);
  });

  test('the same of links, where no third leaf leads around: the underlay is in two parts', () => {
    const reachability = Reachability.ofFabric(clos({ leaves: 2, servers: [server(1, 1)] }));
    const failures = ['link leaf1–spine1', 'link leaf2–spine2'].map((name) => reachability.failure(name));
    expect(reachability.paths('leaf2', PREFIX, failures)).toMatchObject({ equal: 0 });
    const third = Reachability.ofFabric(clos({ leaves: 3, servers: [server(1, 1)] }));
    const again = ['link leaf1–spine1', 'link leaf2–spine2'].map((name) => third.failure(name));
    expect(third.paths('leaf2', PREFIX, again)).toMatchObject({ equal: 1 });
  });
});

describe('a leaf that has lost its spines', () => {
  const advertised = { advertised: { kind: 'generatedDefault' as const } };
  const servers = [
    { name: 'server1', leaves: [1, 2], prefixes: [PREFIX], peering: () => advertised },
    { name: 'server2', leaves: [3], prefixes: ['10.1.6.0/24'] },
  ];
  const isolation = (reachability: Reachability) =>
    ['link leaf1–spine1', 'link leaf1–spine2'].map((name) => reachability.failure(name));

  test('withdraws a generated default route, and other attachments keep it', () => {
    const reachability = Reachability.ofFabric(clos({ servers }));
    const told = (failed: boolean): Record<string, string[]> =>
      Object.fromEntries(
        [...reachability.toldTo('server1', failed ? isolation(reachability) : [])].map(([leaf, routes]) => [
          leaf,
          routes.map(({ prefix, protocol }) => `${prefix.toString()} ${protocol}`),
        ]),
      );
    expect(told(false)).toEqual({ leaf1: ['0.0.0.0/0 aggregate'], leaf2: ['0.0.0.0/0 aggregate'] });
    expect(told(true)).toEqual({ leaf1: [], leaf2: ['0.0.0.0/0 aggregate'] });
    expect(reachability.counterexamples({ cases: [isolation(reachability)] })).toEqual([]);
  });

  test('goes on attracting traffic with a static one', () => {
    const reachability = edited(clos({ servers }), (configuration, hostname) => {
      if (hostname !== 'leaf1') return;
      configuration.delete(...VRF, 'routing-options', 'generate');
      configuration.set(...VRF, 'routing-options', 'static', 'route', '0.0.0.0/0', 'discard');
      const policy = configuration
        .entries('policy-options', 'policy-statement')
        .find((one) => one.children.some(({ keys }) => keys[0] === 'aggregate'));
      configuration.set(
        'policy-options',
        'policy-statement',
        policy?.keys[0] ?? '',
        'term',
        'aggregate',
        'from',
        'protocol',
        'static',
      );
    });
    const [counterexample] = reachability.counterexamples({ cases: [isolation(reachability)] });
    expect(counterexample?.explanation).toBe(
      'without link leaf1–spine1 and link leaf1–spine2, leaf1 is cut off from the fabric and still tells server1 0.0.0.0/0, ' +
        'which is a static route: what server1 sends to leaf1 is lost',
    );
  });
});

describe('attachments that are not alike', () => {
  test('a drained attachment is used by its own leaf only when no other is left', () => {
    const peering = (leaf: number) => (leaf === 1 ? { drained: 'cable work' } : {});
    const reachability = Reachability.ofFabric(
      clos({ servers: [{ name: 'server1', leaves: [1, 2], prefixes: [PREFIX], peering }] }),
    );
    expect(reachability.announcers(PREFIX)).toEqual(['leaf2']);
    expect(reachability.paths('leaf1', PREFIX)).toMatchObject({ via: ['leaf2'] });
    expect(reachability.announcers(PREFIX, [reachability.failure('leaf2')])).toEqual(['leaf1']);
    expect(reachability.paths('leaf3', PREFIX, [reachability.failure('leaf2')])).toMatchObject({ equal: 1 });
  });

  test('a backup attachment whose preference is carried is used when the others are gone', () => {
    const peering = (leaf: number) => (leaf === 1 ? { backup: { prependCount: 3, localPreference: 50 } } : {});
    const fabric = clos({ servers: [{ name: 'server1', leaves: [1, 2, 3], prefixes: [PREFIX], peering }] });
    const vrfs = fabric.vrfs.map((vrf) => ({ ...vrf, carriesLocalPreference: true as const }));
    const reachability = Reachability.ofFabric({ ...fabric, vrfs });
    expect(reachability.paths('leaf4', PREFIX)).toMatchObject({ equal: 2, via: ['leaf2', 'leaf3'] });
    const left = ['leaf2', 'leaf3'].map((name) => reachability.failure(name));
    expect(reachability.paths('leaf4', PREFIX, left)).toMatchObject({ equal: 1, via: ['leaf1'] });
  });
});

describe('route targets that a VRF imports beside its own', () => {
  const NEW = 'target:62273:16776001';
  const importing = (vrfs: readonly string[]): FabricIntent => {
    const fabric = threeHomes();
    return { ...fabric, vrfs: fabric.vrfs.map((vrf) => ({ ...vrf, importRouteTargets: vrfs })) };
  };
  const announcing =
    (leaves: readonly string[]): Edit =>
    (configuration, hostname) => {
      if (leaves.includes(hostname)) configuration.set(...VRF, 'vrf-target', NEW);
    };

  test.each([['leaf1'], ['leaf1', 'leaf2', 'leaf3'], ['leaf1', 'leaf2', 'leaf3', 'leaf4']])(
    'keep every path while some leaves announce with the new one (%#)',
    (...leaves) => {
      const reachability = edited(importing([NEW]), announcing(leaves));
      expect(reachability.paths('leaf4', PREFIX)).toMatchObject({ equal: 3 });
    },
  );

  test('lose the paths of leaves that announce with one that is not imported', () => {
    expect(edited(importing(['target:62273:1']), announcing(['leaf1'])).paths('leaf4', PREFIX)).toMatchObject({
      via: ['leaf2', 'leaf3'],
    });
    expect(edited(threeHomes(), announcing(['leaf1'])).paths('leaf4', PREFIX)).toMatchObject({
      via: ['leaf2', 'leaf3'],
    });
  });
});

describe('what is not understood', () => {
  test.each([
    [
      'a condition',
      (c: Configuration) => {
        c.set('policy-options', 'policy-statement', 'VRF_5-server1-in', 'term', 'announced', 'from', 'as-path', 'X');
      },
    ],
    [
      'vrf-import',
      (c: Configuration) => {
        c.set(...VRF, 'vrf-import', 'X');
      },
    ],
    [
      'a BGP option',
      (c: Configuration) => {
        c.set(...VRF, 'protocols', 'bgp', 'group', 'server1', 'remove-private');
      },
    ],
  ])('%s is refused by name', (_, edit) => {
    expect(errorOf(() => edited(threeHomes(), on('leaf1', edit))).code).toBe('reachabilityStatementUnknown');
  });

  test('a policy that is not there is named', () => {
    const edit = on('leaf1', (c) => void c.delete('policy-options', 'policy-statement', 'VRF_5-server1-in'));
    expect(errorOf(() => edited(threeHomes(), edit)).code).toBe('reachabilityPolicyMissing');
  });

  test('what nothing refers to may say what it likes', () => {
    const edit = on('leaf1', (c) => {
      c.set('policy-options', 'policy-statement', 'OTHER', 'from', 'as-path', 'X');
    });
    expect(edited(threeHomes(), edit).paths('leaf4', PREFIX).equal).toBe(3);
  });
});

test('a device whose ranges or groups stand for millions of statements is named', () => {
  const edit = on('leaf2', (configuration) => {
    configuration.set('interfaces', 'interface-range', 'R', 'member', 'et-[0-99]/[0-99]/[0-99]');
    configuration.set('interfaces', 'interface-range', 'R', 'mtu', '9000');
  });
  expect(() => edited(threeHomes(), edit)).toThrow('leaf2: "interface-range R member et-[0-99]/[0-99]/[0-99]" names');
});
