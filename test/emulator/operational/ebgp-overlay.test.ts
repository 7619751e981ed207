import { Lab } from '../../../lib/emulator/lab';
import type { EbgpOverlayOptions } from '../../support/ebgp-overlay-fabric';
import { ebgpOverlayFabric } from '../../support/ebgp-overlay-fabric';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import { renderDevice } from '../../../lib/render/render-device';
import { worldOfFabric } from '../../../lib/world/world-of-fabric';

/** A lab in which every device has what the fabric makes of it. */
async function labOf(options: EbgpOverlayOptions = {}): Promise<Lab> {
  const fabric = ebgpOverlayFabric(options);
  const { topology } = await worldOfFabric(fabric, () => Promise.resolve(''));
  const lab = Lab.inProcess(topology);
  for (const device of fabric.devices) {
    const { base, group } = renderDevice(device, fabric);
    lab.device(device.hostname).edit(`${writeSet(base)}${writeSet(group)}`);
  }
  return lab;
}

/** Type-5 routes of servers in VRF_5 of a device: prefix, who made it, and the AS numbers that it has been through. */
const imported = (lab: Lab, hostname: string): string[] =>
  (lab.state.device(hostname).routes.get('VRF_5') ?? [])
    .flatMap(({ route, type5 }) =>
      type5 === undefined || !route.text.startsWith('10.1.')
        ? []
        : [`${route.text} ${type5.originator} ${route.asPath.join(' ')}`],
    )
    .sort();

const sessions = (lab: Lab, hostname: string): string[] =>
  lab.state.device(hostname).sessions.map(({ neighbor, state }) => `${neighbor.address} ${state}`);

test('sessions come up, and spines without a VRF pass on routes with the leaf as next hop', async () => {
  const lab = await labOf();
  expect(sessions(lab, 'spine1')).toEqual([
    '172.16.0.0 Established',
    '172.16.0.4 Established',
    '172.16.0.8 Established',
    '192.168.1.1 Established',
    '192.168.1.2 Established',
    '192.168.1.3 Established',
  ]);
  expect(imported(lab, 'leaf3')).toEqual([
    '10.1.1.0/24 leaf1 64512 64521 4220000001',
    '10.1.1.0/24 leaf2 64512 64522 4220000001',
    '10.1.2.0/24 leaf2 64512 64522 4220000002',
  ]);
});

test('without its policy a leaf tells a spine what the other one has told it', async () => {
  const lab = await labOf();
  const paths = (): number =>
    [...lab.state.device('spine2').evpn.values()].flat().filter(({ route }) => route.asPath.includes(64512)).length;
  expect(paths()).toBe(0);
  lab.device('leaf2').edit('delete protocols bgp group dc1-overlay export');
  expect(paths()).toBeGreaterThan(0);
});
