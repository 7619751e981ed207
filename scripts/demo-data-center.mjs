/**
 * `npm run demo:data-center`: a whole data center from empty devices, in a copy of examples/data-center, on emulated
 * devices. Nothing is downloaded; junos-fabric acts alone, as it does under Terraform.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CLI, copyExample, edit } from './support/example-copy.mjs';

const STARTED = Date.now();
const strong = (text) => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[0m` : text);
const faint = (text) => (process.stdout.isTTY ? `\u001b[2m${text}\u001b[0m` : text);

if (!existsSync(CLI)) throw new Error('dist/junos-fabric.cjs is missing: run npm run build first');

const project = await copyExample('data-center');
const environment = { ...process.env, JUNOS_PASSWORD: 'netops', LB1_KEY: 'lb1-secret' };
delete environment.JUNOS_FABRIC_STATE;
// A demo is no pipeline: subnets of what it adds may be recorded, in the copy.
delete environment.CI;

let chapters = 0;

function chapter(title) {
  chapters += 1;
  const seconds = ((Date.now() - STARTED) / 1000).toFixed(0);
  process.stdout.write(`\n${strong(`${chapters}. ${title}`)}  ${faint(`(${seconds} s)`)}\n\n`);
}

/** Runs junos-fabric in the project and shows it with its output. */
function junosFabric(...args) {
  process.stdout.write(`${faint(`$ junos-fabric ${args.join(' ')}`)}\n`);
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: project,
    env: environment,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  process.stdout.write(`${`${stderr}${stdout}`.trim()}\n`);
  if (status !== 0) throw new Error(`junos-fabric ${args[0]} ended with exit code ${status}`);
}

function synthesize() {
  process.stdout.write(`${faint('$ npx tsx main.ts')}\n`);
  execFileSync(process.execPath, [join(project, 'node_modules', 'tsx', 'dist', 'cli.mjs'), 'main.ts'], {
    cwd: project,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function story() {
  chapter('Two spines and four leaves with nothing but a name and a login, and six servers');
  junosFabric('lab', 'up');

  chapter('The program becomes underlay, overlay, VRFs and server ports, one configuration a device');
  synthesize();

  chapter('All of it is one change: every device ends with it, or none');
  junosFabric('apply');
  junosFabric('verify');

  chapter('The network card of app1 has been replaced: its second home carries traffic again');
  edit(join(project, 'data-center.ts'), ", drain: 'its network card is replaced on Thursday'", '');
  synthesize();
  junosFabric('plan');
  junosFabric('apply');
  junosFabric('verify');

  chapter('Everything is taken back');
  junosFabric('withdraw', '--all');
}

function cleanUp() {
  spawnSync(process.execPath, [CLI, 'lab', 'down'], { cwd: project, env: environment, stdio: 'ignore' });
  rmSync(project, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    cleanUp();
    process.exit(1);
  });
}

try {
  story();
  process.stdout.write(`${faint(`${((Date.now() - STARTED) / 1000).toFixed(0)} s`)}\n`);
} catch (error) {
  process.stdout.write(`\n${strong('The demo failed:')} ${error.message}\n`);
  process.exitCode = 1;
} finally {
  cleanUp();
}
