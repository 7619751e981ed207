import { execFile } from 'node:child_process';
import { twinCommandFailed } from '../errors';
import { childEnvironment } from '../../secrets/child-environment';
import { askDaemon } from './daemon-socket';
import type { TwinState } from './state';

const MOST_OUTPUT = 256 * 1024 * 1024;
/** Between the outputs of several commands: no command of the twin prints it. */
const SEPARATOR = '\u001e';

/** Without the caller's home, in which vtysh would leave a history. */
const ENVIRONMENT = { ...childEnvironment(process.env), HOME: '/run', VTYSH_HISTFILE: '/dev/null' };

/** Runs shell commands in the nodes of a twin. */
export class NodeShell {
  constructor(private readonly state: Pick<TwinState, 'pids' | 'rootless' | 'vrf'>) {}

  /** Standard output of a shell script. @throws twinCommandFailed */
  run(node: string, script: string, input?: string): Promise<string> {
    const pid = this.state.pids[node] ?? 0;
    const user = this.state.rootless ? ['-U', '--preserve-credentials'] : [];
    const args = ['-t', String(pid), ...user, '-m', '-n', '-u', '-i', '-p', '--', 'sh', '-c', script];
    return new Promise((resolve, reject) => {
      const child = execFile('nsenter', args, { maxBuffer: MOST_OUTPUT, env: ENVIRONMENT }, (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(twinCommandFailed(node, script.split('\n', 1)[0] ?? '', stderr || error.message));
      });
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input ?? '');
    });
  }

  /** What a daemon of a node answers to several commands; nothing while it is dead. */
  ask(node: string, daemon: 'bgpd' | 'zebra', commands: readonly string[]): Promise<readonly string[]> {
    return askDaemon(this.state.pids[node] ?? 0, daemon, commands);
  }

  /** Outputs of several commands, run in one go. */
  async runAll(node: string, commands: readonly string[]): Promise<readonly string[]> {
    const script = commands.join(`\nprintf '${SEPARATOR}'\n`);
    return (await this.run(node, script)).split(SEPARATOR);
  }

  /** How a command is run in a VRF of a node; undefined: in the main instance. */
  inside(vrf: string | undefined, command: string): string {
    if (vrf === undefined) return command;
    const how = this.state.vrf === 'netns' ? 'ip netns exec' : 'ip vrf exec';
    return `${how} ${vrf} ${command}`;
  }

  /** Words that make `ip` look at a VRF: `-n VRF_5`, and what follows `route show`. */
  ofVrf(vrf: string | undefined): { readonly namespace: string; readonly table: string } {
    if (vrf === undefined) return { namespace: '', table: '' };
    return this.state.vrf === 'netns'
      ? { namespace: `-n ${vrf} `, table: '' }
      : { namespace: '', table: `vrf ${vrf} ` };
  }
}

/** JSON that a command printed; undefined where it printed none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
