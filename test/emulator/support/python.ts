import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PYTHON = '/usr/bin/python3';

/** Whether Debian's Python has the modules. */
function pythonHas(...modules: readonly string[]): boolean {
  return spawnSync(PYTHON, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' }).status === 0;
}

/** `describe` where the modules are there; a skipped test that says so where they are not. */
export function describeWithPython(title: string, modules: readonly string[], body: () => void): void {
  if (pythonHas(...modules)) {
    describe(title, body);
    return;
  }
  describe(title, () => {
    test.skip(`needs the Python modules ${modules.join(', ')}`, () => undefined);
  });
}

/**
 * Runs a script of `test/emulator/clients`. A line `advance N` that it prints moves the lab's time; the script reads a line
 * before it goes on. Resolves with everything else it printed, and rejects when it fails.
 */
export function runClient(
  script: string,
  args: readonly string[],
  advance: (seconds: number) => void,
): Promise<string[]> {
  const child = spawn(PYTHON, ['-W', 'ignore', path.join(__dirname, '..', 'clients', script), ...args]);
  const printed: string[] = [];
  let pending = '';
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    pending += text;
    for (let end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n')) {
      const line = pending.slice(0, end);
      pending = pending.slice(end + 1);
      const [, seconds] = /^advance (\d+)$/.exec(line) ?? [];
      if (seconds === undefined) printed.push(line);
      else {
        advance(Number(seconds));
        child.stdin.write('\n');
      }
    }
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`${script} ended with ${code ?? 'a signal'}:\n${printed.join('\n')}\n${said}`));
    });
  });
}

const ANSIBLE = '/usr/bin/ansible-playbook';

/**
 * Runs a playbook of `test/emulator/clients` on one device that listens on a port of 127.0.0.1. Resolves with the message of
 * its last task, and rejects when it fails.
 */
export async function runPlaybook(playbook: string, hostname: string, port: number): Promise<unknown> {
  const home = mkdtempSync(path.join(tmpdir(), 'ansible-'));
  const variables = {
    ansible_host: '127.0.0.1',
    ansible_port: port,
    ansible_user: 'netops',
    ansible_password: 'netops',
    ansible_connection: 'ansible.netcommon.netconf',
    ansible_network_os: 'junipernetworks.junos.junos',
    ansible_python_interpreter: PYTHON,
  };
  const file = path.join(__dirname, '..', 'clients', playbook);
  const child = spawn(ANSIBLE, ['-i', `${hostname},`, '-e', JSON.stringify(variables), file], {
    cwd: home,
    env: {
      PATH: '/usr/bin:/bin',
      HOME: home,
      LANG: 'C.UTF-8',
      ANSIBLE_HOST_KEY_CHECKING: 'False',
      ANSIBLE_STDOUT_CALLBACK: 'json',
      ANSIBLE_PERSISTENT_CONTROL_PATH_DIR: path.join(home, 'pc'),
    },
  });
  const printed: Buffer[] = [];
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const output = Buffer.concat(printed).toString();
    if (code !== 0)
      throw new Error(`${playbook} ended with ${code ?? 'a signal'}:\n${output}\n${Buffer.concat(said).toString()}`);
    return lastMessage(output, hostname);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function lastMessage(output: string, hostname: string): unknown {
  const { plays } = JSON.parse(output) as {
    plays: readonly { tasks: readonly { hosts: Readonly<Record<string, { msg?: unknown } | undefined>> }[] }[];
  };
  return plays.at(-1)?.tasks.at(-1)?.hosts[hostname]?.msg;
}
