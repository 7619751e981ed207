import type { DeviceIntent, FabricIntent, PeeringIntent } from '../../lib/intent/fabric-intent';
import type { RolloutEvent } from '../../lib/rollout/events';
import { apply } from '../../lib/rollout/execute/apply';
import { withdrawAll } from '../../lib/rollout/execute/withdraw';
import { plan } from '../../lib/rollout/plan/plan';
import { GuideLab } from './support/guide-lab';

process.env.JUNOS_FABRIC_TEST_PASSWORD = 'netops';

const PREFIX6 = '2001:db8:5::/64';
const LEAVES = ['leaf10', 'leaf11', 'leaf12'];

let guide: GuideLab;
beforeEach(() => {
  guide = GuideLab.inProcess({ prefixes: ['10.1.5.0/24', PREFIX6], subnets6: true });
});
afterEach(async () => {
  await guide.stop();
});

/** The guide's server with both families, in one BGP group or in one for each. */
function fabric(dualStackGroup: boolean, description?: string): FabricIntent {
  const own = guide.fabric();
  const device = (leaf: DeviceIntent, i: number): DeviceIntent => {
    const subnet = i === 0 ? '2001:db8:104::' : `2001:db8:104:${i}::`;
    const shared: Partial<PeeringIntent> = dualStackGroup ? { dualStackGroup: true } : {};
    return {
      ...leaf,
      interfaces: leaf.interfaces.map((unit) => ({
        ...unit,
        ...(description !== undefined && { description }),
        addresses: [...unit.addresses, { family: 'inet6', address: `${subnet}1/126` }],
      })),
      peerings: leaf.peerings.flatMap((peering) => [
        { ...peering, ...shared },
        {
          ...peering,
          ...shared,
          constructPath: `${peering.constructPath}6`,
          group: dualStackGroup ? peering.group : `${peering.group}-inet6`,
          family: 'inet6' as const,
          neighbor: `${subnet}2`,
          localAddress: `${subnet}1`,
          acceptedPrefixes: [PREFIX6],
        },
      ]),
    };
  };
  return { ...own, devices: own.devices.map(device) };
}

test('both sessions come up in one group, each takes its own prefixes, and withdrawing leaves every leaf as it was', async () => {
  const manifest = guide.manifest(fabric(true));
  const result = await apply(manifest, guide.options);
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
  expect((await withdrawAll(manifest, guide.options)).problems).toEqual([]);
  expect(guide.touchedLeaves()).toEqual([]);
});

describe.each([
  ['one group for each family', 'one group', false],
  ['one group', 'one group for each family', true],
])('from %s to %s', (_from, _to, isOneBefore) => {
  test('the sessions that move are said to be interrupted, and are back when it is confirmed', async () => {
    expect((await apply(guide.manifest(fabric(isOneBefore)), guide.options)).outcome).toBe('confirmed');
    const manifest = guide.manifest(fabric(!isOneBefore));
    const { devices } = await plan(manifest, guide.options);
    expect(devices.map(({ disruption }) => disruption?.class)).toEqual(LEAVES.map(() => 'sessionReset'));
    const { outcome, problems } = await apply(manifest, guide.options);
    expect(problems).toEqual([]);
    expect(outcome).toBe('confirmed');
    const waves = guide.events.flatMap((event) => (event.type === 'waveStarted' ? [event.hostnames] : []));
    expect(Math.max(...waves.map(({ length }) => length))).toBe(1);
  });
});

test('an attachment whose IPv6 session is down is none to fall back on, though IPv4 is up', async () => {
  expect((await apply(guide.manifest(fabric(true)), guide.options)).outcome).toBe('confirmed');
  const breakLeaf10 = (event: RolloutEvent): void => {
    if (event.type !== 'managementVerified' || event.hostname !== 'leaf11') return;
    const group = 'set routing-instances VRF_5 protocols bgp group server1';
    guide.leaf('leaf10').edit(`${group} neighbor 2001:db8:104::2 shutdown`);
  };
  const base = fabric(true, 'to server1 again');
  const [first] = fabric(true).devices;
  const devices = base.devices.map((device) => (device.hostname === 'leaf10' && first !== undefined ? first : device));
  const result = await apply(guide.manifest({ ...base, devices }), {
    ...guide.options,
    onEvent: (event) => {
      guide.events.push(event);
      breakLeaf10(event);
    },
  });
  expect(result.outcome).toBe('rolledBack');
  expect(result.problems[0]?.message).toContain('server server1 of VRF_5 (IPv6): down on leaf10; up: leaf11');
});
