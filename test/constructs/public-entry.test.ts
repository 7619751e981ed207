import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import * as entry from '../../lib/index';
import * as testing from '../../lib/testing';

const REPOSITORY = join(__dirname, '..', '..');
const IMPORT = /^(?:import|export)\s+(?!type\b)(?:[^'"]*?\sfrom\s+)?'([^']+)'/gm;

/** Packages that are loaded with a file, through everything it imports. */
function packagesOf(file: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(file)) return packages;
  seen.add(file);
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    if (!specifier.startsWith('.')) packages.add(specifier);
    else if (!specifier.endsWith('.json'))
      for (const held of packagesOf(sourceOf(file, specifier), seen)) packages.add(held);
  }
  return packages;
}

function sourceOf(from: string, specifier: string): string {
  const base = join(dirname(from), specifier);
  const file = [`${base}.ts`, join(base, 'index.ts')].find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error(`${relative(REPOSITORY, from)} imports ${specifier}, which is not there`);
  return file;
}

const isBuiltIn = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name);

test.each(['lib/index.ts', 'lib/testing/index.ts'])('%s loads nothing that its users do not install', (file) => {
  const loaded = [...packagesOf(join(REPOSITORY, file))].filter((name) => !isBuiltIn(name)).map(packageName);
  const allowed = ['@cdktf/provider-null', 'cdktf', 'constructs', 'ip-address', 'zod'];
  expect([...new Set(loaded)].filter((name) => !allowed.includes(name))).toEqual([]);
});

function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

test('the package offers constructs, choices, rules and its error, and nothing else', () => {
  expect(Object.keys(entry).sort()).toEqual([
    'Advertise',
    'BfdDuringRestart',
    'BgpAuthentication',
    'BgpGroup',
    'Carrier',
    'ChannelSpeed',
    'Consent',
    'EbgpEvpnOverlay',
    'EbgpServerPeering',
    'EvpnOverlay',
    'Expectation',
    'Fabric',
    'FabricDevice',
    'FabricError',
    'FabricLink',
    'FabricStack',
    'InterfaceSpeed',
    'IpFabricUnderlay',
    'JunosStatements',
    'KeyAlgorithm',
    'KeyChain',
    'KeyChainAlgorithm',
    'LacpMode',
    'LacpPeriodic',
    'LeafDevice',
    'LocalAddress',
    'Login',
    'MultihomedServer',
    'PlanDetail',
    'PortBreakout',
    'PrefixLimitAction',
    'Prerequisite',
    'QfxModel',
    'RemovalPolicy',
    'RolloutMode',
    'RoutingPolicy',
    'RulePack',
    'Rules',
    'Secret',
    'ServerFacingInterface',
    'ServerFormat',
    'Severity',
    'SpineDevice',
    'Survives',
    'TcpAoAlgorithm',
    'Vrf5Instance',
  ]);
  expect(Object.keys(testing).sort()).toEqual([
    'DeviceTemplate',
    'FabricTemplate',
    'ServerTemplate',
    'StanzaTemplate',
    'fabricMatchers',
  ]);
});
