/**
 * The first `terraform plan` of N leaves with 48 servers each, terraform_data for a carrier, beside the same plan with the
 * texts as literals in the Terraform JSON, as raw cdktf writes them: CPU seconds and memory. Both plans must print the same.
 *
 *   npm run build && node bench/terraform-plan.mjs [N …]        default: 10 100
 *
 * Needs terraform and python3 on PATH; no registry is asked. Without terraform it says so.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FABRIC, hostnames, SERVERS_PER_LEAF, synthesize } from './support/leaves.mjs';
import { measured } from './support/measured.mjs';

const ENVIRONMENT = { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
const FROM_FILE = /^\$\{try\(jsondecode\(file\("\$\{path\.module\}\/(junos\/[^"]+)"\)\), \{\}\)\}$/;

/** The stack, as deep in its directory as it was for the state is in it, with what Terraform would read from files in their place. */
function withLiterals(stack, directory) {
  cpSync(stack, directory, { recursive: true });
  const file = join(directory, 'cdk.tf.json');
  const read = (key, value) => {
    const [, path] = typeof value === 'string' ? (FROM_FILE.exec(value) ?? []) : [];
    return path === undefined ? value : escaped(JSON.parse(readFileSync(join(stack, path), 'utf8')));
  };
  const literal = JSON.stringify(JSON.parse(readFileSync(file, 'utf8'), read));
  if (literal.includes('jsondecode')) throw new Error('what is read from files is spelled in another way by now');
  writeFileSync(file, literal);
  return directory;
}

/** Terraform takes every text for a template. */
function escaped(texts) {
  return JSON.parse(JSON.stringify(texts), (key, value) =>
    typeof value === 'string' ? value.replace(/\$\{/g, '$$${').replace(/%\{/g, '%%{') : value,
  );
}

async function plan(directory) {
  const options = { cwd: directory, env: ENVIRONMENT };
  await measured(['terraform', 'init', '-no-color', '-input=false'], options);
  return measured(['terraform', 'plan', '-no-color', '-input=false'], options);
}

async function measure(leaves) {
  const directory = mkdtempSync(join(tmpdir(), 'terraform-plan-'));
  try {
    writeFileSync(join(directory, 'known_hosts'), '');
    const ports = Object.fromEntries(hostnames(leaves).map((name, place) => [name, 20_000 + place]));
    const stack = dirname(synthesize(directory, leaves, SERVERS_PER_LEAF, ports));
    const literal = await plan(withLiterals(stack, join(directory, 'literal', 'stacks', FABRIC)));
    const own = await plan(stack);
    return { own, literal, same: own.output === literal.output };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

if (spawnSync('terraform', ['version'], { env: ENVIRONMENT }).status !== 0) {
  console.log('terraform is not here');
  process.exit();
}
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100];
console.log('leaves  from files         literal texts      ratio  plan text');
for (const size of sizes) {
  const { literal, own, same } = await measure(size);
  const column = ({ cpuSeconds, megabytes }) => `${cpuSeconds.toFixed(2)} s ${megabytes.toFixed(0)} MB`.padEnd(19);
  const ratio = (own.cpuSeconds / literal.cpuSeconds).toFixed(2).padEnd(7);
  console.log(`${String(size).padEnd(8)}${column(own)}${column(literal)}${ratio}${same ? 'the same' : 'another'}`);
  if (!same) process.exitCode = 1;
}
