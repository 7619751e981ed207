import { renderDevice } from '../../lib/render/render-device';
import type { DeviceIntent, VrfIntent } from '../../lib/intent/fabric-intent';
import { errorOf, errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';
import { fabric, guidePage, leaf, port, session, vrf } from './scenarios';

/** Renders one device alone in a fabric. */
function render(device: Partial<DeviceIntent>, vrfs: readonly VrfIntent[] = [vrf({ name: 'VRF_5' })]): () => unknown {
  const built = leaf(device);
  return () => renderDevice(built, fabric({ devices: [built], vrfs }));
}

const tagged = (unit: number, vlanId = unit): ReturnType<typeof port> => port({ unit, vlanId });
const second = { neighbor: '172.16.104.6', constructPath: 'dc1/server2/leaf10' };
const twoVrfs = [vrf({ name: 'VRF_5' }), vrf({ name: 'VRF_6', rdNumber: 6 })];

const CASES: readonly (readonly [title: string, action: () => unknown])[] = [
  ['two interfaces on one port', render({ interfaces: [port({}), port({ constructPath: 'dc1/server2/leaf10' })] })],
  [
    'two interfaces on one unit',
    render({
      interfaces: [tagged(100), tagged(200), port({ unit: 200, vlanId: 300, constructPath: 'dc1/server2/leaf10' })],
    }),
  ],
  ['a tagged and an untagged unit on one port', render({ interfaces: [tagged(100), port({})] })],
  ['one VLAN id twice on a port', render({ interfaces: [tagged(100), tagged(200), tagged(300, 200)] })],
  [
    'two MTUs on one port',
    render({
      interfaces: [
        tagged(100),
        port({ unit: 200, vlanId: 200, mtu: 1518 }),
        port({ unit: 300, vlanId: 300, mtu: 9216 }),
      ],
    }),
  ],
  ['an interface in a VRF that the device does not have', render({ interfaces: [port({ vrf: 'VRF_6' })] })],
  ['a session in a VRF that the device does not have', render({ vrfs: [], peerings: [session({})] })],
  ['a VRF that the fabric does not have', render({ vrfs: [{ name: 'VRF_7', routeDistinguisher: '192.168.1.10:7' }] })],
  ['a VRF of ours without VNI', render({}, [vrf({ name: 'VRF_5', vni: undefined })])],
  ['a VRF of ours without route target', render({}, [vrf({ name: 'VRF_5', routeTarget: undefined })])],
  ['a VRF of ours without route distinguisher', render({ vrfs: [{ name: 'VRF_5' }] })],
  [
    'one route distinguisher for two VRFs of a device',
    render(
      {
        vrfs: [
          { name: 'VRF_5', routeDistinguisher: '192.168.1.10:5' },
          { name: 'VRF_6', routeDistinguisher: '192.168.1.10:5' },
        ],
      },
      twoVrfs,
    ),
  ],
  ['one route distinguisher on two devices', oneDistinguisherOnTwoDevices],
  [
    'one neighbor twice in a VRF',
    render({
      peerings: [session({}), session({ group: 'server2', server: 'server2', constructPath: 'dc1/server2/leaf10' })],
    }),
  ],
  ['two servers in one group', render({ peerings: [session({}), session({ ...second, server: 'server2' })] })],
  [
    'two sessions without server in one group',
    render({ peerings: [session({ server: undefined }), session({ ...second, server: undefined })] }),
  ],
  ['two families in one group', render({ peerings: [session({}), session({ ...second, family: 'inet6' })] })],
  ['two prefix limits in one group', render({ peerings: [session({}), session({ ...second, prefixLimit: 5 })] })],
  [
    'two lists of prefixes in one group',
    render({ peerings: [session({}), session({ ...second, acceptedPrefixes: null })] }),
  ],
  ['two hold times in one group', render({ peerings: [session({}), session({ ...second, holdTimeSec: 30 })] })],
  [
    'BFD for one session of a group only',
    render({ peerings: [session({}), session({ ...second, bfd: { minimumIntervalMs: 1000, multiplier: 3 } })] }),
  ],
  [
    'two groups that share the name of a policy',
    render(
      {
        vrfs: [
          { name: 'A', routeDistinguisher: '192.168.1.10:5' },
          { name: 'A-B', routeDistinguisher: '192.168.1.10:6' },
        ],
        peerings: [session({ vrf: 'A', group: 'B-C' }), session({ ...second, vrf: 'A-B', group: 'C' })],
      },
      [vrf({ name: 'A' }), vrf({ name: 'A-B' })],
    ),
  ],
];

function oneDistinguisherOnTwoDevices(): unknown {
  const guide = guidePage();
  const [leaf10, leaf11, ...others] = guide.devices;
  if (leaf10 === undefined || leaf11 === undefined) throw new Error('the guide has three leaves');
  const twin = { ...leaf11, vrfs: leaf10.vrfs };
  return renderDevice(twin, { ...guide, devices: [leaf10, twin, ...others] });
}

test('an intent that contradicts itself is refused, and both sides are named', () => {
  expectGolden('errors/render.txt', errorTexts(CASES));
});

test.each(CASES)('%s is located at a construct', (_title, action) => {
  expect(errorOf(action).constructPath).toMatch(/^dc1\//);
});

test('two sessions of one server share a group when they agree', () => {
  const prefixes = ['10.1.5.0/24', '10.1.6.0/24'];
  const action = render({
    peerings: [
      session({ acceptedPrefixes: prefixes }),
      session({ ...second, acceptedPrefixes: [...prefixes].reverse() }),
    ],
  });
  expect(action).not.toThrow();
});

test('one neighbor address in two VRFs, and one group name in two VRFs, are no contradiction', () => {
  const action = render(
    {
      vrfs: [
        { name: 'VRF_5', routeDistinguisher: '192.168.1.10:5' },
        { name: 'VRF_6', routeDistinguisher: '192.168.1.10:6' },
      ],
      peerings: [session({}), session({ vrf: 'VRF_6' })],
    },
    twoVrfs,
  );
  expect(action).not.toThrow();
});
