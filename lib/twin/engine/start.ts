import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { twinDidNotStart } from '../errors';
import { childEnvironment } from '../../secrets/child-environment';
import type { TwinPlan } from '../plan';
import { holderScript, startScript } from './holder-script';
import type { VrfMode } from './node-script';
import { nodeScript } from './node-script';
import { firstProcess, processTable } from './processes';
import { HOLDER_SCRIPT, prepareDirectory, writeHolder } from './state';

/** How a twin is started. */
export interface StartOptions {
  readonly directory: string;
  readonly rootless: boolean;
  readonly vrf: VrfMode;
  readonly timeoutMs: number;
}

/** The processes of a twin whose daemons run. */
export interface StartedTwin {
  readonly holder: { readonly pid: number; readonly startTime: string };
  /** First process of each node. */
  readonly pids: Readonly<Record<string, number>>;
  /** Lets the twin outlive this process; until then it ends with it. */
  readonly stay: () => void;
}

const POLL_MS = 20;
const LINES_OF_LOG = 20;

/** Starts every node and returns when its daemons run. @throws twinDirectoryTaken, twinDidNotStart */
export async function startTwin(plan: TwinPlan, options: StartOptions): Promise<StartedTwin> {
  const { directory } = options;
  prepareDirectory(directory);
  writeFiles(plan, options);
  const log = openSync(path.join(directory, 'holder.log'), 'w');
  const user = options.rootless ? ['--user', '--map-root-user'] : [];
  const child = spawn(
    'unshare',
    [
      ...user,
      ...HOLDER_NAMESPACES,
      '--fork',
      '--kill-child=KILL',
      '--mount-proc',
      '--propagation',
      'private',
      'sh',
      HOLDER_SCRIPT,
    ],
    { cwd: directory, detached: true, env: childEnvironment(process.env), stdio: ['pipe', log, log] },
  );
  closeSync(log);
  child.stdin?.on('error', () => undefined);
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended = `its first process ended with ${signal ?? `exit code ${code ?? 0}`}`));
  const pid = child.pid ?? 0;
  const began = writeHolder(directory, pid);
  try {
    await untilStarted(directory, options.timeoutMs, () => ended);
    const pids = nodePids(directory, pid);
    child.unref();
    return { holder: { pid, startTime: began }, pids, stay: () => child.stdin?.end('stay\n') };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

const HOLDER_NAMESPACES = ['--net', '--mount', '--uts', '--ipc', '--pid'];

function writeFiles(plan: TwinPlan, { directory, vrf }: StartOptions): void {
  writeFileSync(path.join(directory, HOLDER_SCRIPT), holderScript());
  for (const node of plan.nodes) {
    const home = path.join(directory, 'nodes', node.name);
    mkdirSync(home, { recursive: true });
    for (const [name, text] of Object.entries(node.files)) writeFileSync(path.join(home, name), text);
    writeFileSync(path.join(home, 'init.sh'), nodeScript(node, vrf));
  }
  chmodSync(directory, 0o755);
  writeFileSync(path.join(directory, 'start.sh'), startScript(plan));
}

async function untilStarted(directory: string, timeoutMs: number, ended: () => string | undefined): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  const has = (name: string): boolean => existsSync(path.join(directory, name));
  while (!has('started')) {
    const reason =
      ended() ?? (has('failed') ? `node ${read(directory, 'failed').trim().split(' ')[1] ?? ''} failed` : undefined);
    if (reason !== undefined) throw twinDidNotStart(reason, logs(directory));
    if (performance.now() > deadline) {
      throw twinDidNotStart(`its nodes were not up within ${timeoutMs / 1000} seconds`, logs(directory));
    }
    await delay(POLL_MS);
  }
}

/** Nodes are started by `unshare` processes, which the twin numbers in a way of its own. */
function nodePids(directory: string, holder: number): Record<string, number> {
  const table = processTable();
  const first = table.find(({ pid }) => pid === firstProcess(table, holder));
  const depth = first === undefined ? 0 : first.numbers.length;
  const lines = read(directory, 'pids').trim().split('\n');
  const nodes = lines.flatMap((line) => {
    const [name = '', number] = line.split(' ');
    const unshare = table.find(
      ({ numbers, parent }) =>
        numbers.length === depth && numbers.at(-1) === Number(number) && isBelow(table, parent, first?.pid),
    );
    const pid = unshare === undefined ? undefined : firstProcess(table, unshare.pid);
    return pid === undefined ? [] : [[name, pid] as const];
  });
  if (nodes.length !== lines.length) throw twinDidNotStart('some of its nodes have ended', logs(directory));
  return Object.fromEntries(nodes);
}

function isBelow(table: ReturnType<typeof processTable>, pid: number, above: number | undefined): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1;) {
    if (at === above) return true;
    at = table.find((one) => one.pid === at)?.parent;
  }
  return false;
}

function logs(directory: string): string {
  const failed = read(directory, 'failed').trim().split(' ')[1];
  const names = ['holder.log', 'start.log', ...(failed === undefined ? [] : [`nodes/${failed}/init.log`])];
  return names
    .map((name) => read(directory, name).trim().split('\n').slice(-LINES_OF_LOG).join('\n'))
    .filter((text) => text !== '')
    .join('\n');
}

function read(directory: string, name: string): string {
  try {
    return readFileSync(path.join(directory, name), 'utf8');
  } catch {
    return '';
  }
}

/** Which way of making VRFs this kernel has. */
export function vrfMode(rootless: boolean): VrfMode {
  const user = rootless ? ['--user', '--map-root-user'] : [];
  const tried = spawnSync('unshare', [...user, '--net', 'ip', 'link', 'add', 'twin0', 'type', 'vrf', 'table', '1001'], {
    env: childEnvironment(process.env),
  });
  return tried.status === 0 ? 'device' : 'netns';
}
