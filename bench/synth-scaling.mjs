/**
 * How synth scales: N leaves with 48 servers each, every server on two leaves, beside raw cdktf writing the same Terraform
 * resources (their text ready made, as literals). Prints CPU seconds, peak memory and the ratio for each N.
 *
 *   npm run build && node bench/synth-scaling.mjs [N …]        default: 10 100 1000
 *
 * Each figure is a process of its own, so that peak memory is that of one synth.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const SERVERS_PER_LEAF = 48;
const FABRIC = 'dc1';

const ipv4 = (number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
const SUBNETS = 10 << 24;
const PREFIXES = (172 << 24) | (16 << 16);
const LOOPBACKS = (192 << 24) | (168 << 16);

/** Builds the fabric with the library and returns the CPU seconds that construction and synth took. */
function synthFabric(leafCount, outdir) {
  const { App } = require('cdktf');
  const { FabricStack, LeafDevice, Login, MultihomedServer, QfxModel, Vrf5Instance } = require('../dist/lib/index.js');
  const knownHostsFile = join(outdir, 'known_hosts');
  mkdirSync(outdir, { recursive: true });
  writeFileSync(knownHostsFile, '');
  const start = process.cpuUsage();
  const app = new App({ outdir });
  const fabric = new FabricStack(app, FABRIC, {
    overlayAsn: 4210000001,
    login: Login.agent({ user: 'netops' }),
    knownHostsFile,
  });
  const leaves = Array.from(
    { length: leafCount },
    (_, i) =>
      new LeafDevice(fabric, `leaf${i + 1}`, {
        model: QfxModel.QFX10002_60C,
        junos: '19.1R2',
        loopback: ipv4(LOOPBACKS + i + 1),
        managementAddress: ipv4((100 << 24) + i + 1),
      }),
  );
  const vrf = new Vrf5Instance(fabric, 'VRF_5', { vni: 16776000, rdNumber: 5, routeTarget: 'target:62273:16776000' });
  let server = 0;
  for (let first = 0; first + 1 < leafCount; first += 2) {
    for (let port = 0; port < SERVERS_PER_LEAF; port++, server++) {
      new MultihomedServer(fabric, `server${server + 1}`, {
        vrf,
        asn: 4220000001 + server,
        prefixes: [`${ipv4(PREFIXES + server)}/32`],
        attachments: [0, 1].map((home) => ({
          leaf: leaves[first + home],
          interface: `et-0/0/${port}`,
          subnet: `${ipv4(SUBNETS + 2 * (2 * server + home))}/31`,
        })),
      });
    }
  }
  app.synth();
  return cpuSecondsSince(start);
}

/** Writes the resources of an earlier synth with cdktf alone, with the texts of their files as literals. */
function synthRaw(fabricDirectory, outdir) {
  const { resource } = JSON.parse(readFileSync(terraformJson(fabricDirectory), 'utf8'));
  const literalsOf = (id) => JSON.parse(readFileSync(stanzasFile(fabricDirectory, id), 'utf8'));
  const resources = Object.entries(resource.null_resource).map(([id, { triggers }]) => [
    id,
    typeof triggers === 'string' ? literalsOf(id.replace(`${FABRIC}_configuration_`, '')) : triggers,
  ]);
  const { App, TerraformStack } = require('cdktf');
  const { Resource } = require('@cdktf/provider-null/lib/resource');
  const { NullProvider } = require('@cdktf/provider-null/lib/provider');
  const start = process.cpuUsage();
  const app = new App({ outdir });
  const stack = new TerraformStack(app, FABRIC);
  new NullProvider(stack, 'null');
  for (const [id, triggers] of resources) {
    new Resource(stack, id, { triggers, lifecycle: { createBeforeDestroy: true } });
  }
  app.synth();
  return cpuSecondsSince(start);
}

/** Of all threads, the garbage collector's too: how busy the machine is otherwise hardly counts. */
function cpuSecondsSince(start) {
  const { system, user } = process.cpuUsage(start);
  return (system + user) / 1e6;
}

const terraformJson = (outdir) => join(outdir, 'stacks', FABRIC, 'cdk.tf.json');
const stanzasFile = (outdir, hostname) => join(outdir, 'stacks', FABRIC, 'junos', `${hostname}.stanzas.json`);

/** Runs one measurement in a process of its own. */
function measure(...args) {
  const run = spawnSync(process.execPath, ['--max-old-space-size=8192', fileURLToPath(import.meta.url), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (run.status !== 0) {
    throw new Error(`the measurement '${args.join(' ')}' failed`);
  }
  return JSON.parse(run.stdout.trim().split('\n').at(-1));
}

function report(seconds) {
  console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
}

const [mode, ...args] = process.argv.slice(2);
if (mode === '--fabric') {
  report(synthFabric(Number(args[0]), args[1]));
} else if (mode === '--raw') {
  report(synthRaw(args[0], args[1]));
} else {
  const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100, 1000];
  console.log('leaves  servers   library            raw cdktf          ratio  Terraform JSON');
  for (const size of sizes) {
    const directory = mkdtempSync(join(tmpdir(), 'synth-scaling-'));
    const fabricDirectory = join(directory, 'fabric');
    const library = measure('--fabric', String(size), fabricDirectory);
    const raw = measure('--raw', fabricDirectory, join(directory, 'raw'));
    const column = ({ seconds, megabytes }) => `${seconds.toFixed(2)} s ${megabytes.toFixed(0)} MB`.padEnd(19);
    console.log(
      [
        String(size).padEnd(7),
        String((size / 2) * SERVERS_PER_LEAF).padEnd(9),
        column(library),
        column(raw),
        `${(library.seconds / raw.seconds).toFixed(1)}x`.padEnd(7),
        `${(statSync(terraformJson(fabricDirectory)).size / 1e6).toFixed(1)} MB`,
      ].join(''),
    );
    rmSync(directory, { recursive: true });
  }
}
