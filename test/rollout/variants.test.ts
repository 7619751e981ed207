import type { DeviceIntent, FabricIntent } from '../../lib/intent/fabric-intent';
import { apply } from '../../lib/rollout/execute/apply';
import { GuideLab } from './support/guide-lab';

let guide: GuideLab;
afterEach(async () => {
  await guide.stop();
});

const PREFIX6 = '2001:db8:5::/64';

/** The guide with an IPv6 session beside each IPv4 one, and unit 105 tagged in place of the untagged unit 0. */
function dualStack(fabric: FabricIntent): FabricIntent {
  const devices = fabric.devices.map((device, index): DeviceIntent => {
    const subnet = index === 0 ? '2001:db8:104::' : `2001:db8:104:${index}::`;
    return {
      ...device,
      interfaces: device.interfaces.map((unit) => ({
        ...unit,
        unit: 105,
        vlanId: 105,
        addresses: [...unit.addresses, { family: 'inet6', address: `${subnet}1/126` }],
      })),
      peerings: device.peerings.flatMap((peering) => [
        peering,
        {
          ...peering,
          constructPath: `${peering.constructPath}6`,
          group: 'server1-inet6',
          family: 'inet6' as const,
          neighbor: `${subnet}2`,
          localAddress: `${subnet}1`,
          acceptedPrefixes: [PREFIX6],
        },
      ]),
    };
  });
  return { ...fabric, devices };
}

test('both families on a tagged unit are applied and pass their checks', async () => {
  guide = await GuideLab.start({}, { vlanId: 105, prefixes: ['10.1.5.0/24', PREFIX6], subnets6: true });
  const result = await apply(guide.manifest(dualStack(guide.fabric())), guide.options);
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
  const passed = guide.events.flatMap((event) => (event.type === 'checksPassed' ? [event.count] : []));
  expect(passed.at(-1)).toBeGreaterThan(30);
});

test('a server that is not there yet is configured and reported, where it is only provisioned', async () => {
  guide = await GuideLab.start({}, { uncabled: ['leaf12'] });
  const fabric = guide.fabric();
  const devices = fabric.devices.map((device) =>
    device.hostname === 'leaf12'
      ? {
          ...device,
          interfaces: device.interfaces.map((unit) => ({ ...unit, expect: 'PROVISIONED' as const })),
          peerings: device.peerings.map((peering) => ({ ...peering, expect: 'PROVISIONED' as const })),
        }
      : device,
  );
  const result = await apply(guide.manifest({ ...fabric, devices }), guide.options);
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
  expect(guide.story()).toContain('provisionedNotUp leaf12');
});

const THEIR_VRF = (leaf: number): string => `set routing-instances VRF_5 instance-type vrf
set routing-instances VRF_5 description "made by the platform team"
set routing-instances VRF_5 route-distinguisher 192.168.1.${leaf}:5
set routing-instances VRF_5 vrf-target target:62273:16776000
set routing-instances VRF_5 protocols evpn ip-prefix-routes advertise direct-nexthop
set routing-instances VRF_5 protocols evpn ip-prefix-routes encapsulation vxlan
set routing-instances VRF_5 protocols evpn ip-prefix-routes vni 16776000
set routing-instances VRF_5 protocols evpn ip-prefix-routes export THEIR_EXPORT
set policy-options policy-statement THEIR_EXPORT term BGP from protocol bgp
set policy-options policy-statement THEIR_EXPORT term BGP then accept
`;

test('a VRF that others own gets interface and session, and keeps what is theirs', async () => {
  guide = await GuideLab.start();
  for (const leaf of [10, 11, 12]) guide.leaf(`leaf${leaf}`).edit(THEIR_VRF(leaf));
  const fabric = guide.fabric();
  const unowned: FabricIntent = {
    ...fabric,
    vrfs: [{ name: 'VRF_5', constructPath: 'dc1/VRF_5', owned: false }],
    devices: fabric.devices.map((device) => ({ ...device, vrfs: [{ name: 'VRF_5' }] })),
  };
  const result = await apply(guide.manifest(unowned), guide.options);
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
  expect(guide.leaf('leaf10').database.committed.value('routing-instances', 'VRF_5', 'description')).toBe(
    'made by the platform team',
  );
});
