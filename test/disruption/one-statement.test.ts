import { disruptions } from '../../lib/disruption/classify';
import { worst } from '../../lib/disruption/disruption-class';
import type { Disruption } from '../../lib/disruption/disruption';
import { Configuration } from '../../lib/junos/tree/configuration';
import { load } from '../../lib/junos/load/load';
import { qfxModel } from '../../lib/platform/qfx-models';
import { renderDevice } from '../../lib/render/render-device';
import { guidePage, leaf, port, session, fabric } from '../render/scenarios';

/** The guide's leaf10 with BFD, an MTU and a tagged port beside it. */
function standing(): Configuration {
  const device = leaf({
    interfaces: [
      port({ mtu: 9000 }),
      port({ port: 'et-0/0/16', unit: 299, vlanId: 299, addresses: [{ family: 'inet', address: '172.16.105.1/30' }] }),
    ],
    peerings: [
      session({ bfd: { minimumIntervalMs: 1000, multiplier: 3 }, holdTimeSec: 30 }),
      session({ group: 'server2', server: 'server2', neighbor: '172.16.105.2', localAddress: '172.16.105.1' }),
    ],
  });
  return renderDevice(device, fabric({ devices: [device] })).group;
}

function edited(configuration: Configuration, ...lines: readonly string[]): Configuration {
  const after = configuration.clone();
  load(after, { action: 'set', format: 'set', content: lines.map((line) => `${line}\n`).join('') });
  return after;
}

function after(...lines: readonly string[]): Disruption[] {
  const before = standing();
  return disruptions(before, edited(before, ...lines), qfxModel('qfx10002-60c'));
}

const PORT = 'interfaces et-0/0/15';
const VRF = 'routing-instances VRF_5';
const GROUP = `${VRF} protocols bgp group server1`;
const TYPE_FIVE = `${VRF} protocols evpn ip-prefix-routes`;

