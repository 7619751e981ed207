import { Testing } from 'cdktf';
import { EbgpEvpnOverlay, EvpnOverlay, FabricStack, LeafDevice, QfxModel, SpineDevice } from '../../lib/index';
import { expectations } from '../../lib/checks/expectations';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { renderDevice } from '../../lib/render/render-device';
import type { EbgpOverlayOptions } from '../support/ebgp-overlay-fabric';
import { ebgpOverlayFabric } from '../support/ebgp-overlay-fabric';
import { errorOf, errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';
import { FABRIC_PROPS } from '../support/guide-stack';

function linesOf(hostname: string, options: EbgpOverlayOptions = {}): string[] {
  const fabric = ebgpOverlayFabric(options);
  const device = fabric.devices.find((one) => one.hostname === hostname);
  if (device === undefined) throw new Error(`no ${hostname}`);
  return writeSet(renderDevice(device, fabric).group).split('\n');
}

const about = (lines: readonly string[], pattern: RegExp): string[] =>
  lines.flatMap((line) => (pattern.test(line) ? [line.replace(/^set /, '')] : []));

test('a leaf has EBGP sessions with every spine, and tells none of them what another one has told it', () => {
  const lines = linesOf('leaf1');
  expect(
    about(lines, /group dc1-overlay (?!bfd)/).map((line) => line.replace('protocols bgp group dc1-overlay ', '')),
  ).toEqual([
    'type external',
    'multihop no-nexthop-change',
    'local-address 192.168.1.1',
    'family evpn signaling',
    'export dc1-overlay-to-spines',
    'multipath multiple-as',
    'neighbor 192.168.0.1 description spine1',
    'neighbor 192.168.0.1 peer-as 64512',
    'neighbor 192.168.0.2 description spine2',
    'neighbor 192.168.0.2 peer-as 64513',
    'vpn-apply-export',
  ]);
  expect(about(lines, /overlay-to-spines (?:term|then)|dc1-from-spine members/)).toEqual([
    'policy-options policy-statement dc1-overlay-to-spines term learnt-from-spine from protocol bgp',
    'policy-options policy-statement dc1-overlay-to-spines term learnt-from-spine from community dc1-from-spine',
    'policy-options policy-statement dc1-overlay-to-spines term learnt-from-spine then reject',
    'policy-options policy-statement dc1-overlay-to-spines then accept',
    'policy-options community dc1-from-spine members 0:14',
  ]);
});

test('a spine marks what it passes on, has no session with another spine, and no VRF', () => {
  const lines = linesOf('spine1');
  expect(about(lines, /overlay-to-leaves|dc1-overlay neighbor \S+ peer-as|dc1-overlay multihop/)).toEqual([
    'policy-options policy-statement dc1-overlay-to-leaves then community add dc1-from-spine',
    'policy-options policy-statement dc1-overlay-to-leaves then accept',
    'protocols bgp group dc1-overlay multihop no-nexthop-change',
    'protocols bgp group dc1-overlay export dc1-overlay-to-leaves',
    'protocols bgp group dc1-overlay neighbor 192.168.1.1 peer-as 64521',
    'protocols bgp group dc1-overlay neighbor 192.168.1.2 peer-as 64522',
    'protocols bgp group dc1-overlay neighbor 192.168.1.3 peer-as 64523',
  ]);
  expect(about(lines, /cluster|routing-instances/)).toEqual([]);
});

test('an AS number that is the same in the underlay needs no local-as there, another one does', () => {
  expect(about(linesOf('leaf1'), /local-as/)).toEqual([]);
  expect(about(linesOf('leaf1', { asns: { leaf1: 64599 } }), /local-as/)).toEqual([
    'protocols bgp group dc1-underlay local-as 64521',
  ]);
});

test.each(['leaf1', 'spine1'])('loops let %s take and tell what has been through the number', (hostname) => {
  const pattern = /dc1-overlay (?:family|advertise-peer-as)/;
  expect(about(linesOf(hostname, { overlay: { loops: 2 } }), pattern)).toEqual([
    'protocols bgp group dc1-overlay advertise-peer-as',
    'protocols bgp group dc1-overlay family evpn signaling loops 2',
  ]);
});

test('route targets and distinguishers do not depend on AS numbers', () => {
  const pattern = /vrf-target|route-distinguisher/;
  expect(about(linesOf('leaf1', { asns: { leaf1: 64599 } }), pattern)).toEqual(about(linesOf('leaf1'), pattern));
});

test('each session is looked for with the AS number of the device at its other end', () => {
  const sessions = expectations(ebgpOverlayFabric()).flatMap((check) =>
    check.kind === 'fabricSessionEstablished' && check.layer === 'overlay' && check.hostnames[0] === 'leaf3'
      ? [`${check.peer} ${check.neighbor} ${check.peerAsn} ${check.group}`]
      : [],
  );
  expect(sessions).toEqual(['spine1 192.168.0.1 64512 dc1-overlay', 'spine2 192.168.0.2 64513 dc1-overlay']);
});

test('a raw line that changes the guard is refused with the path of the overlay', () => {
  const fabric = ebgpOverlayFabric();
  const [leaf] = fabric.devices.filter(({ hostname }) => hostname === 'leaf1');
  if (leaf === undefined) throw new Error('no leaf1');
  const line = 'set policy-options policy-statement dc1-overlay-to-spines then reject';
  const device = { ...leaf, statements: [{ constructPath: 'dc1/raw', line }] };
  expect(errorOf(() => renderDevice(device, fabric)).message).toMatch(
    /would replace `set policy-options policy-statement dc1-overlay-to-spines then accept` on leaf1;[^]*\n {2}at dc1\/overlay$/m,
  );
});

function stack(): FabricStack {
  return new FabricStack(Testing.app(), 'dc1', FABRIC_PROPS);
}

function spineIn(fabric: FabricStack): SpineDevice {
  const access = { model: QfxModel.QFX10002_36Q, junos: '21.4R3', managementAddress: '10.0.0.1' };
  return new SpineDevice(fabric, 'spine1', { ...access, loopback: '192.168.0.1', asn: 64512 });
}

test('mistakes are refused where they are made, with the words of the golden file', () => {
  expectGolden(
    'errors/constructs-ebgp-evpn-overlay.txt',
    errorTexts([
      ['no spines', () => new EbgpEvpnOverlay(stack(), 'overlay', { spines: [] })],
      [
        'a spine that is its own leaf',
        () => {
          const fabric = stack();
          const spine1 = spineIn(fabric);
          return new EbgpEvpnOverlay(fabric, 'overlay', { spines: [spine1], leaves: [spine1] });
        },
      ],
      ['loops that forbid everything', () => new EbgpEvpnOverlay(stack(), 'overlay', { loops: 1 })],
      [
        'an overlay of each kind',
        () => {
          const fabric = stack();
          return [new EvpnOverlay(fabric, 'a', { clusterId: '192.168.0.10' }), new EbgpEvpnOverlay(fabric, 'b')];
        },
      ],
      [
        'a leaf of others without its AS number',
        () => {
          const fabric = stack();
          const spine1 = spineIn(fabric);
          const attributes = { hostName: 'leaf99', loopback: '192.168.1.99' };
          const leaves = [LeafDevice.fromLeafDeviceAttributes(fabric, 'leaf99', attributes)];
          return new EbgpEvpnOverlay(fabric, 'overlay', { leaves })._intentOf(spine1);
        },
      ],
    ]),
  );
});
