import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../support/processes';
import { builtCli, REPOSITORY } from '../support/built-package';

/** It installs a whole project: only where it is asked for, which CI does. */
const isAskedFor = process.env.JUNOS_FABRIC_E2E_PACKAGE === '1';
const describeWhenAsked = isAskedFor ? describe : describe.skip;

/** What `cdktf init --template=typescript` writes, with this package added. */
const PACKAGE = {
  name: 'made-by-cdktf-init',
  version: '1.0.0',
  main: 'main.js',
  types: 'main.ts',
  license: 'MPL-2.0',
  private: true,
  scripts: { synth: 'cdktf synth', compile: 'tsc --pretty', test: 'jest' },
  dependencies: { '@cdktf/provider-null': '^11.0.1', cdktf: '^0.21.0', constructs: '^10.4.2' },
  devDependencies: {
    '@types/jest': '^30.0.0',
    '@types/node': '^20.19.0',
    jest: '^30.0.0',
    'ts-jest': '^29.4.0',
    'ts-node': '^10.9.2',
    typescript: '^5.9.0',
  },
};

const TSCONFIG = {
  compilerOptions: {
    alwaysStrict: true,
    declaration: true,
    experimentalDecorators: true,
    inlineSourceMap: true,
    inlineSources: true,
    lib: ['es2018'],
    module: 'CommonJS',
    noEmitOnError: true,
    noFallthroughCasesInSwitch: true,
    noImplicitAny: true,
    noImplicitReturns: true,
    noImplicitThis: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    resolveJsonModule: true,
    strict: true,
    strictNullChecks: true,
    strictPropertyInitialization: true,
    stripInternal: true,
    target: 'ES2018',
    incremental: true,
    skipLibCheck: true,
  },
  include: ['**/*.ts'],
  exclude: ['node_modules', 'cdktf.out'],
};

const JEST_CONFIG = `module.exports = {
  clearMocks: true,
  moduleFileExtensions: ['ts', 'js', 'json', 'node'],
  setupFilesAfterEnv: ['<rootDir>/setup.js'],
  testEnvironment: 'node',
  testMatch: ['**/__tests__/**/*.ts', '**/?(*.)+(spec|test).ts'],
  transform: { '^.+\\\\.tsx?$': 'ts-jest' },
  testPathIgnorePatterns: ['/node_modules/', '.d.ts', '.js'],
};
`;

const SETUP = `const cdktf = require('cdktf');
cdktf.Testing.setupJest();
`;

const MAIN = `import { Construct } from 'constructs';
import { App } from 'cdktf';
import { FabricStack, LeafDevice, Login, MultihomedServer, QfxModel, Vrf5Instance } from 'cdktf-junos-fabric';

export class MyStack extends FabricStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      overlayAsn: 4210000001,
      login: Login.agent({ user: 'netops' }),
      knownHostsFile: 'known_hosts',
    });
    const leaves = [10, 11, 12].map(
      (n) =>
        new LeafDevice(this, \`leaf\${n}\`, {
          model: QfxModel.QFX10002_60C,
          junos: '19.1R2',
          loopback: \`192.168.1.\${n}\`,
          managementAddress: \`10.0.0.\${n}\`,
        }),
    );
    const vrf5 = new Vrf5Instance(this, 'VRF_5', { vni: 16776000, rdNumber: 5, routeTarget: 'target:62273:16776000' });
    new MultihomedServer(this, 'server1', {
      vrf: vrf5,
      asn: 4220000001,
      prefixes: ['10.1.5.0/24'],
      attachments: leaves.map((leaf, i) => ({ leaf, interface: 'et-0/0/15', subnet: \`172.16.104.\${4 * i}/30\` })),
    });
  }
}

if (require.main === module) {
  const app = new App();
  new MyStack(app, 'dc1');
  app.synth();
}
`;

