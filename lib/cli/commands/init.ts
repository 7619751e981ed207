import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { createFile } from '../../files/replace-file';
import { counted } from '../../model/listing';
import type { Context } from '../context';
import { initTargetTaken, scaffoldMissing } from '../errors';
import { ExitCode } from '../exit-code';
import type { Host } from '../host';

/** What the package has of a project: an example, as the build has copied it. */
const SCAFFOLD = join(__dirname, 'scaffold');

/** Names that npm would leave out of a package, or read as its own, and how they are called there. */
const RENAMED: Readonly<Record<string, string>> = { gitignore: '.gitignore' };

/** `junos-fabric init`. */
export function addInitCommand(program: Command, { host, run }: Context): void {
  program
    .command('init')
    .description('write a project that runs as it stands: one server on three leaves, its tests, and a lab')
    .argument('[directory]', 'where; it may be there, without files of these names', '.')
    .action((directory: string) => run(() => init(resolve(host.workingDirectory, directory), host)));
}

function init(directory: string, host: Host): Promise<ExitCode> {
  if (!existsSync(SCAFFOLD)) throw scaffoldMissing();
  const files = scaffold(basename(directory));
  const taken = [...files.keys()].filter((name) => existsSync(join(directory, name)));
  if (taken.length > 0) throw initTargetTaken(directory, taken);
  for (const [name, text] of files) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    createFile(join(directory, name), text);
  }
  const where = relative(host.workingDirectory, directory);
  host.stdout.write(`${counted(files.size, 'file')} in ${directory}. README.md goes on from here:\n\n`);
  for (const line of [...(where === '' ? [] : [`cd ${where}`]), ...NEXT]) host.stdout.write(`    ${line}\n`);
  return Promise.resolve(ExitCode.DONE);
}

const NEXT = [
  'npm install',
  'npm test                         # the intent: no device, no Terraform',
  'npx junos-fabric lab up          # emulated leaves, spines and server on this machine',
  "export JUNOS_PASSWORD=netops     # the lab's login",
  'npx tsx main.ts                  # synth',
  'npx junos-fabric plan',
  'npx junos-fabric apply',
];

/** By name, with the name and id of this project. */
function scaffold(project: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(SCAFFOLD, { recursive: true, encoding: 'utf8' })) {
    const file = join(SCAFFOLD, name);
    if (statSync(file).isFile()) files.set(RENAMED[name] ?? name, readFileSync(file, 'utf8'));
  }
  return files
    .set('package.json', named(files, 'package.json', { name: packageName(project) }))
    .set('cdktf.json', named(files, 'cdktf.json', { projectId: randomUUID() }));
}

function named(files: ReadonlyMap<string, string>, file: string, own: Readonly<Record<string, string>>): string {
  const text = files.get(file);
  if (text === undefined) throw scaffoldMissing();
  return `${JSON.stringify({ ...(JSON.parse(text) as object), ...own }, null, 2)}\n`;
}

/** What npm takes as a name: lower case, without what is not in a URL. */
function packageName(directory: string): string {
  const name = directory
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[.-]+/, '');
  return name === '' ? 'fabric' : name;
}
