/** Runs a command and says what it took: CPU seconds of it and all it started, seconds, megabytes of its largest process. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), 'measured.py');

/**
 * @param command words
 * @param options `cwd`, `env`; `accepted` exit codes, default 0 alone
 */
export async function measured(command, { accepted = [0], ...options } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'measured-'));
  try {
    const file = join(directory, 'usage.json');
    const child = spawn('python3', [SCRIPT, file, ...command], { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const [output, errors] = [keep(child.stdout), keep(child.stderr)];
    const code = await new Promise((done, failed) => child.once('error', failed).once('close', done));
    if (!accepted.includes(code)) {
      throw new Error(
        `'${command.join(' ')}' ended with ${code}:\n${output.text.slice(-2000)}${errors.text.slice(-2000)}`,
      );
    }
    return { ...JSON.parse(readFileSync(file, 'utf8')), output: output.text };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The end of what a stream says, which may be more than a string holds. */
function keep(stream) {
  const kept = { text: '' };
  stream.setEncoding('utf8').on('data', (text) => {
    kept.text = (kept.text + text).slice(-MOST_KEPT);
  });
  return kept;
}

const MOST_KEPT = 1 << 26;
