import type { SpawnSyncReturns } from 'node:child_process';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { childEnvironment } from '../../secrets/child-environment';

/** Whether and how the twin can run on this machine. */
export interface TwinCapabilities {
  /** What is missing, in words; empty: nothing is. */
  readonly missing: readonly string[];
  /** Whether a user namespace is needed, because we are not root. */
  readonly rootless: boolean;
}

const TOOLS: Readonly<Record<string, string>> = {
  unshare: 'util-linux',
  nsenter: 'util-linux',
  ip: 'iproute2',
  bridge: 'iproute2',
  ping: 'iputils-ping',
  nft: 'nftables',
  vtysh: 'frr',
};
const SEARCHED = ['/usr/bin', '/usr/sbin', '/bin', '/sbin'];

/** What the twin needs, looked for. @param userNamespace also where root would do without one */
export function twinCapabilities(userNamespace = false): TwinCapabilities {
  const rootless = userNamespace || process.getuid?.() !== 0;
  if (process.platform !== 'linux') return { missing: ['it needs Linux'], rootless };
  const absent = Object.entries(TOOLS).filter(([tool]) => !SEARCHED.some((place) => existsSync(`${place}/${tool}`)));
  const daemons = existsSync('/usr/lib/frr/bgpd') ? [] : ['/usr/lib/frr/bgpd (Debian package frr)'];
  const tools = absent.map(([tool, debian]) => `${tool} (Debian package ${debian})`);
  const missing = [...tools, ...daemons].map((one) => `${one} is not installed`);
  return { missing: [...missing, ...(missing.length > 0 ? [] : namespaces(rootless))], rootless };
}

function namespaces(rootless: boolean): string[] {
  const options = ['--net', '--mount', '--pid', '--fork', '--mount-proc', '--propagation', 'private'];
  const user = rootless ? ['--user', '--map-root-user'] : [];
  const script = 'ip link add twin0 type veth peer name twin1 && mount -t tmpfs tmpfs /run';
  const tried = spawnSync('unshare', [...user, ...options, 'sh', '-c', script], {
    encoding: 'utf8',
    env: childEnvironment(process.env),
    timeout: 20_000,
  });
  if (tried.status === 0) return [];
  const said = describeEnd(tried).trim();
  return [`namespaces${rootless ? ' of a user' : ''} are refused: ${said.replace(/\s+/g, ' ')}`];
}

function describeEnd({ error, status, stderr }: SpawnSyncReturns<string>): string {
  if (error !== undefined) return error.message;
  return stderr === '' ? `exit code ${status ?? 'unknown'}` : stderr;
}
