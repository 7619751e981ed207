import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { apply } from '../../lib/rollout/execute/apply';
import { withdrawAll } from '../../lib/rollout/execute/withdraw';
import { plan } from '../../lib/rollout/plan/plan';
import { expectGolden } from '../support/golden';
import { GuideLab } from './support/guide-lab';

process.env.JUNOS_FABRIC_TEST_PASSWORD = 'netops';

const VRF = 'set routing-instances VRF_5';
const LEAVES = ['leaf10', 'leaf11', 'leaf12'] as const;

/** A VRF that bridged servers share: its IRB, its DHCP relay and its interconnect to another site are somebody else's. */
function bridged(leaf: string): string {
  const number = leaf.slice(-2);
  return [
    'set interfaces irb unit 1400 family inet address 10.10.0.1/24',
    `${VRF} instance-type vrf`,
    `${VRF} interface irb.1400`,
    `${VRF} route-distinguisher 192.168.1.${number}:5`,
    `${VRF} vrf-target target:62273:16776000`,
    `${VRF} routing-options auto-export`,
    `${VRF} routing-options multipath`,
    `${VRF} protocols evpn ip-prefix-routes advertise direct-nexthop`,
    `${VRF} protocols evpn ip-prefix-routes encapsulation vxlan`,
    `${VRF} protocols evpn ip-prefix-routes vni 16776000`,
    `${VRF} protocols evpn ip-prefix-routes export THEIRS`,
    `${VRF} protocols evpn interconnect vrf-target target:62273:16776999`,
    `${VRF} protocols evpn interconnect route-distinguisher 192.168.1.${number}:905`,
    `${VRF} forwarding-options dhcp-relay forward-only`,
    `${VRF} forwarding-options dhcp-relay server-group THEIRS 10.10.9.9`,
    `${VRF} forwarding-options dhcp-relay group BRIDGED interface irb.1400`,
    'set policy-options policy-statement THEIRS from protocol [ direct bgp ]',
    'set policy-options policy-statement THEIRS then accept',
  ].join('\n');
}

let guide: GuideLab;
beforeEach(() => {
  guide = GuideLab.inProcess({ junos: '23.2R1.13' });
  for (const leaf of LEAVES) guide.leaf(leaf).edit(bridged(leaf));
});
afterEach(async () => {
  await guide.stop();
});

function fabric(): FabricIntent {
  const own = guide.fabric();
  return {
    ...own,
    devices: own.devices.map((device) => ({ ...device, junos: '23.2R1' })),
    vrfs: own.vrfs.map(({ constructPath, name }) => ({ constructPath, name, owned: false })),
  };
}

function linesOf(leaf: string): string[] {
  return [...guide.leaf(leaf).database.committed.statements()].map(({ words }) => words.join(' '));
}

test('a server in a VRF with bridged parts of others takes, masks and moves none of them', async () => {
  const before = LEAVES.map(linesOf);
  const manifest = guide.manifest(fabric());
  const planned = await plan(manifest, guide.options);
  expect(planned.devices.flatMap(({ adopted, refusals }) => [...adopted, ...refusals])).toEqual([]);
  expect((await apply(manifest, guide.options)).problems).toEqual([]);
  LEAVES.forEach((leaf, i) => {
    const now = new Set(linesOf(leaf));
    expect((before[i] ?? []).filter((line) => !now.has(line) && !line.startsWith('apply-groups'))).toEqual([]);
    expect([...now].filter((line) => /^groups dc1 .*(?:irb|dhcp-relay|interconnect|auto-export)/.test(line))).toEqual(
      [],
    );
  });
  expect((await withdrawAll(manifest, guide.options)).problems).toEqual([]);
  expect(LEAVES.map(linesOf)).toEqual(before);
});

/** The fabric with a line of its own in the VRF of others. */
function withLine(line: string): FabricIntent {
  const own = fabric();
  const statements = [{ constructPath: 'dc1/theirs', line: `${VRF} ${line}` }];
  return { ...own, devices: own.devices.map((device) => ({ ...device, statements })) };
}

async function warnings(changed: FabricIntent): Promise<string[]> {
  const { schedule } = await plan(guide.manifest(changed), guide.options);
  return (schedule?.warnings ?? []).map(({ message }) => message).filter((message) => message.includes('irb'));
}

test('a line of ours beside the interconnect of others is refused: it would be masked', async () => {
  const line = 'protocols evpn interconnect vrf-target target:62273:1';
  const { devices } = await plan(guide.manifest(withLine(line)), guide.options);
  expect(devices.map(({ refusals }) => refusals.map(({ code }) => code))).toEqual(
    LEAVES.map((): unknown => expect.arrayContaining(['statementMasked'])),
  );
});

describe('servers that are bridged into the VRF', () => {
  test('are interrupted by what resets the VRF as a whole, and the plan says so of each leaf', async () => {
    expect((await apply(guide.manifest(fabric()), guide.options)).problems).toEqual([]);
    const told = await warnings(withLine('routing-options router-id 10.0.0.1'));
    expectGolden('errors/rollout-bridged-servers.txt', `${told.join('\n')}\n`);
  });

  test('are not by what comes beside them, or by a session of another server', async () => {
    expect(await warnings(fabric())).toEqual([]);
    expect((await apply(guide.manifest(fabric()), guide.options)).problems).toEqual([]);
    const reset = fabric();
    const devices = reset.devices.map((device) => ({
      ...device,
      peerings: device.peerings.map((peering) => ({ ...peering, holdTimeSec: 30 })),
    }));
    expect(await warnings({ ...reset, devices })).toEqual([]);
  });
});
