import { spawn, spawnSync } from 'node:child_process';
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