/** One line each, with what it does to a leaf that carries traffic. */
test.each([
  // ports
  [`set ${PORT} description "server 1"`, 'hitless'],
  [`set ${PORT} mtu 9216`, 'interfaceFlap peer'],
  [`delete ${PORT} mtu`, 'interfaceFlap peer'],
  [`set interfaces et-0/0/16 mtu 9216`, 'interfaceFlap peer'],
  [`set ${PORT} disable`, 'interfaceFlap'],
  [`set ${PORT} speed 10g`, 'interfaceFlap peer'],
  [`set ${PORT} hold-time up 100 down 100`, 'hitless'],
  [`set ${PORT} gigether-options no-auto-negotiation`, 'interfaceFlap'],
  [`set ${PORT} flexible-vlan-tagging`, 'interfaceFlap peer'],
  [`set interfaces et-0/0/16 native-vlan-id 5`, 'interfaceFlap peer'],
  [`set interfaces et-0/0/16 unit 299 vlan-id 300`, 'interfaceFlap peer'],
  [`set interfaces et-0/0/16 unit 299 description x`, 'hitless'],
  [`set interfaces et-0/0/16 unit 300 vlan-id 300`, 'hitless'],
  [`set ${PORT} unit 0 family inet mtu 8000`, 'interfaceFlap peer'],
  [`set ${PORT} unit 0 family inet address 172.16.104.13/30`, 'hitless'],
  [`set ${PORT} unit 0 family inet6 address 2001:db8::1/127`, 'hitless'],
  [`delete ${PORT} unit 0 family inet address 172.16.104.1/30`, 'sessionReset peer'],
  [`set interfaces et-0/0/17 mtu 9000`, 'hitless'],
  [`set interfaces et-0/0/17 unit 0 family inet address 172.16.104.17/30`, 'hitless'],
  [`set interfaces et-0/0/17 number-of-sub-ports 4`, 'hitless interfaceFlap peer'],
  [`delete ${PORT}`, 'interfaceFlap'],
  [`delete interfaces et-0/0/16 unit 299`, 'interfaceFlap'],
  [`deactivate ${PORT}`, 'interfaceFlap'],
  [`deactivate ${PORT} description`, 'hitless'],
  // the VRF
  [`set ${VRF} description x`, 'hitless'],
  [`set ${VRF} route-distinguisher 192.168.1.10:6`, 'readvertisement'],
  [`set ${VRF} vrf-target target:62273:1`, 'readvertisement vrf'],
  [`set ${VRF} vrf-import P`, 'hitless'],
  [`set ${VRF} instance-type virtual-router`, 'readvertisement'],
  [`set ${VRF} vrf-table-label`, 'readvertisement'],
  [`set ${VRF} routing-options router-id 192.168.1.11`, 'sessionReset'],
  [`delete ${VRF} routing-options router-id`, 'sessionReset'],
  [`set ${VRF} routing-options autonomous-system 65000`, 'sessionReset peer'],
  [`delete ${VRF} routing-options multipath`, 'hitless'],
  [`delete ${VRF} routing-options rib VRF_5.inet6.0`, 'hitless'],
  [`set ${VRF} routing-options graceful-restart`, 'sessionReset'],
  [`set ${TYPE_FIVE} vni 16776001`, 'readvertisement vrf'],
  [`set ${TYPE_FIVE} export P`, 'readvertisement'],
  [`set ${TYPE_FIVE} reject-asymmetric-vni`, 'readvertisement'],
  [`delete ${VRF} interface et-0/0/15.0`, 'interfaceFlap'],
  [`set ${VRF} interface et-0/0/17.0`, 'hitless'],
  [`set routing-instances VRF_6 instance-type vrf`, 'hitless'],
  [`set routing-instances VRF_6 interface et-0/0/17.0`, 'hitless'],
  [`set routing-instances VRF_6 route-distinguisher 192.168.1.10:6`, 'hitless'],
  [`delete ${VRF}`, 'sessionReset interfaceFlap'],
  // sessions
  [`set ${GROUP} neighbor 172.16.104.2 peer-as 65001`, 'sessionReset peer'],
  [`set ${GROUP} neighbor 172.16.104.2 description x`, 'hitless'],
  [`set ${GROUP} neighbor 172.16.104.2 export P`, 'sessionReset'],
  [`set ${GROUP} neighbor 172.16.104.2 authentication-key secret`, 'sessionReset peer'],
  [`set ${GROUP} authentication-key-chain keys`, 'sessionReset peer'],
  [`set ${GROUP} hold-time 60`, 'sessionReset'],
  [`delete ${GROUP} hold-time`, 'sessionReset'],
  [`delete ${GROUP} log-updown`, 'hitless'],
  [`set ${GROUP} local-as 65000`, 'sessionReset peer'],
  [`set ${GROUP} local-as 65000 no-prepend-global-as`, 'sessionReset peer'],
  [`set ${GROUP} local-address 172.16.104.1`, 'sessionReset peer'],
  [`set ${GROUP} type internal`, 'sessionReset peer'],
  [`set ${GROUP} family inet unicast prefix-limit maximum 2000`, 'hitless'],
  [`set ${GROUP} family inet unicast prefix-limit teardown 90 idle-timeout 5`, 'sessionReset'],
  [`set ${GROUP} family inet6 unicast`, 'sessionReset'],
  [`set ${GROUP} family inet unicast loops 2`, 'sessionReset'],
  [`set ${GROUP} multipath allow-protection`, 'hitless'],
  [`set ${GROUP} as-override`, 'sessionReset'],
  [`set ${GROUP} multihop ttl 2`, 'sessionReset'],
  [`set ${GROUP} graceful-restart restart-time 100`, 'sessionReset'],
  [`set ${GROUP} graceful-restart dont-help-shared-fate-bfd-down`, 'sessionReset'],
  [`set ${GROUP} cluster 1.1.1.1`, 'sessionReset'],
  [`set ${GROUP} bfd-liveness-detection minimum-interval 2000`, 'hitless'],
  [`set ${GROUP} bfd-liveness-detection session-mode multihop`, 'sessionReset'],
  [`delete ${GROUP} bfd-liveness-detection`, 'hitless'],
  [`set ${VRF} protocols bgp group server2 bfd-liveness-detection minimum-interval 1000`, 'hitless'],
  [`set ${GROUP} neighbor 172.16.104.6 peer-as 65001`, 'hitless'],
  [`delete ${GROUP} neighbor 172.16.104.2`, 'sessionReset'],
  [`set ${VRF} protocols bgp group server3 neighbor 172.16.104.14 peer-as 65003`, 'hitless'],
  [`set ${VRF} protocols bgp group server3 cluster 1.1.1.1`, 'hitless sessionReset'],
  [`delete ${GROUP}`, 'sessionReset'],
  [`deactivate ${GROUP}`, 'sessionReset'],
  // policies
  ['set policy-options policy-statement P then accept', 'hitless'],
  [
    'set policy-options policy-statement VRF_5-server1-in term announced from route-filter 10.9.0.0/16 exact',
    'hitless',
  ],
  ['delete policy-options policy-statement VRF_5-to-dc1-servers term bgp', 'hitless'],
  ['insert policy-options policy-statement VRF_5-to-dc1-servers term bgp before term evpn', 'hitless'],
  ['set policy-options community x members target:1:1', 'hitless'],
  // once on a device
  ['set forwarding-options vxlan-routing overlay-ecmp', 'forwardingRestart'],
  ['set forwarding-options vxlan-routing next-hop 4096', 'forwardingRestart'],
  ['set routing-options autonomous-system 4210000002', 'sessionReset fabric'],
  ['set routing-options router-id 192.168.1.11', 'sessionReset'],
  ['set routing-options forwarding-table export P', 'hitless'],
  ['set switch-options vtep-source-interface lo0.0', 'hitless'],
  ['set chassis aggregated-devices ethernet device-count 4', 'hitless'],
  ['set chassis fpc 0 pic 0 port 3 channel-speed 10g', 'interfaceFlap peer'],
  ['set security authentication-key-chains key-chain keys key 0 secret x', 'hitless'],
  ['set system location building B1', 'hitless'],
  ['set apply-macro note author me', 'hitless'],
  // what nobody knows
  ['set system services ssh', 'unknown'],
  [`set ${PORT} unit 0 family inet filter input F`, 'unknown'],
  [`set ${PORT} apply-groups other`, 'unknown'],
  ['set interfaces et-0/0/17 unit 0 family inet filter input F', 'hitless unknown'],
])('%s: %s', (line, expected) => {
  const found = after(line).map((one) => (one.otherEnd === undefined ? one.class : `${one.class} ${one.otherEnd}`));
  expect([...new Set(found)].join(' ')).toBe(expected);
});

