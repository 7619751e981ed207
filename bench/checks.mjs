/**
 * CPU per prefix of saying what must be true of a fabric and of judging it, at N prefixes a leaf: two leaves with one server
 * that announces all of them, and a spine that sees them from both. Beside the smallest N, and beside leaves × prefixes.
 *
 *   node bench/checks.mjs [N …]        default: 500 1000 2000 4000 8000 16000
 */
import * as tsx from 'tsx/cjs/api';

const { expectations } = tsx.require('../lib/checks/expectations.ts', import.meta.url);
const { verify } = tsx.require('../lib/checks/verify.ts', import.meta.url);
const { parseXml } = tsx.require('../lib/junos/formats/xml.ts', import.meta.url);

const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [500, 1000, 2000, 4000, 8000, 16000];
/** So many prefixes are judged at each size, in as many runs as it takes: small ones are measured as long as large ones. */
const PREFIXES_JUDGED = 2 * Math.max(...counts);
const VRF = 'VRF_5';
const ASN = 4220000001;
const LEAVES = ['leaf10', 'leaf11'];

const ipv4 = (number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
const loopbackOf = (hostname) => `192.168.1.${hostname.replace(/\D/g, '')}`;
const prefixes = (count) => Array.from({ length: count }, (_, number) => `${ipv4((10 << 24) + 256 * number)}/24`);

function device(hostname, accepted) {
  const constructPath = `dc1/server1/${hostname}`;
  const loopback = loopbackOf(hostname);
  const peering = {
    constructPath,
    vrf: VRF,
    group: 'server1',
    family: 'inet',
    neighbor: '172.16.104.2',
    localAddress: '172.16.104.1',
    peerAsn: ASN,
    description: 'server1',
    acceptedPrefixes: accepted,
    expect: 'UP',
    prefixLimit: accepted.length,
  };
  return {
    hostname,
    constructPath: `dc1/${hostname}`,
    loopback,
    vrfs: [{ name: VRF, routeDistinguisher: `${loopback}:5` }],
    interfaces: [],
    peerings: LEAVES.includes(hostname) ? [peering] : [],
  };
}

function fabric(count) {
  const accepted = prefixes(count);
  return { name: 'dc1', overlayAsn: 65000, devices: [...LEAVES, 'spine1'].map((name) => device(name, accepted)) };
}

const table = (name, rows) => `<r><route-table><table-name>${name}</table-name>${rows.join('')}</route-table></r>`;
const route = (destination, protocol) =>
  `<rt><rt-destination>${destination}</rt-destination><rt-entry><active-tag>*</active-tag>` +
  `<protocol-name>${protocol}</protocol-name></rt-entry></rt>`;

/** What a device of the fabric answers when all is well. */
function replies(hostname, all) {
  const own = `${loopbackOf(hostname)}:5`;
  const advertisements = LEAVES.filter((other) => other !== hostname).map(
    (other) =>
      `<evpn-pfxdb-evpn-ip-adv><route-distinguisher>${loopbackOf(other)}:5</route-distinguisher>` +
      `<adv-bgp-nexthop>${loopbackOf(other)}</adv-bgp-nexthop></evpn-pfxdb-evpn-ip-adv>`,
  );
  const exported = all.map(
    (prefix) =>
      `<evpn-pfxdb-ip-entry><entry-prefix>${prefix}</entry-prefix>` +
      '<entry-evpn-route-status>Created</entry-evpn-route-status></evpn-pfxdb-ip-entry>',
  );
  const imported = all.map(
    (prefix) =>
      `<evpn-pfxdb-evpn-ip-entry><entry-prefix>${prefix}</entry-prefix>${advertisements.join('')}</evpn-pfxdb-evpn-ip-entry>`,
  );
  const typeFives = all.map((prefix) => route(`5:${own}::0::${prefix.replace('/', '::')}/248`, 'EVPN'));
  const rib =
    `<bgp-rib><name>${VRF}.inet.0</name><received-prefix-count>${all.length}</received-prefix-count>` +
    `<accepted-prefix-count>${all.length}</accepted-prefix-count></bgp-rib>`;
  const peer =
    `<bgp-peer><peer-address>172.16.104.2</peer-address><peer-as>${ASN}</peer-as><peer-state>Established</peer-state>` +
    `<peer-cfg-rti>${VRF}</peer-cfg-rti>${rib}</bgp-peer>`;
  const parsed = {
    sessions: parseXml(`<r><bgp-information>${peer}</bgp-information></r>`),
    routes: parseXml(
      table(
        `${VRF}.inet.0`,
        all.map((prefix) => route(prefix, 'BGP')),
      ),
    ),
    typeFives: parseXml(table(`${VRF}.evpn.0`, typeFives)),
    database: parseXml(
      `<r><evpn-pfxdb-l3-context><context-name>${VRF}</context-name>${exported.join('')}${imported.join('')}</evpn-pfxdb-l3-context></r>`,
    ),
  };
  const replyTo = (rpc, args) => {
    if (rpc.startsWith('get-bgp-')) return parsed.sessions;
    if (rpc === 'get-route-information') return args.table.includes('.evpn.') ? parsed.typeFives : parsed.routes;
    return parsed.database;
  };
  return { operational: (rpc, args) => Promise.resolve(replyTo(rpc, args)) };
}

/** Microseconds of CPU for each prefix. */
async function measure(count) {
  const intent = fabric(count);
  const all = prefixes(count);
  const sessions = new Map(intent.devices.map(({ hostname }) => [hostname, replies(hostname, all)]));
  const runs = Math.ceil(PREFIXES_JUDGED / count);
  const spent = { saying: 0, judging: 0 };
  let said = [];
  let judged = 0;
  for (let run = -1; run < runs; run += 1) {
    const began = process.cpuUsage();
    said = expectations(intent);
    const between = process.cpuUsage();
    const report = await verify(sessions, said, { deadlineMs: 0 });
    const ended = process.cpuUsage();
    if (!report.passed) throw new Error(`not judged as it should be: ${report.failures[0].expected}`);
    judged = [...report.counts.values()].reduce((sum, { holding }) => sum + holding, 0);
    if (run < 0) continue; // the first of each size warms up
    spent.saying += between.user + between.system - began.user - began.system;
    spent.judging += ended.user + ended.system - between.user - between.system;
  }
  const perPrefix = (microseconds) => microseconds / runs / count;
  return {
    checks: said.length,
    judged,
    saying: perPrefix(spent.saying),
    judging: perPrefix(spent.judging),
    together: perPrefix(spent.saying + spent.judging),
  };
}

await measure(counts[0]);
const rows = [];
for (const count of counts) rows.push({ prefixes: count, ...(await measure(count)) });
const cheapest = Math.min(...rows.map(({ together }) => together));
const shown = (microseconds) => `${microseconds.toFixed(1)} µs`;
console.table(
  rows.map(({ saying, judging, together, ...row }) => ({
    ...row,
    'CPU per prefix: saying': shown(saying),
    judging: shown(judging),
    'to the cheapest': (together / cheapest).toFixed(2),
  })),
);
const [first, last] = [rows[0], rows.at(-1)];
console.log(
  `${last.prefixes} beside ${first.prefixes} prefixes a leaf: ${(last.together / first.together).toFixed(2)}`,
);
