import { ConfigurationGroupName } from '../../lib/model/configuration-group-name';
import { Hostname } from '../../lib/model/hostname';
import { InstanceName } from '../../lib/model/instance-name';
import { InterfaceName } from '../../lib/model/interface-name';
import { compareText } from '../../lib/model/order';

test.each([
  ['et-0/0/15', 'et', { fpc: 0, pic: 0, port: 15 }],
  ['xe-0/0/3:1', 'xe', { fpc: 0, pic: 0, port: 3, channel: 1 }],
  ['ge-12/1/100', 'ge', { fpc: 12, pic: 1, port: 100 }],
  ['mge-0/0/0', 'mge', { fpc: 0, pic: 0, port: 0 }],
  ['ae17', 'ae', undefined],
])('%s is of type %s', (text, type, position) => {
  const name = InterfaceName.parse(text);
  expect(name.type).toBe(type);
  expect(name.position).toEqual(position);
  expect(name.toString()).toBe(text);
  expect(name.unit(299)).toBe(`${text}.299`);
});

test.each([
  'et-0/0',
  'et-0/0/',
  'et-00/0/1',
  'et-0/0/1:8',
  'et0/0/1',
  'irb',
  'lo0',
  'em0',
  'ae',
  'ae01',
  'ET-0/0/1',
  'irb.5',
])('"%s" is no server-facing interface', (text) => {
  expect(() => InterfaceName.parse(text)).toThrow(/not the name of a port/);
});

test.each(['et-0/0/15.0', 'xe-0/0/3:1.299', 'ae1.100'])('%s is refused for its unit', (text) => {
  expect(() => InterfaceName.parse(text)).toThrow(/names a unit/);
});

test.each(['leaf10', 'LEAF-10', 'leaf_10', 'leaf10.dc1.example.net', '10'])('%s is a host name', (text) => {
  expect(Hostname.parse(text).toString()).toBe(text);
});

test.each(['', '-leaf', 'leaf-', 'leaf..dc1', 'leaf 10', 'leaf/10', 'a'.repeat(64), '../leaf'])(
  '"%s" is no host name',
  (text) => {
    expect(() => Hostname.parse(text)).toThrow(/is not a host name/);
  },
);

test.each(['VRF_5', 'tenant-a', '5', 'a'.repeat(128)])('%s can name a routing instance', (text) => {
  expect(InstanceName.parse(text).toString()).toBe(text);
});

test.each(['', 'VRF 5', 'VRF.5', 'VRF/5', '<*>', '-5', 'a'.repeat(129)])(
  '"%s" cannot name a routing instance',
  (text) => {
    expect(() => InstanceName.parse(text)).toThrow(/is not usable as the name of a routing instance/);
  },
);

test.each(['all', 'default', 'master', '__internal__', 'juniper_private1', 'mgmt_junos'])('%s is reserved', (text) => {
  expect(() => InstanceName.parse(text)).toThrow(/keeps for itself/);
});

test('a fabric has a configuration group and a second one for device-wide statements', () => {
  const name = ConfigurationGroupName.parse('dc1');
  expect(name.toString()).toBe('dc1');
  expect(name.base).toBe('dc1-base');
});

test.each(['re0', 're1', 'node', 'node0', 'member7', 'global', 'top', 'junos-defaults', 'dc1-base'])(
  '%s cannot be the group of a fabric',
  (text) => {
    expect(() => ConfigurationGroupName.parse(text)).toThrow(/cannot be the name of a fabric/);
  },
);

test.each(['', '1dc', 'dc 1', 'dc.1', '_dc1', '<*>', 'd'.repeat(64)])('"%s" is not usable as a group', (text) => {
  expect(() => ConfigurationGroupName.parse(text)).toThrow(/is not usable/);
});

test('names like reserved ones are free', () => {
  expect(['re2', 'topology', 'globally', 'junos'].map((text) => ConfigurationGroupName.parse(text).toString())).toEqual(
    ['re2', 'topology', 'globally', 'junos'],
  );
});

test('texts are ordered by code unit, not by locale', () => {
  expect(['b', 'a', 'B', 'ä', 'a'].sort(compareText)).toEqual(['B', 'a', 'a', 'b', 'ä']);
});
