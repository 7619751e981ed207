/**
 * What all rules take over N leaves with 48 servers each, every server on two leaves, beside rendering the same leaves:
 * CPU seconds.
 *
 *   npm run build && node bench/rules.mjs [N …]        default: 10 100 1000
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { evaluate } = require('../dist/lib/rules/evaluate.js');
const { onlyDevice } = require('../dist/lib/intent/only-device.js');
const { renderDevice } = require('../dist/lib/render/render-device.js');

const SERVERS_PER_LEAF = 48;
const ipv4 = (number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
const SUBNETS = 10 << 24;
const PREFIXES = (172 << 24) | (16 << 16);
const LOOPBACKS = (192 << 24) | (168 << 16);

function leaf(number) {
  const loopback = ipv4(LOOPBACKS + number);
  const present = { autonomousSystem: 'PRESENT', vtepSourceInterface: 'PRESENT', forwardingTableExport: 'PRESENT' };
  return {
    hostname: `leaf${number}`,
    constructPath: `dc1/leaf${number}`,
    role: 'leaf',
    model: 'qfx10002-60c',
    junos: '19.1R2',
    loopback,
    managementAddress: ipv4((100 << 24) + number),
    managementPort: 830,
    login: { method: 'agent', user: 'netops' },
    removalPolicy: 'WITHDRAW',
    prerequisites: present,
    vrfs: [{ name: 'VRF_5', routeDistinguisher: `${loopback}:5` }],
    interfaces: [],
    peerings: [],
  };
}

/** Puts one server on both leaves and returns it. */
function attach(number, leaves, port) {
  const server = {
    name: `server${number}`,
    constructPath: `dc1/server${number}`,
    asn: 4220000001 + number,
    vrf: 'VRF_5',
  };
  const prefixes = [`${ipv4(PREFIXES + number)}/32`];
  const attachments = leaves.map((held, home) => {
    const address = SUBNETS + 2 * (2 * number + home);
    const [localAddress, neighbor] = [ipv4(address), ipv4(address + 1)];
    const constructPath = `${server.constructPath}/${held.hostname}:et-0--0--${port}`;
    const common = { vrf: server.vrf, description: server.name, expect: 'UP' };
    held.interfaces.push({
      ...common,
      constructPath,
      port: `et-0/0/${port}`,
      unit: 0,
      addresses: [{ family: 'inet', address: `${localAddress}/31` }],
    });
    held.peerings.push({
      ...common,
      constructPath: `${constructPath}/inet`,
      group: server.name,
      server: server.name,
      family: 'inet',
      neighbor,
      localAddress,
      peerAsn: server.asn,
      acceptedPrefixes: prefixes,
      prefixLimit: 1000,
      bfd: { minimumIntervalMs: 1000, multiplier: 3 },
    });
    return {
      hostname: held.hostname,
      port: `et-0/0/${port}`,
      unit: 0,
      addresses: [{ family: 'inet', leaf: `${localAddress}/31`, server: `${neighbor}/31` }],
      expect: 'UP',
    };
  });
  return { ...server, prefixes, attachments };
}

function fabric(leafCount) {
  const devices = Array.from({ length: leafCount }, (_, i) => leaf(i + 1));
  const servers = [];
  for (let first = 0; first + 1 < leafCount; first += 2) {
    for (let port = 0; port < SERVERS_PER_LEAF; port++) {
      servers.push(attach(servers.length, devices.slice(first, first + 2), port));
    }
  }
  const vrf = { vni: 16776000, routeTarget: 'target:62273:16776000', rdNumber: 5, owned: true };
  const vrfs = [{ name: 'VRF_5', constructPath: 'dc1/VRF_5', ...vrf }];
  return { name: 'dc1', constructPath: 'dc1', overlayAsn: 4210000001, devices, vrfs, servers, consents: [] };
}

function seconds(action) {
  const before = process.cpuUsage();
  action();
  const { system, user } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100, 1000];
console.log('leaves  servers  rules     rendering');
for (const size of sizes) {
  const built = fabric(size);
  const rules = seconds(() => evaluate(built));
  const rendering = seconds(() => built.devices.forEach((device) => renderDevice(device, onlyDevice(built, device))));
  const columns = [String(size).padEnd(8), String(built.servers.length).padEnd(9), `${rules.toFixed(2)} s`.padEnd(10)];
  console.log(`${columns.join('')}${rendering.toFixed(2)} s`);
}
