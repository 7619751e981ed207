import { join } from 'node:path';
import { Testing } from 'cdktf';
import type { Vrf5InstanceProps } from '../../lib/index';
import { EbgpServerPeering, FabricStack, MultihomedServer, ServerFacingInterface, Vrf5Instance } from '../../lib/index';
import { FabricTemplate } from '../../lib/testing';
import { errorOf } from '../support/errors';
import { FABRIC_PROPS, guideLeaf } from '../support/guide-stack';
import { appIn, projectDirectory, useStandInCli } from '../support/synth';
import { POOLS, pooledFabric, useUnfrozenLockFile } from './support/pooled-fabric';

useStandInCli();
useUnfrozenLockFile();

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

  test('has an IPv6 subnet for a server that announces IPv6 prefixes, and an IPv4 one where nothing says the family', () => {
    const stack = pooledFabric({
      pools: { subnets6: ['2001:db8:104::/48'] },
      servers: [
        ['server1', [10], { prefixes: ['10.1.5.0/24', '2001:db8:5::/64'] }],
        ['server2', [10], { prefixes: ['2001:db8:6::/64'] }],
        ['server3', [10], { prefixes: undefined, acceptAnything: 'lab' }],
        ['server4', [10], { prefixes: [] }],
      ],
    });
    const template = FabricTemplate.fromStack(stack);
    template.hasConfiguration('leaf10', [
      'set interfaces et-0/0/15 unit 0 family inet address 172.16.104.0/31',
      'set interfaces et-0/0/15 unit 0 family inet6 address 2001:db8:104::/127',
      'set interfaces et-0/0/16 unit 0 family inet6 address 2001:db8:104::2/127',
      'set interfaces et-0/0/17 unit 0 family inet address 172.16.104.2/31',
      'set interfaces et-0/0/18 unit 0 family inet address 172.16.104.4/31',
    ]);
    const lines = template.device('leaf10').setLines();
    expect(lines.filter((line) => line.includes('family inet6 address'))).toHaveLength(2);
    expect(lines.filter((line) => line.includes('family inet address'))).toHaveLength(3);
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

describe('route targets that a VRF imports', () => {
  /** VRF_5 imports a target; VRF_6 takes the next one of the pool. */
  function withImport(project: string, importRouteTargets: string[], given: Partial<Vrf5InstanceProps> = {}): string[] {
    const app = appIn(project);
    const stack = new FabricStack(app, 'dc1', {
      ...FABRIC_PROPS,
      pools: { ...POOLS, lockFile: join(project, 'fabric.lock.json') },
    });
    const leaves = [guideLeaf(stack, 10)];
    new Vrf5Instance(stack, 'VRF_5', { leaves, importRouteTargets, ...given });
    if (given.routeTarget === undefined) new Vrf5Instance(stack, 'VRF_6', { leaves });
    app.synth();
    return FabricTemplate.fromStack(stack)
      .device('leaf10')
      .setLines()
      .filter((line) => line.includes(' vrf-target ') || line.includes(' members target:62273'));
  }

  test('are given to no other VRF by the pool', () => {
    expect(withImport(projectDirectory(), ['target:62273:16776001'])).toEqual([
      'set policy-options community dc1-target-62273-16776000 members target:62273:16776000',
      'set policy-options community dc1-target-62273-16776001 members target:62273:16776001',
      'set routing-instances VRF_5 vrf-target target:62273:16776000',
      'set routing-instances VRF_6 vrf-target target:62273:16776002',
    ]);
  });

  test('may be the one that the VRF had from the pool, while it changes to another', () => {
    const project = projectDirectory();
    withImport(project, []);
    const after = withImport(project, ['target:62273:16776000'], { routeTarget: 'target:62273:5' });
    expect(after).toContain('set routing-instances VRF_5 vrf-target target:62273:5');
    expect(after).toContain('set policy-options community dc1-target-62273-16776000 members target:62273:16776000');
  });

  test('are left out where the pool gives the VRF one of them as its own', () => {
    const project = projectDirectory();
    withImport(project, []);
    expect(withImport(project, ['target:62273:16776000'])).toEqual([
      'set routing-instances VRF_5 vrf-target target:62273:16776000',
      'set routing-instances VRF_6 vrf-target target:62273:16776001',
    ]);
  });

  test('of another VRF leak, which the rule says and not the pool', () => {
    const project = projectDirectory();
    withImport(project, []);
    expect(() => withImport(project, ['target:62273:16776001'])).toThrow('vrf/imports-from-another');
  });
});
