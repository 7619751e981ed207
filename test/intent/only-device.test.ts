import type { DeviceIntent } from '../../lib/intent/fabric-intent';
import { onlyDevice } from '../../lib/intent/only-device';
import { compareNumbered } from '../../lib/intent/order';
import { guideFabric } from '../support/fabric-fixture';

test('a device is rendered without knowledge of other devices, servers and VRFs', () => {
  const guide = guideFabric();
  const [first] = guide.devices;
  if (first === undefined) throw new Error('the guide has leaves');
  const other = {
    name: 'VRF_6',
    constructPath: 'dc1/VRF_6',
    owned: true,
    vni: 6,
    routeTarget: 'target:6:6',
    rdNumber: 6,
  };
  const alone = onlyDevice({ ...guide, vrfs: [...guide.vrfs, other] }, first);
  expect(alone).toEqual({ ...guide, devices: [first], servers: [], consents: [] });
});

test('a device without VRFs knows none', () => {
  const guide = guideFabric();
  const [first] = guide.devices;
  const bare = { ...first, vrfs: [] } as unknown as DeviceIntent;
  expect(onlyDevice(guide, bare).vrfs).toEqual([]);
});

test('ports are ordered as people count, and otherwise by code unit', () => {
  const sorted = ['ae0', 'et-0/0/2', 'et-0/0/10', 'et-0/0/10:0', 'et-0/0/10:3', 'et-0/1/0', 'et-1/0/0', 'xe-0/0/0'];
  expect([...sorted].reverse().sort(compareNumbered)).toEqual(sorted);
});
