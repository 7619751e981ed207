import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** Lints one line of source as if it stood in `file`, with the architecture's rules only, and returns the messages. */
function lint(file: string, source: string): string[] {
  const config = `import p from 'typescript-eslint'; import a from './eslint.architecture.mjs'; import { ESLint } from 'eslint';
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parser: p.parser } }, ...a] });
    const [result] = await eslint.lintText(process.env.SOURCE, { filePath: process.env.FILE });
    console.log(JSON.stringify(result.messages.map((m) => m.message)));`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', config], {
    cwd: ROOT,
    env: { ...process.env, SOURCE: source, FILE: file },
    encoding: 'utf8',
  });
  if (run.status !== 0) {
    throw new Error(run.stderr);
  }
  return JSON.parse(run.stdout) as string[];
}

test.each([
  ['lib/render/x.ts', "import { Fabric } from '../../constructs/fabric';", /never imports constructs/],
  [
    'lib/testing/x.ts',
    "import { FabricStack } from '../../stacks/fabric-stack';",
    /never imports constructs\/ or stacks/,
  ],
  ['lib/rollout/x.ts', "import { Lab } from '../emulator/lab';", /never imports the lab/],
  ['lib/checks/x.ts', "import type { Lab } from '../emulator/lab';", /never imports the lab/],
  ['lib/netconf/x.ts', "import { Lab } from '../emulator/lab';", /never imports the lab/],
  ['lib/reachability/x.ts', "import { demandsOf } from '../rules/facts/demands';", /never imports them/],
  ['lib/reachability/state/x.ts', "import { demandsOf } from '../../rules/facts/demands';", /never imports them/],
  ['lib/reachability/x.ts', "import { Fabric } from '../../constructs/fabric';", /never imports constructs/],
  ['lib/render/x.ts', "import { Token } from 'cdktf';", /only constructs\/, stacks\/ and lib\/testing know cdktf/],
  [
    'lib/model/x.ts',
    "import { Construct } from 'constructs';",
    /only constructs\/, stacks\/ and lib\/testing know cdktf/,
  ],
])('%s may not contain %s', (file, source, message) => {
  expect(lint(file, source)).toEqual([expect.stringMatching(message)]);
});

test.each([
  ['lib/index.ts', "export { Fabric } from '../constructs/fabric';"],
  ['lib/testing/x.ts', "import { TerraformStack } from 'cdktf';"],
  ['lib/rules/x.ts', "import { Reachability } from '../reachability/reachability';"],
  ['lib/cli/x.ts', "import { Lab } from '../emulator/lab';"],
  ['constructs/x.ts', "import { renderDevice } from '../lib/render/render-device';"],
])('%s may contain %s', (file, source) => {
  expect(lint(file, source)).toEqual([]);
});
