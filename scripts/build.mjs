/**
 * Builds `dist/`: the library (tsc); the CLI and the emulated devices for users' tests, each as one file that needs
 * nothing but node (esbuild); and the licences of what went into those files.
 *
 *   node scripts/build.mjs             everything
 *   node scripts/build.mjs --if-stale  everything, unless dist/ is newer than all that it is made of
 *   node scripts/build.mjs --cli       only what is bundled, into the existing dist/
 *
 * The output is the same on every machine: no absolute paths, no dates. It is made in a directory of its own and moved
 * into place when it is complete, so that a failed build leaves the last good one.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { thirdPartyNotices } from './support/third-party-notices.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const CLI = 'junos-fabric.cjs';
const LAB = 'testing-lab.cjs';
const NOTICES = 'THIRD-PARTY-NOTICES.txt';

/** The example that `init` writes as somebody's own project. */
const EXAMPLE = 'examples/multihomed-server';
const SCAFFOLD = [
  '.gitignore',
  'README.md',
  '__tests__/dc1.test.ts',
  'cdktf.json',
  'dc1.ts',
  'jest.config.cjs',
  'lab.json',
  'main.ts',
  'package.json',
  'tsconfig.json',
];

const MADE_OF = [
  'constructs',
  ...SCAFFOLD.map((file) => `${EXAMPLE}/${file}`),
  'lib',
  'package-lock.json',
  'package.json',
  'scripts/build.mjs',
  'scripts/support',
  'stacks',
  'tsconfig.build-lab.json',
  'tsconfig.build.json',
  'tsconfig.json',
];

/** ssh2's native speed-ups are optional, and a single file cannot carry them: it then uses its JavaScript. */
const withoutNativeParts = {
  name: 'without-native-parts',
  setup(bundler) {
    bundler.onResolve({ filter: /\.node$|^cpu-features$/ }, ({ path }) => ({ path, namespace: 'left-out' }));
    bundler.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path.split('/').pop()} is left out of this file`)});`,
    }));
  },
};

/** Texts of zod in forty languages; the CLI speaks one. */
const onlyEnglish = {
  name: 'only-english',
  setup(bundler) {
    bundler.onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

async function bundleCli(outDirectory) {
  const cli = await bundle('lib/cli/main.ts', join(outDirectory, CLI), '#!/usr/bin/env node\n');
  const lab = await bundle('lib/testing/lab.ts', join(outDirectory, LAB));
  chmodSync(join(outDirectory, CLI), 0o755);
  const inputs = Object.keys({ ...cli.inputs, ...lab.inputs });
  writeFileSync(join(outDirectory, NOTICES), thirdPartyNotices(root, inputs, [CLI, LAB]));
}

/** npm leaves a .gitignore out of a package, and this package stands in the repository where its users have a version. */
function copyScaffold(outDirectory) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const name of SCAFFOLD) {
    const text = readFileSync(join(root, EXAMPLE, name), 'utf8');
    const file = join(outDirectory, 'scaffold', name.replace(/^\./, ''));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, name === 'package.json' ? text.replace('"file:../.."', JSON.stringify(`^${version}`)) : text);
  }
}

/** One file of everything that an entry needs. */
async function bundle(entry, outfile, firstLine = '') {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    banner: {
      js: `${firstLine}// Part of cdktf-junos-fabric; ${NOTICES} of that package has the licences of what is bundled here.`,
    },
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    plugins: [withoutNativeParts, onlyEnglish],
  });
  return metafile;
}

function compileLibrary(outDirectory) {
  if (!existsSync(join(root, 'lib/index.ts'))) throw new Error('lib/index.ts, the entry of the library, is missing');
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const compile = (project, into) =>
    execFileSync(process.execPath, [tsc, '-p', project, '--outDir', into], { cwd: root, stdio: 'inherit' });
  compile('tsconfig.build.json', outDirectory);
  const declarations = join(outDirectory, 'declarations');
  compile('tsconfig.build-lab.json', declarations);
  copyDeclarations('lib/testing/lab', declarations, outDirectory);
  rmSync(declarations, { recursive: true });
}

/** Copies the types of one entry, and those that they refer to: what is behind them is in a bundle. */
function copyDeclarations(entry, from, into) {
  const file = `${entry}.d.ts`;
  const text = readFileSync(join(from, file), 'utf8');
  mkdirSync(dirname(join(into, file)), { recursive: true });
  writeFileSync(join(into, file), text);
  for (const [, specifier] of text.matchAll(/from '(\.[^']+)'/g)) {
    copyDeclarations(join(dirname(entry), specifier), from, into);
  }
}

/** The entries that package.json promises exist, and load without anything that only the CLI may use. */
function checkEntries(outDirectory) {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const entry of Object.values(exports)
    .filter((e) => typeof e === 'object')
    .flatMap(Object.values)) {
    const file = join(outDirectory, entry.replace('./dist/', ''));
    if (!existsSync(file)) throw new Error(`package.json exports ${entry}, which the build did not make`);
  }
}

function replaceDist(staging) {
  chmodSync(staging, 0o755);
  const former = `${staging}-former`;
  if (existsSync(dist)) renameSync(dist, former);
  renameSync(staging, dist);
  rmSync(former, { recursive: true, force: true });
}

/** Whether something that dist/ is made of was changed, added or removed after the build began that made it. */
function isStale() {
  return !existsSync(dist) || MADE_OF.some((path) => lastChange(join(root, path)) > statSync(dist).mtimeMs);
}

function lastChange(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => lastChange(join(path, name))));
}

async function main() {
  if (process.argv.includes('--if-stale') && !isStale()) return undefined;
  if (process.argv.includes('--cli')) {
    mkdirSync(dist, { recursive: true });
    return bundleCli(dist);
  }
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
  const staging = mkdtempSync(join(root, 'node_modules/.cache/dist-'));
  const begun = new Date();
  try {
    compileLibrary(staging);
    await bundleCli(staging);
    copyScaffold(staging);
    checkEntries(staging);
    replaceDist(staging);
    utimesSync(dist, begun, begun);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

main().catch((error) => {
  process.stderr.write(`build failed: ${error.message}\n`);
  process.exitCode = 1;
});