const MAIN_TEST = `import 'cdktf/lib/testing/adapters/jest';
import { Testing } from 'cdktf';
import { FabricTemplate } from 'cdktf-junos-fabric/testing';
import { MyStack } from '../main';

test('each leaf has its own end of the server', () => {
  const template = FabricTemplate.fromStack(new MyStack(Testing.app(), 'dc1'));
  template.deviceCountIs(3);
  template.hasConfiguration('leaf11', ['set interfaces et-0/0/15 unit 0 family inet address 172.16.104.5/30']);
});
`;

describeWhenAsked(
  'the packed package, in a project like the one cdktf init makes (needs JUNOS_FABRIC_E2E_PACKAGE=1)',
  () => {
    jest.setTimeout(600_000);
    let directory: string;

    async function inProject(command: string, ...args: string[]): Promise<string> {
      return run(command, args, directory);
    }

    beforeAll(async () => {
      builtCli();
      directory = mkdtempSync(join(tmpdir(), 'junos-fabric-package-'));
      writeProject(directory);
      const packed = await run(
        'npm',
        ['pack', '--ignore-scripts', '--silent', '--pack-destination', directory],
        REPOSITORY,
      );
      const tarball = join(directory, packed.trim().split('\n').at(-1) ?? '');
      await inProject('npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', tarball);
    });

    afterAll(() => {
      rmSync(directory, { recursive: true, force: true });
    });

    test('brings nothing at run time but what reads addresses and forms', async () => {
      const tree = JSON.parse(await inProject('npm', 'ls', 'cdktf-junos-fabric', '--json', '--long')) as PackageTree;
      expect(Object.keys(tree.dependencies['cdktf-junos-fabric']?._dependencies ?? {})).toEqual(['ip-address', 'zod']);
    });

    test('type-checks', async () => {
      await inProject('npx', 'tsc', '--noEmit', '--skipLibCheck', 'false', '-p', '.');
    });

    test("type-checks with TypeScript's other ways to find a module", async () => {
      await inProject('npx', 'tsc', '--noEmit', '-p', '.', '--module', 'node16', '--moduleResolution', 'node16');
      await inProject('npx', 'tsc', '--noEmit', '-p', '.', '--module', 'preserve', '--moduleResolution', 'bundler');
    });

    test('passes a Jest test that imports . and ./testing', async () => {
      await inProject('npx', 'jest');
    });

    test('synthesizes, with the CLI in the stack directory', async () => {
      await inProject('npx', 'ts-node', 'main.ts');
      const stack = join(directory, 'cdktf.out', 'stacks', 'dc1');
      expect(readdirSync(stack).sort()).toEqual([
        'cdk.tf.json',
        'junos',
        'junos-fabric.cjs',
        'rules.json',
        'rules.sarif',
      ]);
      expect(readdirSync(join(stack, 'junos'))).toContain('leaf11.set');
    });

    test('has the command junos-fabric', async () => {
      expect(await inProject('npx', 'junos-fabric', '--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
    });

    test('is imported by an ECMAScript module too', async () => {
      const program = "import { FabricStack } from 'cdktf-junos-fabric'; console.log(typeof FabricStack);";
      expect(await inProject('node', '--input-type=module', '--eval', program)).toBe('function\n');
    });
  },
);

interface PackageTree {
  readonly dependencies: Readonly<Record<string, { readonly _dependencies?: Readonly<Record<string, string>> }>>;
}

function writeProject(directory: string): void {
  const files = {
    'package.json': JSON.stringify(PACKAGE, null, 2),
    'tsconfig.json': JSON.stringify(TSCONFIG, null, 2),
    'jest.config.js': JEST_CONFIG,
    'setup.js': SETUP,
    'main.ts': MAIN,
    known_hosts: '# nobody connects\n',
    '__tests__/main-test.ts': MAIN_TEST,
    'cdktf.json': JSON.stringify({
      language: 'typescript',
      app: 'npx ts-node main.ts',
      projectId: 'c1a2a3a4-0000-4000-8000-000000000000',
      sendCrashReports: 'false',
    }),
  };
  mkdirSync(join(directory, '__tests__'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
}
