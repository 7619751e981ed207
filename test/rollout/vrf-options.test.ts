import type { DeviceIntent, FabricIntent, PeeringIntent } from '../../lib/intent/fabric-intent';
import { apply } from '../../lib/rollout/execute/apply';
import { withdrawAll } from '../../lib/rollout/execute/withdraw';
import { GuideLab } from './support/guide-lab';

process.env.JUNOS_FABRIC_TEST_PASSWORD = 'netops';

let guide: GuideLab;
beforeEach(() => {
  guide = GuideLab.inProcess();
});
afterEach(async () => {
  await guide.stop();
});

/** The guide's fabric as published fabrics have their VRFs and sessions. */
function asPublished(): FabricIntent {
  const own = guide.fabric();
  const device = (leaf: DeviceIntent, i: number): DeviceIntent => ({
    ...leaf,
    vrfs: leaf.vrfs.map((vrf) => ({ ...vrf, loopback: { unit: 5, addresses: [`192.168.11.${i}/32`] } })),
    peerings: leaf.peerings.map((peering): PeeringIntent => ({
      ...peering,
      multihop: { ttl: 1 },
      statedLocalAddress: peering.localAddress,
      loops: 2,
    })),
  });
  return {
    ...own,
    devices: own.devices.map(device),
    vrfs: own.vrfs.map((vrf) => ({ ...vrf, autoExport: true, gracefulRestart: true })),
  };
}

/** Which loopbacks of the others a leaf has in the VRF. */
function loopbacksSeenBy(leaf: string): string[] {
  const routes = guide.lab.state.states().get(leaf)?.routes.get('VRF_5') ?? [];
  return routes.flatMap(({ route, type5 }) => (type5 === undefined || !route.text.endsWith('/32') ? [] : [route.text]));
}

test('sessions come up, loopbacks of the VRF are announced, and withdrawing leaves every device as it was', async () => {
  const manifest = guide.manifest(asPublished());
  expect((await apply(manifest, guide.options)).problems).toEqual([]);
  expect(loopbacksSeenBy('leaf10').sort()).toEqual(['192.168.11.1/32', '192.168.11.2/32']);
  expect((await withdrawAll(manifest, guide.options)).problems).toEqual([]);
  expect(guide.touchedLeaves()).toEqual([]);
});

test('a policy of the overlay that stops a loopback of the VRF is refused', async () => {
  guide
    .leaf('leaf11')
    .edit(
      [
        'set policy-options policy-statement DOWN from route-filter 192.168.11.0/24 orlonger',
        'set policy-options policy-statement DOWN then reject',
        'set protocols bgp group OVERLAY-BGP import DOWN',
      ].join('\n'),
    );
  const { outcome, problems } = await apply(guide.manifest(asPublished()), guide.options);
  expect(outcome).toBe('refused');
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringContaining(
      'leaf11 would not carry 192.168.11.0/32 of lo0.5 of leaf10 and 192.168.11.2/32 of lo0.5 of leaf12',
    ),
  ]);
});
