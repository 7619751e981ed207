import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const DEBIAN = '/usr/lib/postgresql';

/** A PostgreSQL server of its own, on a socket in a directory of its own. It refuses to run as root. */
export class Postgres {
  /** Where the server's programs are; undefined where it is not installed. */
  static get programs(): string | undefined {
    if (!existsSync(DEBIAN)) return undefined;
    return readdirSync(DEBIAN)
      .map((version) => join(DEBIAN, version, 'bin'))
      .find((directory) => existsSync(join(directory, 'initdb')));
  }

  /** Starts a server with one empty database. */
  static async start(programs: string): Promise<Postgres> {
    const directory = mkdtempSync(join(tmpdir(), 'junos-fabric-pg-'));
    chmodSync(directory, 0o777);
    const data = join(directory, 'data');
    const [command, ...words] = unprivileged([
      join(programs, 'initdb'),
      '-D',
      data,
      '-U',
      'netops',
      '-A',
      'trust',
      '-N',
    ]);
    const made = spawnSync(command, words, { encoding: 'utf8', cwd: directory });
    if (made.status !== 0) throw new Error(`initdb failed:\n${made.stdout}${made.stderr}`);
    const settings = ['-c', 'listen_addresses=', '-c', 'fsync=off'];
    const [server, ...options] = unprivileged([join(programs, 'postgres'), '-D', data, '-k', directory, ...settings]);
    const postgres = new Postgres(directory, spawn(server, options, { cwd: directory, stdio: 'ignore' }));
    while (spawnSync(join(programs, 'pg_isready'), ['-q', '-h', directory]).status !== 0) await delay(50);
    return postgres;
  }

  private constructor(
    private readonly directory: string,
    private readonly server: ChildProcess,
  ) {}

  /** As Terraform's backend takes it. */
  get connection(): string {
    return `postgres:///postgres?user=netops&host=${this.directory}&sslmode=disable`;
  }

  /** Ends the server and removes what it stored. */
  async stop(): Promise<void> {
    const ended = new Promise((done) => this.server.once('close', done));
    this.server.kill('SIGINT');
    await ended;
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function unprivileged(words: [string, ...string[]]): [string, ...string[]] {
  if (process.getuid?.() !== 0) return words;
  return ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', ...words];
}
