import 'cdktf-junos-fabric/testing/jest';
import { App } from 'cdktf';
import { FabricTemplate } from 'cdktf-junos-fabric/testing';
import { Dc1 } from '../dc1';

const HOMES = [
  { leaf: 'leaf10', loopback: '192.168.1.10', address: '172.16.104.1/30', server: '172.16.104.2' },
  { leaf: 'leaf11', loopback: '192.168.1.11', address: '172.16.104.5/30', server: '172.16.104.6' },
  { leaf: 'leaf12', loopback: '192.168.1.12', address: '172.16.104.9/30', server: '172.16.104.10' },
];

describe('data centre 1', () => {
  const template = FabricTemplate.fromStack(new Dc1(new App()));

  test('has three leaves', () => {
    template.deviceCountIs(3);
  });

  test.each(HOMES)('server1 has an attachment on $leaf', ({ leaf, address, server }) => {
    template.hasConfiguration(leaf, [
      `set interfaces et-0/0/15 unit 0 family inet address ${address}`,
      'set routing-instances VRF_5 interface et-0/0/15.0',
      `set routing-instances VRF_5 protocols bgp group server1 neighbor ${server} peer-as 4220000001`,
    ]);
  });

  test.each(HOMES)('$leaf announces the server with a route distinguisher of its own', ({ leaf, loopback }) => {
    template.hasConfiguration(leaf, [
      `set routing-instances VRF_5 route-distinguisher ${loopback}:5`,
      'set routing-instances VRF_5 vrf-target target:62273:16776000',
    ]);
  });

  test('server1 keeps its paths whichever leaf, link or session fails', () => {
    const server1 = template.server('server1');
    expect(server1).toHaveHomes(3);
    expect(server1).toSurviveAnySingle('leaf', { paths: 2 });
    expect(server1).toSurviveAnySingle('link', { paths: 2 });
    expect(server1).toSurviveAnySingle('session', { paths: 2 });
  });

  test('no rule finds anything', () => {
    expect(template).toPassRules();
  });

  test('no leaf accepts a default route from the server', () => {
    for (const { leaf } of HOMES) {
      expect(template.device(leaf).configuration()).not.toContain('route-filter 0.0.0.0/0');
    }
  });
});
