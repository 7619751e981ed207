import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtCli, REPOSITORY } from './built-package';
import { Lab } from '../../lib/emulator/lab';
import type { LabTopology } from '../../lib/emulator/topology';
import { parseTopology } from '../../lib/emulator/topology';

const EXAMPLE = join(REPOSITORY, 'examples', 'multihomed-server');
const MADE_BY_RUNNING = new Set(['node_modules', 'cdktf.out', '.lab', '.junos-fabric']);

/** How a process ended. */
export interface Finished {
  /** Exit code; -1 when a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order they came. */
  readonly output: string;
}

/** What a process is run with. */
export interface RunOptions {
  readonly directory?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A copy of examples/multihomed-server in a directory of its own, and its devices, emulated in this process. */
export class ExampleProject {
  /**
   * Starts the devices and makes the copy. Call `stop` when the test is over, whatever its outcome.
   *
   * @param change - what is different in the lab of the example
   */
  static async create(change = (topology: LabTopology): LabTopology => topology): Promise<ExampleProject> {
    const cli = builtCli();
    const described = JSON.parse(readFileSync(join(EXAMPLE, 'lab.json'), 'utf8')) as { devices: { port?: number }[] };
    described.devices.forEach((device) => delete device.port);
    const lab = await Lab.start(change(parseTopology(described)));
    return new ExampleProject(lab, cli, mkdtempSync(join(tmpdir(), 'junos-fabric-e2e-')));
  }

  /** Where Terraform runs. */
  readonly stack: string;

  private constructor(
    readonly lab: Lab,
    /** The bundled CLI, as the steps of Terraform run it. */
    readonly cli: string,
    readonly directory: string,
  ) {
    this.stack = join(directory, 'cdktf.out', 'stacks', 'dc1');
    for (const entry of readdirSync(EXAMPLE).filter((name) => !MADE_BY_RUNNING.has(name))) {
      cpSync(join(EXAMPLE, entry), join(directory, entry), { recursive: true });
    }
    symlinkSync(join(REPOSITORY, 'node_modules'), join(directory, 'node_modules'), 'dir');
    const devices = lab.topology.devices.map((device) => ({ ...device, port: lab.port(device.hostname) }));
    writeFileSync(join(directory, 'lab.json'), JSON.stringify({ ...lab.topology, devices }, null, 2));
    mkdirSync(join(directory, '.lab'));
    writeFileSync(join(directory, '.lab', 'known_hosts'), lab.knownHosts);
  }

  /** Replaces one piece of `dc1.ts`, which must be there. */
  edit(from: string, to: string): void {
    const file = join(this.directory, 'dc1.ts');
    const text = readFileSync(file, 'utf8');
    if (!text.includes(from)) throw new Error(`dc1.ts does not contain ${from}`);
    writeFileSync(file, text.replace(from, to));
  }

  /** Takes leaf10 and its attachment out of the program. */
  removeLeaf10(): void {
    this.edit("    const leaf10 = this.leaf('leaf10', '192.168.1.10');\n", '');
    this.edit("        { leaf: leaf10, interface: 'et-0/0/15', subnet: '172.16.104.0/30' },\n", '');
  }

  /** Takes leaf11 and its attachment out of the program. */
  removeLeaf11(): void {
    this.edit("    const leaf11 = this.leaf('leaf11', '192.168.1.11');\n", '');
    this.edit("        { leaf: leaf11, interface: 'et-0/0/15', subnet: '172.16.104.4/30' },\n", '');
  }

  /** Runs the program. Fails when it fails. */
  async synthesize(): Promise<void> {
    const tsx = join(REPOSITORY, 'node_modules', 'tsx', 'dist', 'cli.mjs');
    succeed(await this.run(process.execPath, [tsx, 'main.ts']));
  }

  /** Runs `junos-fabric` in the project. */
  async junosFabric(...args: string[]): Promise<Finished> {
    return this.run(process.execPath, [this.cli, ...args]);
  }

  /** Runs `terraform` in the stack's directory. */
  async terraform(...args: string[]): Promise<Finished> {
    return this.run('terraform', [...args, '-no-color'], { directory: this.stack });
  }

  /** Synthesizes, initialises and applies. Fails when any of it fails. */
  async deploy(): Promise<void> {
    await this.synthesize();
    succeed(await this.terraform('init', '-input=false'));
    succeed(await this.terraform('apply', '-auto-approve'));
  }

  /** How often each device has committed. */
  commitCounts(): Record<string, number> {
    return Object.fromEntries(
      [...this.lab.devices].map(([hostname, device]) => [hostname, device.database.commitCount]),
    );
  }

  /** What each device has committed, as set lines. */
  configurations(): Record<string, readonly string[]> {
    const lines = [...this.lab.devices].map(([hostname, device]) => {
      const statements = [...device.database.committed.statements()];
      return [hostname, statements.map(({ words }) => words.join(' '))] as const;
    });
    return Object.fromEntries(lines);
  }

  /** Runs a program without blocking the devices, which live in this process. */
  async run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
    const { child, finished } = this.start(command, args, options);
    child.stdin.end();
    return finished;
  }

  /** Starts a program. */
  start(
    command: string,
    args: readonly string[],
    { directory = this.directory, environment = {} }: RunOptions = {},
  ): {
    readonly child: ReturnType<typeof spawn> & { stdin: NodeJS.WritableStream };
    readonly finished: Promise<Finished>;
  } {
    const child = spawn(command, args, {
      cwd: directory,
      env: {
        ...process.env,
        JUNOS_FABRIC_STATE: undefined,
        JUNOS_PASSWORD: 'netops',
        // As where somebody works on the program, also where the tests run in a pipeline.
        JUNOS_FABRIC_FROZEN: '0',
        ...environment,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const parts = { stdout: '', stderr: '', output: '' };
    child.stdout.on('data', (data: Buffer) => (parts.output += tee(parts, 'stdout', data)));
    child.stderr.on('data', (data: Buffer) => (parts.output += tee(parts, 'stderr', data)));
    const finished = new Promise<Finished>((done, failed) => {
      child.on('error', failed);
      child.on('close', (code) => {
        done({ code: code ?? -1, ...parts });
      });
    });
    return { child, finished };
  }

  /** Stops the devices and removes the directory. */
  async stop(): Promise<void> {
    await this.lab.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Throws with everything that was printed when a process has failed. */
export function succeed(finished: Finished): Finished {
  if (finished.code !== 0) throw new Error(`exit code ${finished.code}:\n${finished.output}`);
  return finished;
}

/** `describe` where terraform is installed; elsewhere a skipped test that says so. */
export function describeWithTerraform(title: string, body: () => void): void {
  if (spawnSync('terraform', ['version'], { stdio: 'ignore' }).status === 0) {
    describe(title, body);
    return;
  }
  describe(title, () => {
    test.skip('needs terraform on PATH', () => undefined);
  });
}

function tee(parts: { stdout: string; stderr: string }, stream: 'stdout' | 'stderr', data: Buffer): string {
  const text = data.toString('utf8');
  parts[stream] += text;
  return text;
}
