/**
 * What `junos-fabric plan`, `apply` and `verify` take over N emulated leaves with 48 servers each, and what others take to
 * load the same lines and commit them: a PyEZ loop, Ansible (`junos_config`, 20 forks). CPU seconds and memory of the
 * command alone, not of the devices.
 *
 *   npm run build && node bench/commands.mjs [N …]        default: 10 50
 *
 * Each command has a heap of $HEAP_MEGABYTES (1024). PyEZ needs Debian's python3-junos-eznc, and goes over the first
 * $PYEZ_LEAVES (10, 0 for none): one after the other, the rest takes as much each. Ansible is the `ansible-playbook` of
 * $ANSIBLE_PLAYBOOK with the collection junipernetworks.junos. A peer that is not there is named as such.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ansibleFiles, linesForPeers, startLab } from './support/emulated.mjs';
import { hostnames, PASSWORD, SERVERS_PER_LEAF, synthesize, USER } from './support/leaves.mjs';
import { measured } from './support/measured.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const CLI = join(HERE, '..', 'dist', 'junos-fabric.cjs');
const HEAP = `--max-old-space-size=${process.env.HEAP_MEGABYTES ?? 1024}`;
const DEBIAN_PYTHON = '/usr/bin/python3';
const PYEZ_LEAVES = Number(process.env.PYEZ_LEAVES ?? 10);
const ENVIRONMENT = { ...process.env, JUNOS_PASSWORD: PASSWORD };

const hasPyez = existsSync(DEBIAN_PYTHON) && spawnSync(DEBIAN_PYTHON, ['-c', 'import jnpr.junos']).status === 0;

/** One that loads the lines and commits them; its CPU counted up to all leaves. */
async function peer(command, share) {
  const { cpuSeconds, megabytes } = await measured(command, { env: ENVIRONMENT });
  return { cpuSeconds: cpuSeconds * share, megabytes };
}

async function pyez(directory, lines, ports) {
  const some = hostnames(Math.min(PYEZ_LEAVES, Object.keys(ports).length)).filter((name) => name in ports);
  if (!hasPyez || some.length === 0) return undefined;
  const file = join(directory, 'some-ports.json');
  writeFileSync(file, JSON.stringify(Object.fromEntries(some.map((name) => [name, ports[name]]))));
  const loop = join(HERE, 'peers', 'pyez_loop.py');
  return peer([DEBIAN_PYTHON, loop, file, lines, USER], leavesOf(ports) / some.length);
}

async function ansible(directory, lines, ports) {
  const playbook = process.env.ANSIBLE_PLAYBOOK;
  return playbook ? peer([playbook, ...ansibleFiles(directory, lines, ports, leavesOf(ports))], 1) : undefined;
}

const leavesOf = (ports) => Object.keys(ports).filter((name) => name.startsWith('leaf')).length;

async function measure(leaves) {
  const directory = mkdtempSync(join(tmpdir(), 'commands-bench-'));
  const lab = await startLab(directory, leaves, SERVERS_PER_LEAF);
  try {
    const ports = JSON.parse(readFileSync(join(directory, 'ports.json'), 'utf8'));
    const manifest = synthesize(directory, leaves, SERVERS_PER_LEAF, ports);
    const run = (...words) =>
      measured([process.execPath, HEAP, CLI, ...words, '--manifest', join(manifest, 'fabric.json')], {
        cwd: directory,
        env: ENVIRONMENT,
      });
    const [plan, apply, verify] = [await run('plan'), await run('apply'), await run('verify')];
    await lab.ask('reset');
    const lines = linesForPeers(manifest, directory, leaves);
    const loop = await pyez(directory, lines, ports);
    await lab.ask('reset');
    return { plan, apply, verify, pyez: loop, ansible: await ansible(directory, lines, ports) };
  } finally {
    lab.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 50];
console.log(
  'leaves  plan             apply            verify           PyEZ loop        Ansible          to apply: PyEZ, Ansible',
);
for (const size of sizes) {
  const results = await measure(size);
  const column = (one) =>
    one === undefined ? 'not here' : `${one.cpuSeconds.toFixed(1)} s ${one.megabytes.toFixed(0)} MB`;
  const columns = ['plan', 'apply', 'verify', 'pyez', 'ansible'].map((name) => column(results[name]).padEnd(17));
  const ratio = (one) => (one === undefined ? '-' : (one.cpuSeconds / results.apply.cpuSeconds).toFixed(2));
  console.log(`${String(size).padEnd(8)}${columns.join('')}${ratio(results.pyez)} ${ratio(results.ansible)}`);
}
