import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';

/** A directory as `cdktf.json` would be in. */
export function projectDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'junos-fabric-test-'));
}

/** An app that writes into `cdktf.out` of a project, as `node main.ts` there would. */
export function appIn(project: string): App {
  return new App({ outdir: join(project, 'cdktf.out') });
}

/** The stack's directory in a project. */
export function stackDirectory(project: string, stack = 'dc1'): string {
  return join(project, 'cdktf.out', 'stacks', stack);
}

/** All files of a directory by relative name, sorted. */
export function filesOf(directory: string): Map<string, string> {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(names.sort().map((name) => [name.slice(directory.length + 1), readFileSync(name, 'utf8')]));
}

/** Has synth put a stand-in for the bundled CLI into stack directories, which only repeats its arguments. */
export function useStandInCli(): void {
  const file = join(projectDirectory(), 'stand-in.cjs');
  writeFileSync(
    file,
    "require('node:fs').appendFileSync('asked.log', `${JSON.stringify(process.argv.slice(2))}\\n`);\n",
  );
  const before = process.env.JUNOS_FABRIC_CLI_BUNDLE;
  beforeAll(() => {
    process.env.JUNOS_FABRIC_CLI_BUNDLE = file;
  });
  afterAll(() => {
    if (before === undefined) delete process.env.JUNOS_FABRIC_CLI_BUNDLE;
    else process.env.JUNOS_FABRIC_CLI_BUNDLE = before;
  });
}
