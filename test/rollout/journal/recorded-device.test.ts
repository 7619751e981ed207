import { readRemovedDevice } from '../../../lib/cli/removed-device';
import { readRecordedDevices, recordOf } from '../../../lib/rollout/journal/recorded-device';
import { guideFabric } from '../../support/fabric-fixture';

const [device] = guideFabric().devices;
if (device === undefined) throw new Error('the guide has devices');

test('what a journal remembers of a device has the names of its routing engines', () => {
  const recorded = recordOf({ ...device, engineHostnames: ['leaf10-re0', 'leaf10-re1'] });
  expect(readRecordedDevices([JSON.parse(JSON.stringify(recorded)) as unknown])).toEqual([recorded]);
  expect(recorded.engineHostnames).toEqual(['leaf10-re0', 'leaf10-re1']);
  expect(recordOf(device)).not.toHaveProperty('engineHostnames');
});

test('so has what Terraform remembers of one whose construct is gone', () => {
  const { hostname, login, managementAddress, managementPort, removalPolicy } = device;
  const remembered = { hostname, login, managementAddress, managementPort, removalPolicy, group: 'dc1' };
  const engineHostnames = ['leaf10-re0', 'leaf10-re1'];
  expect(readRemovedDevice(JSON.stringify({ ...remembered, engineHostnames })).device).toMatchObject({
    engineHostnames,
  });
});
