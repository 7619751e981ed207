import { parseTopology, readTopology } from '../../lib/emulator/topology';
import { guideTopology } from './support/guide';

const faultsOf = (value: unknown): string => {
  try {
    parseTopology(value);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return '';
};

test('the guide’s topology is one', () => {
  expect(parseTopology(guideTopology())).toEqual(guideTopology());
});

test('every fault is named with its place', () => {
  const { devices, servers } = guideTopology();
  const [leaf] = devices;
  const [server] = servers;
  const wrong = {
    overlayAsn: 0,
    devices: [{ ...leaf, loopback: '192.168.1.300', port: 70000, model: 'QFX' }],
    servers: [
      { ...server, prefixes: ['10.1.5.1/24'], links: [{ device: 'leaf10', port: 'et-0/0', addresses: ['x'] }] },
    ],
    colour: 'blue',
  };
  expect(faultsOf(wrong)).toBe(
    [
      'the lab topology cannot be used:',
      '  overlayAsn: Too small: expected number to be >=1',
      '  devices[0].model: must be a model in lower case such as qfx10002-60c',
      '  devices[0].loopback: must be an IPv4 address',
      '  devices[0].port: Too big: expected number to be <=65535',
      '  servers[0].prefixes[0]: must be a prefix without host bits',
      '  servers[0].links[0].port: must be a physical port such as et-0/0/15',
      '  servers[0].links[0].addresses[0]: must be an address such as 172.16.104.2/30',
      '  Unrecognized key: "colour"',
    ].join('\n'),
  );
});

test('what only the whole shows is named too', () => {
  const { devices, servers } = guideTopology();
  const [leaf = devices[0], other = devices[1]] = devices;
  const [server] = servers;
  const link = { device: 'leaf99', port: 'et-0/0/1', addresses: ['10.0.0.2/30'] };
  const wrong = {
    overlayAsn: 65000,
    devices: [leaf, leaf, { ...other, loopback: leaf?.loopback }],
    servers: [server, { ...server, links: [link, link] }],
  };
  expect(faultsOf(wrong).split('\n')).toEqual([
    'the lab topology cannot be used:',
    '  device leaf10 is there twice',
    '  loopback 192.168.1.10 is there twice',
    '  server server1 is there twice',
    '  a link leads to leaf12, which is no device',
    '  a link leads to leaf99, which is no device',
    '  a link leads to leaf99, which is no device',
    '  two links end at leaf99 et-0/0/1 VLAN untagged',
  ]);
});

test('cables lead to devices, one to a port', () => {
  const { devices, servers } = guideTopology();
  const end = (device: string, port: string) => ({ device, port });
  const wrong = {
    overlayAsn: 65000,
    devices,
    servers,
    cables: [
      { a: end('leaf10', 'et-0/0/1'), b: end('spine9', 'et-0/0/1') },
      { a: end('leaf10', 'et-0/0/1'), b: end('leaf11', 'et-0/0/15') },
    ],
  };
  expect(faultsOf(wrong).split('\n')).toEqual([
    'the lab topology cannot be used:',
    '  a cable leads to spine9, which is no device',
    '  two cables end at leaf10 et-0/0/1',
    '  a cable and a link end at leaf11 et-0/0/15',
  ]);
});

test('a file that is no JSON says so', () => {
  expect(() => readTopology('{')).toThrow(/^the lab topology cannot be used:\n {2}not JSON: /);
});

test('a model that nobody knows is an error, with the one that is perhaps meant; one of your own is said to be', () => {
  const { devices, ...topology } = guideTopology();
  const [leaf] = devices;
  const withModel = (more: object) => ({ ...topology, devices: [{ ...leaf, ...more }], servers: [] });
  expect(faultsOf(withModel({ model: 'qfx10002-60' }))).toBe(
    [
      'the lab topology cannot be used:',
      '  device leaf10 has the model qfx10002-60, which nobody knows, perhaps qfx10002-60c; if it is one of your own, say "customModel": true',
    ].join('\n'),
  );
  expect(faultsOf(withModel({ model: 'acx7100-32c', customModel: true }))).toBe('');
  expect(faultsOf(withModel({ model: 'mx204', configuration: 'system { host-name leaf10; }' }))).toBe('');
});
