/** Where a demo happens: a copy of an example, the commands that are run in it, and their output with chapters between. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CLI, copyExample, edit } from './example-copy.mjs';

export const strong = (text) => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[0m` : text);
const faint = (text) => (process.stdout.isTTY ? `\u001b[2m${text}\u001b[0m` : text);

/**
 * Tells a story on a copy of `examples/<example>`, and takes everything away again, however it ends.
 *
 * @param environment what the commands have in their environment beside ours
 * @param story is given the stage
 */
export async function tell(example, environment, story) {
  if (!existsSync(CLI)) throw new Error('dist/junos-fabric.cjs is missing: run npm run build first');
  const stage = new Stage(await copyExample(example), { ...process.env, ...environment });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      stage.clear();
      process.exit(1);
    });
  }
  try {
    story(stage);
    process.stdout.write(`${faint(`${stage.seconds} s`)}\n`);
  } catch (error) {
    process.stdout.write(`\n${strong('The demo failed:')} ${error.message}\n`);
    process.exitCode = 1;
  } finally {
    stage.clear();
  }
}

class Stage {
  #started = Date.now();
  #chapters = 0;

  constructor(project, environment) {
    this.project = project;
    this.environment = environment;
    delete environment.JUNOS_FABRIC_STATE;
  }

  /** Since the beginning, as text. */
  get seconds() {
    return ((Date.now() - this.#started) / 1000).toFixed(0);
  }

  chapter(title) {
    this.#chapters += 1;
    process.stdout.write(`\n${strong(`${this.#chapters}. ${title}`)}  ${faint(`(${this.seconds} s)`)}\n\n`);
  }

  /** Runs a command in the project and shows it with its output; `only` chooses the lines that are shown. */
  run(command, args, { directory = this.project, only = () => true, shownAs } = {}) {
    process.stdout.write(`${faint(`$ ${shownAs ?? [command, ...args].join(' ')}`)}\n`);
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd: directory,
      env: this.environment,
      encoding: 'utf8',
    });
    if (error !== undefined) throw error;
    const text = `${stderr}${stdout}`;
    const lines = text.split('\n').filter((line, index, all) => only(line) && !(line === '' && all[index - 1] === ''));
    process.stdout.write(`${lines.join('\n').replace(/^\n+|\s+$/g, '')}\n`);
    if (status !== 0) {
      if (lines.length !== text.split('\n').length) process.stdout.write(text);
      throw new Error(`${shownAs ?? command} ended with exit code ${status}`);
    }
  }

  junosFabric(...args) {
    this.run(process.execPath, [CLI, ...args], { shownAs: `junos-fabric ${args.join(' ')}` });
  }

  /** What junos-fabric prints, without showing it. */
  outputOf(...args) {
    return execFileSync(process.execPath, [CLI, ...args], {
      cwd: this.project,
      env: this.environment,
      encoding: 'utf8',
    });
  }

  synthesize() {
    process.stdout.write(`${faint('$ npx tsx main.ts')}\n`);
    execFileSync(process.execPath, [join(this.project, 'node_modules', 'tsx', 'dist', 'cli.mjs'), 'main.ts'], {
      cwd: this.project,
      env: this.environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  /** Replaces one piece of a file of the project, which must be there. */
  edit(file, from, to) {
    edit(join(this.project, file), from, to);
  }

  clear() {
    spawnSync(process.execPath, [CLI, 'lab', 'down'], { cwd: this.project, env: this.environment, stdio: 'ignore' });
    rmSync(this.project, { recursive: true, force: true });
  }
}
