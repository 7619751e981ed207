/**
 * `npm run demo`: the whole way on emulated devices, in a copy of examples/multihomed-server. Nothing is downloaded.
 *
 * Deploys with Terraform where it is installed, and with junos-fabric alone where it is not.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CLI, copyExample, edit } from './support/example-copy.mjs';

const LEAVES = ['leaf10', 'leaf11', 'leaf12'];
const STARTED = Date.now();
const strong = (text) => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[0m` : text);
const faint = (text) => (process.stdout.isTTY ? `\u001b[2m${text}\u001b[0m` : text);

const hasTerraform = spawnSync('terraform', ['version'], { stdio: 'ignore' }).status === 0;
if (!existsSync(CLI)) throw new Error('dist/junos-fabric.cjs is missing: run npm run build first');

const project = await copyExample('multihomed-server');
const stack = join(project, 'cdktf.out', 'stacks', 'dc1');
const environment = { ...process.env, JUNOS_PASSWORD: 'netops', TF_IN_AUTOMATION: '1' };
delete environment.JUNOS_FABRIC_STATE;

let chapters = 0;

function chapter(title) {
  chapters += 1;
  const seconds = ((Date.now() - STARTED) / 1000).toFixed(0);
  process.stdout.write(`\n${strong(`${chapters}. ${title}`)}  ${faint(`(${seconds} s)`)}\n\n`);
}

/** Runs a command in the project and shows it with its output; `only` chooses the lines that are shown. */
function run(command, args, { directory = project, only = () => true, shownAs } = {}) {
  process.stdout.write(`${faint(`$ ${shownAs ?? [command, ...args].join(' ')}`)}\n`);
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: directory,
    env: environment,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  const text = `${stderr}${stdout}`;
  const lines = text.split('\n').filter((line, index, all) => only(line) && !(line === '' && all[index - 1] === ''));
  process.stdout.write(`${lines.join('\n').replace(/^\n+|\s+$/g, '')}\n`);
  if (status !== 0) {
    if (lines.length !== text.split('\n').length) process.stdout.write(text);
    throw new Error(`${shownAs ?? command} ended with exit code ${status}`);
  }
  return stdout;
}

function junosFabric(...args) {
  return run(process.execPath, [CLI, ...args], { shownAs: `junos-fabric ${args.join(' ')}` });
}

function synthesize() {
  execFileSync(process.execPath, [join(project, 'node_modules', 'tsx', 'dist', 'cli.mjs'), 'main.ts'], {
    cwd: project,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Terraform repeats each resource's address before each line of its step, and reports every few seconds that it waits. */
const isStepOrResult = (line) => /\(local-exec\): (?!Executing)|^(Apply|Destroy) complete|^No changes/.test(line);

function deploy() {
  if (!hasTerraform) return junosFabric('apply');
  run('terraform', ['apply', '-auto-approve', '-no-color'], { directory: stack, only: isStepOrResult });
}

function plan() {
  if (!hasTerraform) return junosFabric('plan');
  run('terraform', ['plan', '-no-color'], { directory: stack, only: planLines() });
}

/** The actions and their sum, without what Terraform says before and after them. */
function planLines() {
  let inside = false;
  return (line) => {
    if (/^Terraform will perform|^No changes/.test(line)) inside = true;
    const shown = inside;
    if (/^Plan:|^No changes/.test(line)) inside = false;
    return shown;
  };
}

/** What each leaf has stored, read with the first manifest, which knows all of them. */
function storedConfigurations() {
  const manifest = join(project, 'first', 'fabric.json');
  if (!existsSync(manifest)) cpSync(join(stack, 'junos'), join(project, 'first'), { recursive: true });
  return LEAVES.map((leaf) =>
    execFileSync(process.execPath, [CLI, 'show', leaf, '--stored', '--manifest', manifest], {
      cwd: project,
      env: environment,
      encoding: 'utf8',
    }),
  );
}

function assertSame(now, before, message) {
  if (JSON.stringify(now) !== JSON.stringify(before)) throw new Error(message);
}

function story() {
  chapter('An emulated fabric: two spines, three leaves, one server');
  junosFabric('lab', 'up');

  chapter('The program becomes one Junos configuration per leaf');
  process.stdout.write(`${faint('$ npx tsx main.ts')}\n`);
  synthesize();
  const baseline = storedConfigurations();
  junosFabric('plan', '--device', 'leaf10');

  chapter(hasTerraform ? 'Terraform carries it, junos-fabric acts' : 'Terraform is not installed: junos-fabric alone');
  if (hasTerraform)
    run('terraform', ['init', '-no-color', '-input=false'], {
      directory: stack,
      only: (line) => line.includes('successfully'),
    });
  deploy();

  chapter("The guide's two verifications, and ours");
  junosFabric('verify', '--tables');

  chapter('Once more: nothing changes');
  const deployed = storedConfigurations();
  deploy();
  assertSame(storedConfigurations(), deployed, 'the second apply changed a device');

  chapter("leaf12's subnet becomes 172.16.104.12/30");
  edit(join(project, 'dc1.ts'), '172.16.104.8/30', '172.16.104.12/30');
  synthesize();
  plan();
  deploy();
  junosFabric('verify');

  chapter('leaf11 leaves');
  edit(join(project, 'dc1.ts'), "    const leaf11 = this.leaf('leaf11', '192.168.1.11');\n", '');
  edit(join(project, 'dc1.ts'), "        { leaf: leaf11, interface: 'et-0/0/15', subnet: '172.16.104.4/30' },\n", '');
  if (!hasTerraform) junosFabric('withdraw', '--device', 'leaf11');
  synthesize();
  deploy();
  junosFabric('verify');

  chapter('Everything is taken back');
  if (hasTerraform)
    run('terraform', ['destroy', '-auto-approve', '-no-color'], { directory: stack, only: isStepOrResult });
  else junosFabric('withdraw', '--all');
  assertSame(storedConfigurations(), baseline, 'a leaf is not as it was before');
  process.stdout.write(
    `\n${strong('The configuration of each leaf is, line for line, what it was before the fabric.')}\n`,
  );
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
