/**
 * How long a rollout over N emulated leaves takes, beside what its slowest steps would allow, a sequential PyEZ loop and
 * Ansible (`junos_config`, 20 forks) on the same devices.
 *
 *   npm run build && node bench/rollout.mjs [N [seconds of device time …]]      default: 200 1 5
 *
 * Device time is what each commit and commit check takes on a device. The bound is the slowest staging, the slowest apply
 * and check of each wave, and the slowest confirmation. Memory is what the process holds when each wave begins and when
 * it is decided to confirm, and at most until then; the process has a heap of $HEAP_MEGABYTES (128), so that what nobody
 * has collected yet does not count. PyEZ needs Debian's python3-junos-eznc, and goes over
 * the first $PYEZ_LEAVES (20, 0 for none): one after the other, the rest takes as long each. Ansible is the
 * `ansible-playbook` of $ANSIBLE_PLAYBOOK with the collection junipernetworks.junos. A peer that is not there is left out.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ansibleFiles, linesForPeers, startLab } from './support/emulated.mjs';
import { hostnames, PASSWORD, synthesize, USER } from './support/leaves.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '..');
const CLI = join(ROOT, 'dist', 'junos-fabric.cjs');
const SERVERS_PER_PAIR = 1;
const ENVIRONMENT = { ...process.env, JUNOS_PASSWORD: PASSWORD };
const DEBIAN_PYTHON = '/usr/bin/python3';
const HEAP_MEGABYTES = Number(process.env.HEAP_MEGABYTES ?? 128);
const PYEZ_LEAVES = Number(process.env.PYEZ_LEAVES ?? 20);

/** Megabytes that a process holds (`VmRSS`), or has held at most (`VmHWM`). */
function megabytesOf({ pid }, field) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
}

/** Runs the rollout and returns its events, how long it took and what it held. */
async function rollOut(manifest, directory) {
  const start = performance.now();
  const words = ['apply', '--manifest', join(manifest, 'fabric.json'), '--json'];
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MEGABYTES}`, CLI, ...words], {
    cwd: directory,
    env: ENVIRONMENT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (data) => (errors += data));
  const ended = new Promise((done) => child.on('close', done));
  const events = [];
  const memory = [];
  let most = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line);
    if (event.type === 'waveStarted' || event.type === 'decided') memory.push(megabytesOf(child, 'VmRSS'));
    if (event.type === 'decided') most = megabytesOf(child, 'VmHWM');
    events.push(event);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`the rollout ended with ${code}:\n${errors}${JSON.stringify(events.at(-1))}`);
  return { events, memory, most, seconds: (performance.now() - start) / 1000 };
}

/** The slowest of each kind of step, from what the rollout said about itself. */
function boundOf(events) {
  const started = events.filter(({ type }) => type === 'waveStarted');
  const seconds = (type, wave) =>
    Math.max(
      ...events.filter((event) => event.type === type && wave(event.hostname)).map(({ tookMs }) => tookMs / 1000),
    );
  const staging = seconds('staged', () => true);
  const waves = started.map(({ hostnames: wave }) => seconds('deviceReady', (hostname) => wave.includes(hostname)));
  const confirming = seconds('confirmed', () => true);
  return { waves: started.length, bound: staging + waves.reduce((sum, one) => sum + one, 0) + confirming };
}

/** Seconds that a peer took; undefined where it is not here. */
function peer(title, command, args) {
  if (command === undefined) return undefined;
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, {
    env: ENVIRONMENT,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${title} ended with ${status}:\n${stdout.slice(-2000)}${stderr.slice(-2000)}`);
  return (performance.now() - start) / 1000;
}

/** Who else can carry the same lines onto the same devices, and how to measure it. */
function peersOf(lines, ports) {
  const some = Object.fromEntries(hostnames(Math.min(leaves, PYEZ_LEAVES)).map((name) => [name, ports[name]]));
  const measured = Object.keys(some).length;
  const portsOfSome = join(directory, 'some-ports.json');
  writeFileSync(portsOfSome, JSON.stringify(some));
  const loop = [join(HERE, 'peers', 'pyez_loop.py'), portsOfSome, lines, USER];
  return [
    {
      title: 'PyEZ loop',
      note: measured < leaves ? ` (${measured} leaves measured, ${leaves} reckoned)` : '',
      measure: () => {
        const took = peer('PyEZ', pyez && measured > 0 ? DEBIAN_PYTHON : undefined, loop);
        return took === undefined ? undefined : (took * leaves) / measured;
      },
    },
    {
      title: 'Ansible -f 20',
      note: '',
      measure: () =>
        peer('Ansible', process.env.ANSIBLE_PLAYBOOK || undefined, ansibleFiles(directory, lines, ports, leaves)),
    },
  ];
}

const [leaves, ...deviceSeconds] = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [200, 1, 5];
const pyez = existsSync(DEBIAN_PYTHON) && spawnSync(DEBIAN_PYTHON, ['-c', 'import jnpr.junos']).status === 0;
const directory = mkdtempSync(join(tmpdir(), 'rollout-bench-'));
const lab = await startLab(directory, leaves, SERVERS_PER_PAIR);
try {
  const ports = JSON.parse(readFileSync(join(directory, 'ports.json'), 'utf8'));
  const manifest = synthesize(directory, leaves, SERVERS_PER_PAIR, ports);
  const lines = linesForPeers(manifest, directory, leaves);
  for (const seconds of deviceSeconds.length > 0 ? deviceSeconds : [1, 5]) {
    await lab.ask(`commit ${seconds * 1000}`);
    const run = await rollOut(manifest, directory);
    const { waves, bound } = boundOf(run.events);
    console.log(`${leaves} leaves, ${seconds} s of device time`);
    console.log(
      `  junos-fabric   ${run.seconds.toFixed(1)} s in ${waves} waves; bound ${bound.toFixed(1)} s, ratio ${(run.seconds / bound).toFixed(2)}`,
    );
    const megabytes = run.memory.map((one) => one.toFixed(0)).join(' ');
    console.log(`  memory         ${megabytes} MB, at most ${run.most.toFixed(0)} MB`);
    await lab.ask('reset');
    for (const { title, note, measure } of peersOf(lines, ports)) {
      const took = measure();
      const text =
        took === undefined
          ? 'not here'
          : `${took.toFixed(1)} s, ${(took / run.seconds).toFixed(1)} times as long${note}`;
      console.log(`  ${title.padEnd(14)} ${text}`);
      if (took !== undefined) await lab.ask('reset');
    }
  }
} finally {
  lab.stop();
  rmSync(directory, { recursive: true, force: true });
}
