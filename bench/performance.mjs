/**
 * Makes the tables of docs/performance.md: what each stage takes at N leaves with 48 servers each, in CPU seconds and
 * megabytes, beside raw cdktf, pyavd, a PyEZ loop and Ansible in the same run. Rows of sizes that are not run stay.
 *
 *   npm run build && node bench/performance.mjs [--sizes 10,50] [--only synth,plan,…] [--print]
 *
 * Sizes from 10 to 2000; a run of the default takes some minutes, one of 1000 and 2000 a night. `--print` writes nothing.
 * pyavd is installed from PyPI into a directory that goes away again; PYAVD_PYTHON names a Python that has it, and is
 * nothing where it shall be left out. The peers of the command line are those of `commands.mjs`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measured } from './support/measured.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const PAGE = join(HERE, '..', 'docs', 'performance.md');
const PYAVD = 'pyavd==6.4.0';
const NOT_HERE = 'not here';
const ABSENT_PYAVD = process.env.PYAVD_PYTHON === '' ? 'left out' : NOT_HERE;
const NODE = [process.execPath, '--max-old-space-size=8192'];

const script = (name, ...args) => [...NODE, join(HERE, name), ...args.map(String)];
const seconds = (one) => (one === undefined ? NOT_HERE : `${one.cpuSeconds.toFixed(1)} s`);
const memory = (one) => (one === undefined ? NOT_HERE : `${one.megabytes.toFixed(0)} MB`);
const ratio = (one, other) =>
  one === undefined || other === undefined ? NOT_HERE : `${(one.cpuSeconds / other.cpuSeconds).toFixed(2)}`;

/** The last line of a bench that begins with the size: its columns. */
function lineOf(output, size) {
  const line = output.split('\n').findLast((one) => new RegExp(`^${size} `).test(one));
  if (line === undefined) throw new Error(`no line of ${size} leaves in:\n${output}`);
  return line.trim().split(/ {2,}|(?<=MB) (?=\d)/);
}

async function synth(size, { pyavd, directory }) {
  const [own, raw] = [join(directory, 'fabric'), join(directory, 'raw')];
  const library = await measured(script('synth-scaling.mjs', '--fabric', size, own));
  const cdktf = await measured(script('synth-scaling.mjs', '--raw', own, raw));
  rmSync(directory, { recursive: true });
  const avd =
    pyavd === undefined ? undefined : await measured([pyavd, join(HERE, 'peers', 'pyavd_render.py'), String(size)]);
  return [
    ratio(library, cdktf),
    avd === undefined ? ABSENT_PYAVD : ratio(library, avd),
    seconds(library),
    memory(library),
    `${seconds(cdktf)} ${memory(cdktf)}`,
    avd === undefined ? ABSENT_PYAVD : `${seconds(avd)} ${memory(avd)}`,
  ];
}

async function terraform(size) {
  const { output } = await measured(script('terraform-plan.mjs', size));
  if (!output.startsWith('leaves')) return Array(4).fill(NOT_HERE);
  const [, own, literal, share, text] = lineOf(output, size);
  return [share, own, literal, text];
}

async function commands(size) {
  const { output } = await measured(script('commands.mjs', size));
  const [, plan, apply, verify, pyez, ansible, ratios] = lineOf(output, size);
  return [...ratios.split(' ').map((one) => (one === '-' ? NOT_HERE : one)), plan, apply, verify, pyez, ansible];
}

async function proof(size) {
  const { output, ...took } = await measured(script('reachability.mjs', size));
  const [, , failures, reading, proving] = lineOf(output, size);
  return [(parseFloat(proving) / parseFloat(reading)).toFixed(2), failures, proving, reading, memory(took)];
}

async function rules(size) {
  const { output, ...took } = await measured(script('rules.mjs', size));
  const [, , judging, rendering] = lineOf(output, size);
  return [(parseFloat(judging) / parseFloat(rendering)).toFixed(2), judging, rendering, memory(took)];
}

/** The readers of configurations, by lines of one leaf and not by leaves: what their bench prints. */
async function readers() {
  const { output } = await measured(script('readers.mjs'));
  return output.trim();
}

