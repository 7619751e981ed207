/**
 * What CPU it takes to prove what a fabric survives: N leaves with 48 servers each, every server on two leaves, four
 * spines; every single link, leaf, spine and session fails in turn. Reading includes rendering every device.
 *
 *   npm run build && node bench/reachability.mjs [N …]        default: 10 100 1000
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { networkOfFabric } = require('../dist/lib/reachability/from-intent.js');
const { failuresOf } = require('../dist/lib/reachability/network/failures.js');
const { survive } = require('../dist/lib/reachability/survival.js');

const SERVERS_PER_LEAF = 48;
const SPINES = 4;
const OVERLAY_ASN = 4210000001;
const ipv4 = (number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
const SUBNETS = 10 << 24;
const PREFIXES = (172 << 24) | (16 << 16);
const LINKS = (100 << 24) | (64 << 16);
const LEAVES = (192 << 24) | (168 << 16) | (8 << 8);
const range = (count) => Array.from({ length: count }, (_, i) => i + 1);
const spineLoopback = (spine) => `192.168.0.${spine}`;
const leafLoopback = (leaf) => ipv4(LEAVES + leaf);
const linkAddress = (leaf, spine) => LINKS + 2 * (leaf * SPINES + spine);

function device(hostname, role, loopback, localAsn, links, overlay) {
  const constructPath = `dc1/${hostname}`;
  return {
    hostname,
    constructPath,
    role,
    model: 'qfx10002-60c',
    junos: '20.4R3',
    loopback,
    managementAddress: loopback.replace('192.168', '10.255'),
    managementPort: 830,
    login: { method: 'agent', user: 'netops' },
    removalPolicy: 'WITHDRAW',
    prerequisites: {
      autonomousSystem: 'CONFIGURE',
      vtepSourceInterface: 'CONFIGURE',
      forwardingTableExport: 'CONFIGURE',
    },
    vrfs: [],
    interfaces: [],
    peerings: [],
    underlay: { constructPath, localAsn, links },
    overlay: { constructPath, clients: [], peers: [], ...overlay },
  };
}

function fabricLink(peer, port, own, far, peerAsn) {
  return {
    constructPath: 'dc1/link',
    peer,
    port,
    description: peer,
    address: `${ipv4(own)}/31`,
    neighbor: ipv4(far),
    peerAsn,
  };
}

function spine(number, leaves) {
  const links = range(leaves).map((leaf) => {
    const address = linkAddress(leaf, number);
    return fabricLink(`leaf${leaf}`, `et-0/0/${leaf}`, address + 1, address, 4200001000 + leaf);
  });
  const clients = range(leaves).map((leaf) => ({ hostname: `leaf${leaf}`, address: leafLoopback(leaf) }));
  const others = range(SPINES).filter((one) => one !== number);
  return device(`spine${number}`, 'spine', spineLoopback(number), 4200000000 + number, links, {
    clusterId: '192.168.0.10',
    clients,
    peers: others.map((one) => ({ hostname: `spine${one}`, address: spineLoopback(one) })),
  });
}

function leaf(number) {
  const links = range(SPINES).map((one) => {
    const address = linkAddress(number, one);
    return fabricLink(`spine${one}`, `et-0/0/${100 + one}`, address, address + 1, 4200000000 + one);
  });
  const peers = range(SPINES).map((one) => ({ hostname: `spine${one}`, address: spineLoopback(one) }));
  return {
    ...device(`leaf${number}`, 'leaf', leafLoopback(number), 4200001000 + number, links, { peers }),
    vrfs: [{ name: 'VRF_5', routeDistinguisher: `${leafLoopback(number)}:5` }],
  };
}

/** Puts one server on both leaves and returns it. */
function attach(number, leaves, port) {
  const name = `server${number}`;
  const asn = 4220000001 + number;
  const prefixes = [`${ipv4(PREFIXES + number)}/32`];
  const attachments = leaves.map((held, home) => {
    const address = SUBNETS + 2 * (2 * number + home);
    const [localAddress, neighbor] = [ipv4(address), ipv4(address + 1)];
    const common = { constructPath: `dc1/${name}/${home}`, vrf: 'VRF_5', description: name, expect: 'UP' };
    const addresses = [{ family: 'inet', address: `${localAddress}/31` }];
    held.interfaces.push({ ...common, port: `et-0/0/${port}`, unit: 0, addresses });
    held.peerings.push({
      ...common,
      group: name,
      server: name,
      family: 'inet',
      neighbor,
      localAddress,
      peerAsn: asn,
      acceptedPrefixes: prefixes,
      prefixLimit: 1000,
    });
    const link = { family: 'inet', leaf: `${localAddress}/31`, server: `${neighbor}/31` };
    return { hostname: held.hostname, port: `et-0/0/${port}`, unit: 0, addresses: [link], expect: 'UP' };
  });
  return { name, constructPath: `dc1/${name}`, asn, vrf: 'VRF_5', prefixes, attachments };
}

function fabric(leafCount) {
  const leaves = range(leafCount).map(leaf);
  const servers = [];
  for (let first = 0; first + 1 < leafCount; first += 2) {
    for (let port = 0; port < SERVERS_PER_LEAF; port++) {
      servers.push(attach(servers.length, leaves.slice(first, first + 2), port));
    }
  }
  const vrf = { vni: 16776000, routeTarget: 'target:62273:16776000', rdNumber: 5, owned: true };
  return {
    name: 'dc1',
    constructPath: 'dc1',
    overlayAsn: OVERLAY_ASN,
    devices: [...range(SPINES).map((one) => spine(one, leafCount)), ...leaves],
    vrfs: [{ name: 'VRF_5', constructPath: 'dc1/VRF_5', ...vrf }],
    servers,
    consents: [],
  };
}

function timed(action) {
  const before = process.cpuUsage();
  const result = action();
  const { system, user } = process.cpuUsage(before);
  return { result, text: `${((user + system) / 1e6).toFixed(2)} s` };
}

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100, 1000];
console.log('leaves  servers  failures  reading   proof     fewest paths');
for (const size of sizes) {
  const built = fabric(size);
  const reading = timed(() => networkOfFabric(built));
  const proof = timed(() => {
    const failures = failuresOf(reading.result, ['link', 'leaf', 'spine', 'session']);
    const cases = failures.map((failure) => [failure]);
    return survive(reading.result, cases);
  });
  const { cases, destinations } = proof.result;
  const columns = [
    String(size).padEnd(8),
    String(built.servers.length).padEnd(9),
    String(cases).padEnd(10),
    reading.text.padEnd(10),
    proof.text.padEnd(10),
    String(destinations.reduce((least, { worst }) => Math.min(least, worst.paths), Infinity)),
  ];
  console.log(columns.join(''));
}
