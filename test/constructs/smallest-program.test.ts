import type { FabricStack } from '../../lib/index';
import { FabricTemplate } from '../../lib/testing';
import { runSnippet } from '../docs/run-snippet';
import { snippets } from '../docs/snippets';

/** The program of the README, run. */
function smallestProgram(): FabricStack {
  const readme = snippets().find(({ title }) => title === 'README.md 1');
  const made = readme === undefined ? undefined : runSnippet(readme).at(-1);
  if (made === undefined) throw new Error('the README has a program that makes a stack');
  return made;
}

describe('the smallest program, that of the README, makes the page of the guide', () => {
  const template = FabricTemplate.fromStack(smallestProgram());

  test('three devices', () => {
    template.deviceCountIs(3);
    expect(template.findDevices()).toEqual(['leaf10', 'leaf11', 'leaf12']);
  });

  test.each([
    ['leaf10', '172.16.104.1/30', '172.16.104.2', '192.168.1.10'],
    ['leaf11', '172.16.104.5/30', '172.16.104.6', '192.168.1.11'],
    ['leaf12', '172.16.104.9/30', '172.16.104.10', '192.168.1.12'],
  ])(
    '%s has the port, the VRF with a route distinguisher of its own, and the session',
    (leaf, own, server, loopback) => {
      template.hasConfiguration(leaf, [
        `set interfaces et-0/0/15 unit 0 family inet address ${own}`,
        'set routing-instances VRF_5 instance-type vrf',
        'set routing-instances VRF_5 interface et-0/0/15.0',
        `set routing-instances VRF_5 route-distinguisher ${loopback}:5`,
        'set routing-instances VRF_5 vrf-target target:62273:16776000',
        'set routing-instances VRF_5 protocols evpn ip-prefix-routes vni 16776000',
        'set routing-instances VRF_5 protocols bgp group server1 type external',
        `set routing-instances VRF_5 protocols bgp group server1 neighbor ${server} peer-as 4220000001`,
        'set policy-options policy-statement VRF_5-server1-in term announced from route-filter 10.1.5.0/24 exact',
        'set policy-options policy-statement VRF_5-server1-in then reject',
      ]);
    },
  );
});
