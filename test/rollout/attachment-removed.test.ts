import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { bgpSummaryInformation } from '../../lib/emulator/junos/operational/get-bgp-summary-information';
import { descendants, parseXml, textOf } from '../../lib/junos/formats/xml';
import { apply } from '../../lib/rollout/execute/apply';
import { GuideLab } from './support/guide-lab';

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
  // Somebody looks at every moment: a session that goes and comes back is not missed.
  guide.lab.observe(() => guide.lab.state.sessions());
});
afterEach(async () => {
  await guide.stop();
});

/** server1 without its attachment on a leaf, which stays in the fabric. */
function without(hostname: string, fabric: FabricIntent): FabricIntent {
  return {
    ...fabric,
    devices: fabric.devices.map((device) =>
      device.hostname === hostname ? { ...device, vrfs: [], interfaces: [], peerings: [] } : device,
    ),
    servers: fabric.servers.map((server) => ({
      ...server,
      attachments: server.attachments.filter((one) => one.hostname !== hostname),
    })),
  };
}

/** Sessions in VRF_5 as `show bgp summary` counts them: how often each went down, and for how long it has been up. */
function counters(hostname: string): { flaps: string | undefined; seconds: number }[] {
  const operation = parseXml(
    '<get-bgp-summary-information><exact-instance>VRF_5</exact-instance></get-bgp-summary-information>',
  );
  const actor = { user: 'netops', client: 'netconf', pid: 7001 } as const;
  const reply = parseXml(bgpSummaryInformation({ device: guide.leaf(hostname), actor, operation }));
  return descendants(reply, 'bgp-peer').map((peer) => ({
    flaps: textOf(peer, 'flap-count'),
    seconds: Number(descendants(peer, 'elapsed-time')[0]?.attributes.seconds),
  }));
}

test('removing one leaf from a server’s attachments never flaps the other two sessions', async () => {
  expect((await apply(guide.manifest(), guide.options)).outcome).toBe('confirmed');
  guide.lab.clock.advance(3_600_000);
  const result = await apply(guide.manifest(without('leaf12', guide.fabric())), guide.options);
  expect(result).toMatchObject({ outcome: 'confirmed', devices: { leaf12: 'confirmed' } });
  expect(counters('leaf12')).toEqual([]);
  for (const hostname of ['leaf10', 'leaf11']) {
    const [session, ...others] = counters(hostname);
    expect(others).toEqual([]);
    expect(session?.flaps).toBe('0');
    expect(session?.seconds).toBeGreaterThanOrEqual(3_600);
  }
});

test('a change that starts sessions anew is counted: the counters would show it', async () => {
  expect((await apply(guide.manifest(), guide.options)).outcome).toBe('confirmed');
  const fabric = guide.fabric();
  const changed = {
    ...fabric,
    devices: fabric.devices.map((device) => ({
      ...device,
      peerings: device.peerings.map((peering) => ({ ...peering, holdTimeSec: 30 })),
    })),
  };
  expect((await apply(guide.manifest(changed), guide.options)).outcome).toBe('confirmed');
  expect(counters('leaf10').map(({ flaps }) => flaps)).toEqual(['1']);
});