/** What is measured, with the heads of its columns behind that of the leaves. */
const STAGES = {
  synth: { measure: synth, heads: ['to raw cdktf', 'to pyavd', 'CPU', 'memory', 'raw cdktf', 'pyavd'] },
  terraform: { measure: terraform, heads: ['to literal texts', 'from files', 'literal texts', 'text of both plans'] },
  commands: {
    measure: commands,
    heads: ['PyEZ to apply', 'Ansible to apply', 'plan', 'apply', 'verify', 'PyEZ loop', 'Ansible'],
  },
  rules: { measure: rules, heads: ['to rendering', 'rules', 'rendering', 'memory'] },
  readers: { prints: readers },
  proof: { measure: proof, heads: ['to reading', 'failures', 'proof', 'reading', 'memory'] },
};

/** Which machine and which commit: never its name. */
function machine() {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: HERE, encoding: 'utf8' }).trim();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${gigabytes} GB, Node ${process.version}, ${commit}`;
}

const row = (columns) => `| ${columns.join(' | ')} |`;

/** The rows of an earlier run of a table, by leaves. */
function rowsOf(table) {
  const rows = [...table.matchAll(/^\| (\d+) +\|(.*)\|$/gm)];
  return new Map(rows.map(([, size, rest]) => [Number(size), [size, ...rest.split('|').map((one) => one.trim())]]));
}

/** Puts into the page, between the marks of a stage, what `make` makes of what stands there. */
function replace(stage, make) {
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = [`<!-- measured: ${stage} -->`, `<!-- end of ${stage} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`${PAGE} has no place for ${stage} between '${begin}' and '${end}'`);
  const made = make(page.slice(from + begin.length, to));
  writeFileSync(PAGE, `${page.slice(0, from)}${begin}\n\n${made}\n\n${page.slice(to)}`);
}

function withRows(stage, measuredRows, on) {
  replace(stage, (before) => {
    const rows = rowsOf(before);
    for (const [size, columns] of measuredRows) rows.set(size, [String(size), ...columns, on]);
    return tableOf(stage, rows);
  });
}

function tableOf(stage, rows) {
  const heads = ['leaves', ...STAGES[stage].heads, 'measured on'];
  const sorted = [...rows].sort(([one], [other]) => one - other).map(([, columns]) => columns);
  const lines = [heads, ...sorted];
  const widths = heads.map((head, column) => Math.max(3, ...lines.map((line) => (line[column] ?? '').length)));
  const padded = (columns) => row(widths.map((width, column) => (columns[column] ?? '').padEnd(width)));
  return [padded(heads), row(widths.map((width) => '-'.repeat(width))), ...sorted.map(padded)].join('\n');
}

/** A Python that has pyavd; undefined where there is none. */
function pythonWithPyavd(directory) {
  if (process.env.PYAVD_PYTHON !== undefined) return process.env.PYAVD_PYTHON || undefined;
  const environment = join(directory, 'pyavd');
  const python = join(environment, 'bin', 'python');
  const made = spawnSync('python3', ['-m', 'venv', environment]).status === 0;
  return made && spawnSync(python, ['-m', 'pip', 'install', '--quiet', PYAVD]).status === 0 ? python : undefined;
}

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10,50' },
    only: { type: 'string', default: Object.keys(STAGES).join() },
    print: { type: 'boolean', default: false },
  },
});
const sizes = values.sizes.split(',').map(Number);
const stages = values.only.split(',');
const unknown = stages.find((stage) => !(stage in STAGES));
if (unknown !== undefined) throw new Error(`no stage '${unknown}'; there are ${Object.keys(STAGES).join(', ')}`);

const directory = mkdtempSync(join(tmpdir(), 'performance-'));
try {
  const pyavd = stages.includes('synth') ? pythonWithPyavd(directory) : undefined;
  const on = machine();
  for (const stage of stages) {
    const rows = new Map();
    if (STAGES[stage].prints !== undefined) {
      const printed = await STAGES[stage].prints();
      console.log(printed);
      if (!values.print) replace(stage, () => `Measured on ${on}:\n\n\`\`\`text\n${printed}\n\`\`\``);
      continue;
    }
    for (const size of sizes) {
      const own = join(directory, `${stage}-${size}`);
      mkdirSync(own);
      rows.set(size, await STAGES[stage].measure(size, { pyavd, directory: own }));
      console.log(`${stage}: ${[size, ...rows.get(size)].join('  ')}`);
      if (!values.print) withRows(stage, rows, on);
    }
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
