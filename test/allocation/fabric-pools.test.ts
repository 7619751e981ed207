import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { Aspects, Testing } from 'cdktf';
import type { FabricPools, MultihomedServerProps } from '../../lib/index';
import { EbgpServerPeering, FabricStack, MultihomedServer, ServerFacingInterface, Vrf5Instance } from '../../lib/index';
import { FabricTemplate } from '../../lib/testing';
import { errorOf } from '../support/errors';
import { FABRIC_PROPS, guideLeaf } from '../support/guide-stack';
import { appIn, projectDirectory, useStandInCli } from '../support/synth';

useStandInCli();

const POOLS: FabricPools = {
  subnets: ['172.16.104.0/24'],
  rdNumbers: '5-999',
  vnis: '16776000-16776999',
  routeTargets: 'target:62273:16776000-16776999',
};

const ENVIRONMENT = ['CI', 'JUNOS_FABRIC_FROZEN'] as const;
const before = ENVIRONMENT.map((name) => [name, process.env[name]] as const);

function setEnvironment(values: { CI?: string; JUNOS_FABRIC_FROZEN?: string }): void {
  for (const name of ENVIRONMENT) {
    const value = values[name];
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
}

beforeEach(() => {
  setEnvironment({});
});

afterAll(() => {
  setEnvironment(Object.fromEntries(before));
});

interface Options {
  readonly app?: App;
  readonly project?: string;
  readonly name?: string;
  readonly pools?: FabricPools;
  /** Servers by name, each on these leaves. */
  readonly servers?: readonly (readonly [
    name: string,
    leaves: readonly number[],
    props?: Partial<MultihomedServerProps>,
  ])[];
  readonly vrf?: string;
}

/** A fabric whose values come from pools. */
function pooledFabric(options: Options = {}): FabricStack {
  const {
    app = Testing.app(),
    project = projectDirectory(),
    name = 'dc1',
    servers = [['server1', [10, 11, 12]]],
  } = options;
  const pools = { ...POOLS, lockFile: join(project, 'fabric.lock.json'), ...options.pools };
  const stack = new FabricStack(app, name, { ...FABRIC_PROPS, pools });
  const numbers = [...new Set(servers.flatMap(([, leaves]) => leaves))];
  const leaves = new Map(numbers.map((n) => [n, guideLeaf(stack, n)]));
  const vrf = new Vrf5Instance(stack, options.vrf ?? 'VRF_5', {});
  servers.forEach(([server, homes, props], i) => {
    new MultihomedServer(stack, server, {
      vrf,
      asn: 4220000001 + i,
      prefixes: [`10.1.${i}.0/24`],
      attachments: homes.flatMap((n) => {
        const leaf = leaves.get(n);
        return leaf === undefined ? [] : [{ leaf, interface: `et-0/0/${15 + i}` }];
      }),
      ...props,
    });
  });
  return stack;
}

function synth(project: string, options: Options = {}): FabricStack {
  const app = appIn(project);
  const stack = pooledFabric({ ...options, app, project });
  app.synth();
  return stack;
}

function lockFile(project: string): string {
  return readFileSync(join(project, 'fabric.lock.json'), 'utf8');
}

/** Lines of allocations, without the note at the end. */
function lines(project: string): string[] {
  return lockFile(project)
    .split('\n')
    .filter((line) => line.startsWith('      ') && !line.includes('"~"'))
    .map((line) => line.trim().replace(/,$/, '').replaceAll('"', ''));
}

describe('a program that gives pools instead of values', () => {
  // As documentation shows it.
  function program(): FabricStack {
    const fabric = new FabricStack(Testing.app(), 'dc1', {
      ...FABRIC_PROPS,
      pools: {
        subnets: ['172.16.104.0/22'],
        subnetLength: 30,
        rdNumbers: '1-999',
        vnis: '10000-19999',
        routeTargets: 'target:62273:10000-19999',
        lockFile: join(projectDirectory(), 'fabric.lock.json'),
      },
    });
    const leaves = [10, 11, 12].map((n) => guideLeaf(fabric, n));
    const vrf5 = new Vrf5Instance(fabric, 'VRF_5', {});
    new MultihomedServer(fabric, 'server1', {
      vrf: vrf5,
      asn: 4220000001,
      prefixes: ['10.1.5.0/24'],
      attachments: leaves.map((leaf) => ({ leaf, interface: 'et-0/0/15' })),
    });
    return fabric;
  }

  test.each([
    ['leaf10', '172.16.104.1/30', '172.16.104.2', '192.168.1.10'],
    ['leaf11', '172.16.104.5/30', '172.16.104.6', '192.168.1.11'],
    ['leaf12', '172.16.104.9/30', '172.16.104.10', '192.168.1.12'],
  ])('has on %s what the guide has', (leaf, own, server, loopback) => {
    FabricTemplate.fromStack(program()).hasConfiguration(leaf, [
      `set interfaces et-0/0/15 unit 0 family inet address ${own}`,
      `set routing-instances VRF_5 route-distinguisher ${loopback}:1`,
      'set routing-instances VRF_5 vrf-target target:62273:10000',
      'set routing-instances VRF_5 protocols evpn ip-prefix-routes vni 10000',
      `set routing-instances VRF_5 protocols bgp group server1 neighbor ${server} peer-as 4220000001`,
    ]);
  });

  test('has an IPv6 subnet for a server that announces IPv6 prefixes, and only for that', () => {
    const stack = pooledFabric({
      pools: { subnets6: ['2001:db8:104::/48'] },
      servers: [
        ['server1', [10], { prefixes: ['10.1.5.0/24', '2001:db8:5::/64'] }],
        ['server2', [10], { prefixes: ['2001:db8:6::/64'] }],
        ['server3', [10], { prefixes: undefined, acceptAnything: 'lab' }],
      ],
    });
    const template = FabricTemplate.fromStack(stack);
    template.hasConfiguration('leaf10', [
      'set interfaces et-0/0/15 unit 0 family inet address 172.16.104.0/31',
      'set interfaces et-0/0/15 unit 0 family inet6 address 2001:db8:104::/127',
      'set interfaces et-0/0/16 unit 0 family inet6 address 2001:db8:104::2/127',
      'set interfaces et-0/0/17 unit 0 family inet address 172.16.104.2/31',
    ]);
    const lines = template.device('leaf10').setLines();
    expect(lines.filter((line) => line.includes('family inet6 address'))).toHaveLength(2);
    expect(lines.filter((line) => line.includes('family inet address'))).toHaveLength(2);
  });

  test('may give some values, and pools go around them', () => {
    const stack = pooledFabric({ servers: [['server1', [10]]] });
    const leaf = guideLeaf(stack, 13);
    const vrf = new Vrf5Instance(stack, 'VRF_6', { vni: 16776000, rdNumber: 5 });
    new ServerFacingInterface(stack, 'console', { leaf, vrf, interface: 'et-0/0/1', addresses: ['172.16.104.1/29'] });
    FabricTemplate.fromStack(stack).hasConfiguration('leaf10', [
      'set interfaces et-0/0/15 unit 0 family inet address 172.16.104.8/31',
      'set routing-instances VRF_5 route-distinguisher 192.168.1.10:6',
      'set routing-instances VRF_5 vrf-target target:62273:16776000',
      'set routing-instances VRF_5 protocols evpn ip-prefix-routes vni 16776001',
    ]);
  });

  test('may have a session of its own on an interface whose address comes from a pool', () => {
    const stack = pooledFabric({ pools: { subnetLength: 29 }, servers: [['server1', [10]]] });
    const attached = stack.node.findAll().find((one) => ServerFacingInterface.isServerFacingInterface(one));
    if (attached === undefined) throw new Error('server1 is attached nowhere');
    const session = { interface: attached, peerAsn: 4220000009, prefixes: ['10.9.0.0/24'] };
    new EbgpServerPeering(stack, 'router', { ...session, neighbor: '172.16.104.3' });
    FabricTemplate.fromStack(stack).hasConfiguration('leaf10', [
      'set routing-instances VRF_5 protocols bgp group router neighbor 172.16.104.3 peer-as 4220000009',
    ]);
    new EbgpServerPeering(stack, 'stranger', { ...session, neighbor: '172.16.104.9' });
    expect(() => FabricTemplate.fromStack(stack)).toThrow(/neighbor 172\.16\.104\.9 is in no subnet of the interface/);
  });
});

describe('a value that is neither given nor to be had', () => {
  test.each([
    [
      'vni',
      { vnis: undefined },
      "vni is not given, and the fabric has no pool that it could come from; give it, or give the fabric pools: { vnis: '10000-19999' }",
    ],
    ['routeTarget', { routeTargets: undefined }, "pools: { routeTargets: 'target:62273:10000-19999' }"],
    ['rdNumber', { rdNumbers: undefined }, "pools: { rdNumbers: '1-999' }"],
    [
      'subnet',
      { subnets: undefined },
      "attachments[0].subnet is not given, and the fabric has no pool that it could come from; give it, or give the fabric pools: { subnets: ['172.16.0.0/16'] }",
    ],
  ])('%s is refused where it is missing', (_, pools, message) => {
    const error = errorOf(() => pooledFabric({ pools }));
    expect(error.code).toBe('valueOrPoolMissing');
    expect(error.message).toContain(message);
  });

  test('all servers that a pool has nothing for are named at once', () => {
    const stack = pooledFabric({
      pools: { subnets: ['172.16.104.0/30'] },
      servers: [
        ['server1', [10, 11]],
        ['server2', [10, 11]],
      ],
    });
    expect(() => FabricTemplate.fromStack(stack)).toThrow(
      /subnet server2 leaf10 et-0\/0\/16\n\s+subnet server2 leaf11 et-0\/0\/16/,
    );
  });

  test.each([
    [
      { subnets: ['172.16.0.0/16', '172.16.8.0/24'] },
      'pools.subnets: 172.16.8.0/24 of pools.subnets overlaps 172.16.0.0/16',
    ],
    [{ rdNumbers: '0-9' }, 'pools.rdNumbers: "0-9" is not a range; each end is a whole number from 1 to 65535'],
    [{ subnetLength: 32 }, 'pools.subnets: 32 is not the prefix length of a subnet between two devices'],
    [{ name: 'dc 1' }, 'pools.name: "dc 1" cannot be the name of pools'],
  ])('pools %j are refused where they are declared', (pools, message) => {
    expect(errorOf(() => pooledFabric({ pools })).message).toContain(message);
  });
});

describe('the lock file', () => {
  test('is written at synth, and synthesizing again leaves it as it is', () => {
    const project = projectDirectory();
    synth(project);
    expect(lines(project)).toEqual([
      'rd VRF_5: 5',
      'route-target VRF_5: target:62273:16776000',
      'subnet server1 leaf10 et-0/0/15: 172.16.104.0/31',
      'subnet server1 leaf11 et-0/0/15: 172.16.104.2/31',
      'subnet server1 leaf12 et-0/0/15: 172.16.104.4/31',
      'vni VRF_5: 16776000',
    ]);
    const formatted = JSON.stringify(JSON.parse(lockFile(project)));
    writeFileSync(join(project, 'fabric.lock.json'), formatted);
    synth(project);
    expect(lockFile(project)).toBe(formatted);
  });

  test('keeps what stays when servers and homes come, go and change places', () => {
    const project = projectDirectory();
    synth(project, {
      servers: [
        ['server1', [10, 11, 12]],
        ['server2', [10]],
      ],
    });
    synth(project, {
      servers: [
        ['server0', [12, 10]],
        ['server2', [11, 10]],
        ['server1', [12, 11]],
      ],
    });
    // Another port is another key: what went with et-0/0/15 is kept for when it comes back.
    expect(lines(project).filter((line) => line.startsWith('subnet'))).toEqual([
      'subnet server0 leaf10 et-0/0/15: 172.16.104.8/31',
      'subnet server0 leaf12 et-0/0/15: 172.16.104.10/31',
      'subnet server1 leaf10 et-0/0/15: 172.16.104.0/31 removed',
      'subnet server1 leaf11 et-0/0/15: 172.16.104.2/31 removed',
      'subnet server1 leaf11 et-0/0/17: 172.16.104.12/31',
      'subnet server1 leaf12 et-0/0/15: 172.16.104.4/31 removed',
      'subnet server1 leaf12 et-0/0/17: 172.16.104.14/31',
      'subnet server2 leaf10 et-0/0/16: 172.16.104.6/31',
      'subnet server2 leaf11 et-0/0/16: 172.16.104.16/31',
    ]);
  });

  test('does not depend on where in the tree or in which order things are created', () => {
    const [one, other] = [projectDirectory(), projectDirectory()];
    synth(one, { servers: [['server1', [10, 11, 12]]] });
    synth(other, { servers: [['server1', [12, 10, 11]]] });
    expect(lockFile(other)).toBe(lockFile(one));
  });

  test('is read by tests and never written by them, also in a pipeline', () => {
    setEnvironment({ CI: 'true' });
    const project = projectDirectory();
    FabricTemplate.fromStack(pooledFabric({ project }));
    Testing.synth(pooledFabric({ project }), true);
    Testing.fullSynth(pooledFabric({ project }));
    const app = Testing.app();
    pooledFabric({ project, app });
    app.synth();
    expect(existsSync(join(project, 'fabric.lock.json'))).toBe(false);
    setEnvironment({});
    synth(project, {
      servers: [
        ['server0', [10]],
        ['server1', [10]],
      ],
    });
    const committed = lockFile(project);
    const template = FabricTemplate.fromStack(
      pooledFabric({
        project,
        servers: [
          ['server9', [10]],
          ['server1', [10]],
        ],
      }),
    );
    template.hasConfiguration('leaf10', ['set interfaces et-0/0/16 unit 0 family inet address 172.16.104.2/31']);
    expect(lockFile(project)).toBe(committed);
  });

  test('that is wrong stops synth with its place', () => {
    const project = projectDirectory();
    synth(project);
    writeFileSync(join(project, 'fabric.lock.json'), lockFile(project).replace('16776000"', '16777777"'));
    const lock = join(project, 'fabric.lock.json');
    writeFileSync(lock, lockFile(project).replace('"16776000"', '"many"'));
    expect(() => synth(project)).toThrow(
      /line 10, allocations\.dc1\["vni VRF_5"\]: found "many"; allowed is a whole number/,
    );
  });

  test('of a fabric without pools is not looked at', () => {
    const project = projectDirectory();
    writeFileSync(join(project, 'fabric.lock.json'), 'something else');
    const app = appIn(project);
    new FabricStack(app, 'dc1', FABRIC_PROPS);
    expect(() => {
      app.synth();
    }).not.toThrow();
  });

  test('keeps what an Aspect takes out of the tree as removed', () => {
    const project = projectDirectory();
    synth(project, {
      servers: [
        ['server1', [10]],
        ['server2', [10]],
      ],
    });
    const app = appIn(project);
    const stack = pooledFabric({
      app,
      project,
      servers: [
        ['server1', [10]],
        ['server2', [10]],
      ],
    });
    Aspects.of(stack).add({
      visit: (node) => {
        if (node === stack) stack.node.tryRemoveChild('server1');
      },
    });
    app.synth();
    expect(lines(project)).toContain('subnet server1 leaf10 et-0/0/15: 172.16.104.0/31 removed');
  });
});

describe('a frozen lock file', () => {
  const project = projectDirectory();
  const more: Options = {
    servers: [
      ['server1', [10, 11]],
      ['server2', [10]],
    ],
  };

  function synthWith(environment: { CI?: string; JUNOS_FABRIC_FROZEN?: string }, options: Options = more): void {
    setEnvironment(environment);
    synth(project, options);
  }

  beforeAll(() => {
    setEnvironment({});
    synth(project);
  });

  test('is what a pipeline has: a synth that would change it is refused with every key', () => {
    const committed = lockFile(project);
    expect(() => {
      synthWith({ CI: 'true' });
    }).toThrow(
      [
        'fabric.lock.json would change, and it is frozen here (CI=true):',
        '  removed: "subnet server1 leaf12 et-0/0/15": 172.16.104.4/31 (dc1)',
        '  new: "subnet server2 leaf10 et-0/0/16": 172.16.104.6/31 (dc1)',
        'run cdktf synth where it is not frozen, and commit the file with the change of the program; JUNOS_FABRIC_FROZEN=0 ' +
          'lets it change here',
      ].join('\n'),
    );
    expect(lockFile(project)).toBe(committed);
  });

  test('lets a synth pass that changes nothing', () => {
    expect(() => {
      synthWith({ JUNOS_FABRIC_FROZEN: '1' }, {});
    }).not.toThrow();
  });

  test('is refused also where validation is skipped', () => {
    setEnvironment({ JUNOS_FABRIC_FROZEN: '1' });
    const app = appIn(project);
    Object.assign(app, { skipValidation: true });
    pooledFabric({ ...more, app, project });
    expect(() => {
      app.synth();
    }).toThrow(/frozen here \(JUNOS_FABRIC_FROZEN=1\)/);
  });

  test('that is not there is refused too', () => {
    setEnvironment({ CI: '1' });
    expect(() => synth(projectDirectory())).toThrow(
      /does not exist and would be written, and it is frozen here \(CI=1\)/,
    );
  });

  test('changes where JUNOS_FABRIC_FROZEN=0 lets it', () => {
    synthWith({ CI: 'true', JUNOS_FABRIC_FROZEN: '0' });
    expect(lines(project)).toContain('subnet server2 leaf10 et-0/0/16: 172.16.104.6/31');
  });
});

describe('two fabrics of one app', () => {
  const other = { subnets: ['172.17.0.0/24'], vnis: '1-9', routeTargets: 'target:62273:1-9' };

  function synthBoth(
    project: string,
    pools: FabricPools,
    vrf?: string,
    servers: Options['servers'] = [['server2', [20]]],
  ): void {
    const app = appIn(project);
    pooledFabric({
      app,
      project,
      servers: [['server1', [10]]],
      pools: pools.name === undefined ? {} : { name: pools.name },
    });
    pooledFabric({ app, project, name: 'dc2', servers, pools, vrf });
    app.synth();
  }

  test('record what is theirs in one file, which is written when the last one is', () => {
    const project = projectDirectory();
    synthBoth(project, other);
    expect(Object.keys((JSON.parse(lockFile(project)) as { allocations: object }).allocations)).toEqual(['dc1', 'dc2']);
    expect(lines(project)).toEqual([
      'rd VRF_5: 5',
      'route-target VRF_5: target:62273:16776000',
      'subnet server1 leaf10 et-0/0/15: 172.16.104.0/31',
      'vni VRF_5: 16776000',
      'rd VRF_5: 5',
      'route-target VRF_5: target:62273:1',
      'subnet server2 leaf20 et-0/0/15: 172.17.0.0/31',
      'vni VRF_5: 1',
    ]);
  });

  test('that have one pool name share their pools, and a VRF of one name is one VRF', () => {
    const project = projectDirectory();
    synthBoth(project, { name: 'company' });
    expect(lines(project)).toEqual([
      'rd VRF_5: 5',
      'route-target VRF_5: target:62273:16776000',
      'subnet server1 leaf10 et-0/0/15: 172.16.104.0/31',
      'subnet server2 leaf20 et-0/0/15: 172.16.104.2/31',
      'vni VRF_5: 16776000',
    ]);
  });

  test('leave the allocations of a fabric alone that is not in the app any more', () => {
    const project = projectDirectory();
    synthBoth(project, other);
    synth(project, {
      servers: [
        ['server1', [10]],
        ['server3', [11]],
      ],
    });
    expect(lines(project)).toContain('subnet server2 leaf20 et-0/0/15: 172.17.0.0/31');
  });

  test('are one when the other has been taken out of the app', () => {
    const project = projectDirectory();
    const app = appIn(project);
    pooledFabric({ app, project, servers: [['server1', [10]]] });
    pooledFabric({ app, project, name: 'dc2', pools: other });
    app.node.tryRemoveChild('dc2');
    app.synth();
    expect(lines(project)).toHaveLength(4);
  });

  test('may not have pools that overlap', () => {
    expect(() => {
      synthBoth(projectDirectory(), {
        vnis: '16776999-16777000',
        subnets: ['172.17.0.0/24'],
        routeTargets: 'target:1:1-9',
      });
    }).toThrow(
      /16776999-16777000 of pools\.vnis of dc2\/dc2 overlaps 16776000-16776999 of pools\.vnis of dc1\/dc1; give the fabrics one pools\.name/,
    );
  });

  test('of one pool name may not have different pools', () => {
    expect(() => {
      synthBoth(projectDirectory(), { name: 'company', vnis: '1-9' });
    }).toThrow(/the pools "company" are also those of dc1\/dc1, where pools\.vnis is another/);
  });

  test('of one pool name may not have the same server on a leaf of the same name', () => {
    expect(() => {
      synthBoth(projectDirectory(), { name: 'company' }, 'VRF_5', [['server1', [10]]]);
    }).toThrow(/"subnet server1 leaf10 et-0\/0\/15" is asked for by dc1\/dc1 too/);
  });

  test('are refused by the last one when the file is frozen', () => {
    setEnvironment({ JUNOS_FABRIC_FROZEN: 'true' });
    expect(() => {
      synthBoth(projectDirectory(), other);
    }).toThrow(/new: "rd VRF_5": 5 \(dc1\)[^]*new: "vni VRF_5": 1 \(dc2\)/);
  });
});
