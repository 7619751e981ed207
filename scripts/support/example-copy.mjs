/**
 * A copy of an example in a directory of its own, as somebody has it who has just installed the package. Used by the demo
 * and by the end-to-end tests.
 */
import { cpSync, mkdtempSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The bundled CLI. */
export const CLI = join(ROOT, 'dist', 'junos-fabric.cjs');

const MADE_BY_RUNNING = new Set(['node_modules', 'cdktf.out', '.lab', '.junos-fabric']);

/** Copies `examples/<name>` and gives its lab TCP ports that are free. Returns the directory. */
export async function copyExample(name) {
  const directory = mkdtempSync(join(tmpdir(), `junos-fabric-${name}-`));
  const source = join(ROOT, 'examples', name);
  for (const entry of readdirSync(source).filter((candidate) => !MADE_BY_RUNNING.has(candidate))) {
    cpSync(join(source, entry), join(directory, entry), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'), 'dir');
  await useFreePorts(join(directory, 'lab.json'));
  return directory;
}

/** Replaces one piece of a file, which must be there. */
export function edit(file, from, to) {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
  writeFileSync(file, text.replace(from, to));
}

async function useFreePorts(file) {
  const lab = JSON.parse(readFileSync(file, 'utf8'));
  const ports = await freePorts(lab.devices.length);
  lab.devices.forEach((device, index) => (device.port = ports[index]));
  writeFileSync(file, `${JSON.stringify(lab, null, 2)}\n`);
}

/** Ports that nothing listened on a moment ago; all are held until the last is found, so that they differ. */
async function freePorts(count) {
  const servers = await Promise.all(Array.from({ length: count }, listen));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

function listen() {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => done(server));
  });
}
