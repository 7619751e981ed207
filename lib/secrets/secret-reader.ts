import { execFile } from 'node:child_process';
import type { ExecFileException } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { secretUnavailable, secretUnusable } from './errors';
import { describeSecret } from '../intent/describe-secret';
import type { SecretIntent } from '../intent/fabric-intent';
import { checkWord } from '../junos/tree/words';
import { childEnvironment } from './child-environment';
import { atHome } from './home';

/** How secrets are read. */
export interface SecretReaderOptions {
  /**
   * Where variables are looked up.
   * @default - the environment of the process
   */
  readonly environment?: NodeJS.ProcessEnv;
  /**
   * Milliseconds that a command gets.
   * @default 30000
   */
  readonly commandTimeoutMs?: number;
  /**
   * Hears what is doubtful about a secret, for example a file that everybody can read. Never the secret.
   * @default - nobody
   */
  readonly onWarning?: (message: string) => void;
}

const COMMAND_TIMEOUT_MS = 30_000;
/** Of a file, or of what a command prints. */
const MAX_BYTES = 64 * 1024;
/** Group and others. */
const NOT_THE_OWNER = 0o077;

/** What stands where a secret should be, or why nothing does. */
type Found = { readonly text: string } | { readonly reason: string };

/**
 * Reads secrets from where they are. Each is read once, however often it is asked for: a command may ask somebody to touch
 * a token.
 */
export class SecretReader {
  private readonly known = new Map<string, Promise<string>>();

  constructor(private readonly options: SecretReaderOptions = {}) {}

  /**
   * The secret: the value of the variable, the first line of the file, the first line that the command prints.
   *
   * @param what - is needed, for messages: `the BGP key of server1`
   * @throws secretUnavailable, secretUnusable; neither has the secret in it
   */
  read(secret: SecretIntent, what: string): Promise<string> {
    const key = JSON.stringify(secret);
    let reading = this.known.get(key);
    if (reading === undefined) {
      reading = this.readOnce(secret, what);
      this.known.set(key, reading);
    }
    return reading;
  }

  private async readOnce(secret: SecretIntent, what: string): Promise<string> {
    const found = await this.find(secret);
    if ('reason' in found) throw secretUnavailable(what, describeSecret(secret), found.reason);
    const [line = ''] = found.text.split(/\r?\n/, 1);
    if (line === '') throw secretUnusable(what, describeSecret(secret), 'is empty');
    try {
      return checkWord(line);
    } catch {
      throw secretUnusable(what, describeSecret(secret), 'has a control character or broken unicode in it');
    }
  }

  private find(secret: SecretIntent): Found | Promise<Found> {
    switch (secret.from) {
      case 'environment':
        return this.variable(secret.variable);
      case 'file':
        return this.file(atHome(secret.path));
      case 'command':
        return this.output(secret.command, secret.environment);
    }
  }

  private variable(name: string): Found {
    const { environment = process.env } = this.options;
    const value = environment[name];
    return value === undefined || value === ''
      ? { reason: 'it is not set; set it where the command runs' }
      : { text: value };
  }

  private async file(path: string): Promise<Found> {
    try {
      const { size, mode } = await stat(path);
      if (size > MAX_BYTES) return { reason: `it has ${size} bytes, more than a secret can have` };
      if (process.platform !== 'win32' && (mode & NOT_THE_OWNER) !== 0) {
        this.options.onWarning?.(`${path} holds a secret and others than its owner may use it; chmod 600 ${path}`);
      }
      return { text: await readFile(path, 'utf8') };
    } catch (error) {
      return { reason: (error as NodeJS.ErrnoException).code ?? 'it cannot be read' };
    }
  }

  /** Without a shell. What the program writes to its standard error is not looked at: it may repeat the secret. */
  private output([program = '', ...args]: readonly string[], variables: readonly string[] = []): Promise<Found> {
    const { commandTimeoutMs: timeout = COMMAND_TIMEOUT_MS, environment = process.env } = this.options;
    const env = childEnvironment(environment, variables);
    return new Promise((resolve) => {
      const limits = { timeout, killSignal: 'SIGKILL', maxBuffer: MAX_BYTES } as const;
      const child = execFile(program, args, { ...limits, env, encoding: 'utf8' }, (error, stdout) => {
        resolve(error === null ? { text: stdout } : { reason: failureOf(error, timeout) });
      });
      child.stdin?.end();
    });
  }
}

function failureOf(error: ExecFileException, timeoutMs: number): string {
  if (error.code === 'ENOENT') return 'there is no such program';
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'it prints more than a secret can have';
  if (error.killed === true) return `it did not end within ${timeoutMs / 1000} s`;
  const how =
    typeof error.code === 'number'
      ? `it ended with exit code ${error.code}`
      : `it failed (${error.code ?? error.signal ?? 'no reason given'})`;
  return `${how}; run it by hand to see what it says`;
}