test('a unit that stood elsewhere before flaps when it comes into a VRF, also into a new one', () => {
  const apart = edited(standing(), `delete ${VRF} interface et-0/0/15.0`);
  for (const line of [`set ${VRF} interface et-0/0/15.0`, 'set routing-instances VRF_6 interface et-0/0/15.0']) {
    expect(worst(disruptions(apart, edited(apart, line)).map((one) => one.class))).toBe('interfaceFlap');
  }
});

test('a link address that moves is a session reset, and needs the server to move too', () => {
  const found = after(
    `delete ${PORT} unit 0 family inet address 172.16.104.1/30`,
    `set ${PORT} unit 0 family inet address 172.16.104.9/30`,
    `delete ${GROUP} neighbor 172.16.104.2`,
    `set ${GROUP} neighbor 172.16.104.10 peer-as 4220000001`,
  );
  expect(found.map(({ kind, class: one, words, otherEnd }) => [kind, one, words.at(-1), otherEnd])).toEqual([
    ['removed', 'sessionReset', '172.16.104.1/30', 'peer'],
    ['added', 'hitless', '172.16.104.9/30', undefined],
    ['removed', 'sessionReset', '172.16.104.2', undefined],
    ['added', 'hitless', '172.16.104.10', undefined],
  ]);
});

test('a change says what the value was', () => {
  expect(after(`set ${GROUP} neighbor 172.16.104.2 peer-as 65001`)).toEqual([
    {
      class: 'sessionReset',
      kind: 'changed',
      words: [...`${GROUP} neighbor 172.16.104.2 peer-as 65001`.split(' ')],
      was: '4220000001',
      why: 'the AS numbers are exchanged when a session opens',
      source: 'RFC 4271, 4.2',
      provenance: 'documented',
      otherEnd: 'peer',
    },
  ]);
});

test('a server that comes with its port, VRF, policies and session is hitless', () => {
  const [leaf10] = guidePage().devices;
  if (leaf10 === undefined) throw new Error('the guide has a leaf10');
  const { group } = renderDevice(leaf10, guidePage());
  expect(disruptions(new Configuration(), group).map((one) => one.class)).not.toContain('unknown');
  expect(worst(disruptions(new Configuration(), group).map((one) => one.class))).toBe('hitless');
});

test('what is only formatted, commented or inactive differently is no difference', () => {
  const before = standing();
  expect(disruptions(before, before.clone())).toEqual([]);
  expect(disruptions(before, edited(before, `annotate ${PORT} "to server 1"`))).toEqual([]);
  const off = edited(before, `deactivate ${PORT}`);
  expect(disruptions(off, edited(off, `set ${PORT} mtu 1500`))).toEqual([]);
});

test('what a statement does depends on the model, and without a model the worst of all counts', () => {
  const line = 'set chassis fpc 0 pic 0 port 3 channel-speed 10g';
  const before = standing();
  const on = (model?: string): string =>
    worst(
      disruptions(before, edited(before, line), model === undefined ? undefined : qfxModel(model)).map(
        (one) => one.class,
      ),
    );
  expect(on('qfx10002-60c')).toBe('interfaceFlap');
  expect(on('qfx5120-32c')).toBe('forwardingRestart');
  expect(on('qfx5130-32cd')).toBe('unknown');
  expect(on()).toBe('forwardingRestart');
});
