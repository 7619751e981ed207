/**
 * Lines per second of CPU that the readers of configurations take: of a leaf with N lines as `show configuration | display set`
 * has them, in each form that Junos prints. Beside a peer that does less with the same text: what cuts the lines into words,
 * JSON.parse of the same tree, and the XML parser without a tree.
 *
 *   node bench/readers.mjs [N …]        default: 13000 52000
 */
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { SaxesParser } from 'saxes';

const FORMATS = fileURLToPath(new URL('../lib/junos/formats/', import.meta.url));

/** The readers and writers as they are built for the command line: tsx would add its own time to every call. */
function built() {
  const modules = ['curly-reader', 'curly-writer', 'set-reader', 'xml', 'xml-reader', 'xml-writer'];
  const contents = modules.map((name) => `export * from './${name}';`).join('\n');
  const outfile = join(FORMATS, '..', '..', '..', 'node_modules', '.cache', `readers-bench-${process.pid}.cjs`);
  const entry = { stdin: { contents, resolveDir: FORMATS, loader: 'ts' } };
  buildSync({ ...entry, bundle: true, platform: 'node', target: 'node20', outfile, logLevel: 'warning' });
  try {
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(outfile);
  }
}

const { parseXml, readCurly, readSet, readXml, writeCurly, writeXml } = built();

const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [13000, 52000];
/** So many lines are read at each size, in as many runs as it takes: small ones are measured as long as large ones. */
const LINES_READ = 5 * Math.max(...counts);
const KEEP = { unknown: 'keep' };

const ipv4 = (number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');

/** What a server puts on a leaf, as the library renders it. */
function linesOfServer(number) {
  const [port, unit] = [`et-0/0/${number % 48}`, 100 + Math.floor(number / 48)];
  const [own, server] = [ipv4((10 << 24) + 2 * number), ipv4((10 << 24) + 2 * number + 1)];
  const [name, policy] = [`server${number}`, `VRF_5-server${number}-in`];
  const group = `routing-instances VRF_5 protocols bgp group ${name}`;
  const term = `policy-options policy-statement ${policy} term announced`;
  return [
    `interfaces ${port} unit ${unit} description "${name} (dc1)"`,
    `interfaces ${port} unit ${unit} vlan-id ${unit}`,
    `interfaces ${port} unit ${unit} family inet address ${own}/31`,
    `${term} from route-filter ${ipv4((172 << 24) + (16 << 16) + number)}/32 exact`,
    `${term} then community delete dc1-any-encapsulation`,
    `${term} then community delete dc1-any-route-target`,
    `${term} then accept`,
    `policy-options policy-statement ${policy} then reject`,
    `${group} type external`,
    `${group} log-updown`,
    `${group} import ${policy}`,
    `${group} family inet unicast prefix-limit maximum 1000`,
    `${group} export VRF_5-to-dc1-servers`,
    `${group} multipath multiple-as`,
    `${group} bfd-liveness-detection minimum-interval 1000`,
    `${group} bfd-liveness-detection multiplier 3`,
    `${group} bfd-liveness-detection session-mode automatic`,
    `${group} neighbor ${server} description ${name}`,
    `${group} neighbor ${server} peer-as ${4220000001 + number}`,
    `routing-instances VRF_5 interface ${port}.${unit}`,
  ];
}

const PLACES = ['interfaces', 'policy-options', 'routing-instances'];

/** In the order in which devices print them. */
function setText(count) {
  const perServer = linesOfServer(0).length;
  const all = Array.from({ length: Math.ceil(count / perServer) }, (_, number) => linesOfServer(number)).flat();
  const lines = PLACES.flatMap((place) => all.slice(0, count).filter((line) => line.startsWith(`${place} `)));
  return lines.map((line) => `set ${line}\n`).join('');
}

const treeOf = ({ children, words }) => ({ words, children: children.map(treeOf) });

/** The forms of one configuration with the reader of each and its peer. */
function formsOf(count) {
  const set = setText(count);
  const configuration = readSet(set, KEEP);
  const [curly, xml] = [writeCurly(configuration), writeXml(configuration)];
  const json = JSON.stringify(treeOf(configuration.root));
  return [
    {
      form: 'set',
      read: () => readSet(set, KEEP),
      peer: 'split into words',
      less: () => set.split('\n').map((line) => line.split(' ')),
    },
    { form: 'curly', read: () => readCurly(curly, KEEP), peer: 'JSON.parse of the tree', less: () => JSON.parse(json) },
    {
      form: 'xml',
      read: () => readXml(parseXml(xml), KEEP),
      peer: 'saxes without a tree',
      less: () => new SaxesParser().write(xml).close(),
    },
  ];
}

/** Lines per second of CPU. */
function speedOf(count, work) {
  const runs = Math.ceil(LINES_READ / count);
  let spent = 0;
  for (let run = -1; run < runs; run += 1) {
    const began = process.cpuUsage();
    work();
    const { system, user } = process.cpuUsage(began);
    if (run >= 0) spent += user + system; // the first of each size warms up
  }
  return (runs * count * 1e6) / spent;
}

const rows = [];
for (const { read } of formsOf(counts[0])) speedOf(counts[0], read);
for (const count of counts) {
  for (const { form, less, peer, read } of formsOf(count)) {
    const [speed, ofPeer] = [speedOf(count, read), speedOf(count, less)];
    rows.push({ form, lines: count, speed, peer, times: ofPeer / speed });
  }
}
console.table(
  rows.map(({ speed, times, ...row }) => ({
    ...row,
    'lines per second of CPU': Math.round(speed),
    'times the CPU of the peer': times.toFixed(1),
  })),
);
const [first, last] = [counts[0], counts.at(-1)];
const perLine = (form) => {
  const [one, other] = [first, last].map((count) => rows.find((row) => row.form === form && row.lines === count).speed);
  return `${form} ${(one / other).toFixed(2)}`;
};
console.log(`CPU per line, ${last} beside ${first} lines: ${['set', 'curly', 'xml'].map(perLine).join(', ')}`);
