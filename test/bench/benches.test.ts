import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { builtCli, REPOSITORY } from '../support/built-package';

const run = promisify(execFile);

/** The least that each measures, and what it ends with. */
const SMALLEST: Readonly<Record<string, { readonly args: readonly string[]; readonly prints: RegExp }>> = {
  'checks.mjs': { args: ['20', '40'], prints: /^40 beside 20 prefixes a leaf: [\d.]+$/m },
  'commands.mjs': { args: ['2'], prints: /^2( +[\d.]+ s \d+ MB){3}( +not here){2} +- -$/m },
  'performance.mjs': {
    args: ['--sizes', '2', '--only', 'synth', '--print'],
    prints: /^synth: 2 {2}[\d.]+ {2}left out {2}[\d.]+ s {2}\d+ MB {2}[\d.]+ s \d+ MB {2}left out$/m,
  },
  'reachability.mjs': { args: ['2'], prints: /^2 +48 +\d+ +[\d.]+ s +[\d.]+ s +1$/m },
  'readers.mjs': {
    args: ['200', '400'],
    prints: /^CPU per line, 400 beside 200 lines: set [\d.]+, curly [\d.]+, xml [\d.]+$/m,
  },
  'rollout.mjs': { args: ['2', '0'], prints: /junos-fabric +[\d.]+ s in 2 waves; bound [\d.]+ s, ratio [\d.]+/ },
  'rules.mjs': { args: ['2'], prints: /^2 +48 +[\d.]+ s +[\d.]+ s$/m },
  'synth-scaling.mjs': { args: ['2'], prints: /^2 +48 .* [\d.]+x/m },
  'terraform-plan.mjs': { args: ['2'], prints: /^2 +[\d.]+ s .* the same$|^terraform is not here$/m },
  'waves.mjs': { args: ['6'], prints: /^waves \d+, lower bound \d+: [\d.]+$/m },
};

beforeAll(() => {
  builtCli();
});

test('every bench is run here', () => {
  const benches = readdirSync(path.join(REPOSITORY, 'bench')).filter((name) => name.endsWith('.mjs'));
  expect(Object.keys(SMALLEST)).toEqual(benches.sort());
});

test.each(Object.entries(SMALLEST))('%s measures what it says', async (name, { args, prints }) => {
  const script = path.join(REPOSITORY, 'bench', name);
  // Peers are measured where somebody asks for them.
  const { stdout } = await run(process.execPath, [script, ...args], {
    env: { ...process.env, PYEZ_LEAVES: '0', ANSIBLE_PLAYBOOK: '', PYAVD_PYTHON: '' },
  });
  expect(stdout).toMatch(prints);
});
