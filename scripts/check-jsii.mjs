/**
 * Compiles the public constructs with jsii, on a copy: they stay usable from the other languages of the CDKs. What only
 * TypeScript has is left out there: rules of one's own, which are functions of the intent, and the error that is thrown.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const FOLDERS = ['constructs', 'lib', 'stacks'];
const ONLY_TYPESCRIPT = /^export .* from '\.\/(?:model\/fabric-error|platform\/.*|rules\/rule)';\n/gm;

function readJson(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

/** Replaces a text that has to be there: else the copy would be another one than this script means. */
function edit(file, from, to) {
  const text = readFileSync(file, 'utf8');
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${file} does not have ${from} any more: mend scripts/check-jsii.mjs`);
  writeFileSync(file, edited);
}

function packageForJsii() {
  const { name, version, description, license, dependencies, peerDependencies } = readJson('package.json');
  return {
    name,
    version,
    description,
    license,
    author: { name },
    repository: { url: `https://example.com/${name}.git` },
    main: 'build/lib/index.js',
    types: 'build/lib/index.d.ts',
    dependencies,
    bundledDependencies: Object.keys(dependencies),
    peerDependencies,
    jsii: { outdir: 'out', targets: {}, tsconfig: 'tsconfig.json', validateTsconfig: 'off' },
  };
}

function writeCopy(copy) {
  for (const folder of FOLDERS) cpSync(join(root, folder), join(copy, folder), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const file of ['README.md', 'LICENSE']) cpSync(join(root, file), join(copy, file));
  writeFileSync(join(copy, 'package.json'), JSON.stringify(packageForJsii()));
  const compilerOptions = {
    ...readJson('tsconfig.json').compilerOptions,
    ...readJson('tsconfig.build.json').compilerOptions,
    outDir: 'build',
  };
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['lib/index.ts'] }));
  edit(join(copy, 'lib/index.ts'), ONLY_TYPESCRIPT, '');
  edit(join(copy, 'lib/rules/rule-pack.ts'), "import type { Rule } from './rule';", 'type Rule = any;');
}

const copy = mkdtempSync(join(tmpdir(), 'jsii-'));
try {
  writeCopy(copy);
  mkdirSync(join(copy, 'out'));
  const jsii = createRequire(import.meta.url).resolve('jsii/bin/jsii');
  execFileSync(process.execPath, [jsii, '--silence-warnings', 'reserved-word'], {
    cwd: copy,
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1' },
    stdio: 'inherit',
  });
} catch (error) {
  process.stderr.write(`jsii refuses the public constructs: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
