import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { Testing } from 'cdktf';
import type { FabricPools, MultihomedServerProps } from '../../../lib/index';
import { FabricStack, MultihomedServer, Vrf5Instance } from '../../../lib/index';
import { FABRIC_PROPS, guideLeaf } from '../../support/guide-stack';
import { appIn, projectDirectory } from '../../support/synth';

/** Pools with room for the page of the guide. */
export const POOLS: FabricPools = {
  subnets: ['172.16.104.0/24'],
  rdNumbers: '5-999',
  vnis: '16776000-16776999',
  routeTargets: 'target:62273:16776000-16776999',
};

const ENVIRONMENT = ['CI', 'JUNOS_FABRIC_FROZEN'] as const;

/** What decides whether the lock file is frozen. */
export type FreezingEnvironment = Partial<Record<(typeof ENVIRONMENT)[number], string>>;

/** Sets what is given and takes the rest away. */
export function setEnvironment(values: FreezingEnvironment): void {
  for (const name of ENVIRONMENT) {
    const value = values[name];
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
}

/** Lets the lock file change in every test of the file that does not say otherwise, also where the tests run in CI. */
export function useUnfrozenLockFile(): void {
  const before = Object.fromEntries(ENVIRONMENT.map((name) => [name, process.env[name]]));
  beforeEach(() => {
    setEnvironment({});
  });
  afterAll(() => {
    setEnvironment(before);
  });
}

/** What differs from a fabric with one server on three leaves. */
export interface PooledFabricOptions {
  readonly app?: App;
  readonly project?: string;
  readonly name?: string;
  readonly pools?: FabricPools;
  /** Servers by name, each on these leaves. */
  readonly servers?: readonly (readonly [
    name: string,
    leaves: readonly number[],
    props?: Partial<MultihomedServerProps>,
  ])[];
  readonly vrf?: string;
  readonly knownHostsFile?: string;
}

/** A fabric whose values come from pools. */
export function pooledFabric(options: PooledFabricOptions = {}): FabricStack {
  const {
    app = Testing.app(),
    project = projectDirectory(),
    name = 'dc1',
    servers = [['server1', [10, 11, 12]]],
  } = options;
  const pools = { ...POOLS, lockFile: join(project, 'fabric.lock.json'), ...options.pools };
  const { knownHostsFile = FABRIC_PROPS.knownHostsFile } = options;
  const stack = new FabricStack(app, name, { ...FABRIC_PROPS, knownHostsFile, pools });
  const numbers = [...new Set(servers.flatMap(([, leaves]) => leaves))];
  const leaves = new Map(numbers.map((n) => [n, guideLeaf(stack, n)]));
  const vrf = new Vrf5Instance(stack, options.vrf ?? 'VRF_5', {});
  servers.forEach(([server, homes, props], i) => {
    new MultihomedServer(stack, server, {
      vrf,
      asn: 4220000001 + i,
      prefixes: [`10.1.${i}.0/24`],
      attachments: homes.flatMap((n) => {
        const leaf = leaves.get(n);
        return leaf === undefined ? [] : [{ leaf, interface: `et-0/0/${15 + i}` }];
      }),
      ...props,
    });
  });
  return stack;
}

/** Synthesizes such a fabric as its only one, for real. */
export function synth(project: string, options: PooledFabricOptions = {}): FabricStack {
  const app = appIn(project);
  const stack = pooledFabric({ ...options, app, project });
  app.synth();
  return stack;
}

/** Text of the lock file. */
export function lockFile(project: string): string {
  return readFileSync(join(project, 'fabric.lock.json'), 'utf8');
}

/** Lines of allocations, without the note at the end. */
export function lines(project: string): string[] {
  return lockFile(project)
    .split('\n')
    .filter((line) => line.startsWith('      ') && !line.includes('"~"') && !line.includes('managementAddress'))
    .map((line) => line.trim().replace(/,$/, '').replaceAll('"', ''));
}
