// Bundles the fault matrix, with a reader of XML that remembers what it has read, and runs it in this process.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const support = path.dirname(fileURLToPath(import.meta.url));
const xml = path.resolve(support, '../../../lib/junos/formats/xml.ts');

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

const directory = mkdtempSync(path.join(tmpdir(), 'fault-matrix-'));
try {
  const outfile = path.join(directory, 'matrix.cjs');
  await build({
    entryPoints: [path.join(support, 'matrix-process.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    outfile,
    logLevel: 'warning',
    // Nothing of the matrix goes over SSH.
    external: ['ssh2'],
    banner: { js: `require = require('node:module').createRequire(${JSON.stringify(import.meta.url)});` },
    plugins: [rememberedXml],
  });
  createRequire(import.meta.url)(outfile);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
