// Bundles a program of the rollout's tests, with a reader of XML that remembers what it has read, and runs it in this process.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const support = path.dirname(fileURLToPath(import.meta.url));
const library = path.resolve(support, '../../../lib');
const xml = path.join(library, 'junos/formats/xml.ts');

const rememberedXml = {
  name: 'remembered-xml',
  setup(bundle) {
    bundle.onResolve({ filter: /\/xml$/ }, (asked) => {
      const isReader = path.resolve(asked.resolveDir, `${asked.path}.ts`) === xml;
      return isReader ? { path: xml, namespace: 'remembered' } : undefined;
    });
    bundle.onLoad({ filter: /.*/, namespace: 'remembered' }, () => ({
      contents: `
        const { rememberingXml } = require('./remembered-xml.ts');
        module.exports = rememberingXml(require(${JSON.stringify(xml)}));
      `,
      resolveDir: support,
    }));
  },
};

/**
 * Another function in the place of one that a module of the library exports.
 *
 * @param module - below `lib`, without its ending
 * @param code - an expression; `real` is the module as it is
 */
function replacing({ module, name, code }) {
  const file = path.join(library, `${module}.ts`);
  if (!existsSync(file)) throw new Error(`there is no module ${module} to break any more`);
  if (!new RegExp(`^export (async )?(function|const) ${name}\\b`, 'm').test(readFileSync(file, 'utf8')))
    throw new Error(`${module} exports no ${name} to break any more`);
  return {
    name: 'replacing',
    setup(bundle) {
      bundle.onResolve({ filter: /^\.{1,2}\// }, (asked) => {
        const isIt = asked.namespace !== 'replaced' && path.resolve(asked.resolveDir, `${asked.path}.ts`) === file;
        return isIt ? { path: file, namespace: 'replaced' } : undefined;
      });
      bundle.onLoad({ filter: /.*/, namespace: 'replaced' }, () => ({
        contents: `
          import * as real from ${JSON.stringify(file)};
          export * from ${JSON.stringify(file)};
          export const ${name} = ${code};
        `,
        resolveDir: support,
      }));
    },
  };
}

/**
 * @param entry - file name beside this one
 * @param breaks - what is replaced in the library
 */
export async function runBundled(entry, breaks = []) {
  const directory = mkdtempSync(path.join(tmpdir(), 'bundled-'));
  try {
    const outfile = path.join(directory, 'bundle.cjs');
    await build({
      entryPoints: [path.join(support, entry)],
      bundle: true,
      platform: 'node',
      target: 'node20',
      outfile,
      logLevel: 'warning',
      // Nothing of this goes over SSH.
      external: ['ssh2'],
      banner: { js: `require = require('node:module').createRequire(${JSON.stringify(import.meta.url)});` },
      plugins: [...breaks.map(replacing), rememberedXml],
    });
    createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
