import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { LabStatus } from '../../emulator/lab-process';
import { advance, down, status, up } from '../../emulator/lab-process';
import { serveLab } from '../../emulator/lab-server';
import { capturesOption } from '../captures';
import type { Context } from '../context';
import { duration } from '../duration';
import { ExitCode } from '../exit-code';
import type { Host } from '../host';
import { atLeast, jsonOption } from '../options';
import { table } from '../table';
import type { WorldOptions } from '../world';
import { worldOf } from '../world';
import { addLabExport } from './lab-export';
import { jsonText } from '../../text/json-text';

interface LabOptions {
  readonly directory: string;
}

/** `junos-fabric lab`. */
export function addLabCommand(program: Command, context: Context): void {
  const lab = program.command('lab').description('emulated Junos devices on this machine, in the background');
  addUp(lab, context);
  addStatus(lab, context);
  addAdvance(lab, context);
  addDown(lab, context);
  addServe(lab, context);
  addLabExport(lab, context);
}

function directoryOption(): Option {
  return new Option('--directory <directory>', 'where the lab keeps its files').default('.lab');
}

function addUp(lab: Command, { host, run }: Context): void {
  lab
    .command('up')
    .description('start the devices of a topology; returns when all of them listen')
    .addOption(
      new Option('--topology <file>', 'which devices and servers there are (default: lab.json, if there is one)'),
    )
    .addOption(capturesOption())
    .addOption(
      new Option(
        '--manifest <file>',
        'the fabric.json of a fabric: its devices before anybody deploys, its links and its servers (default: the only one below ./cdktf.out/stacks)',
      ).conflicts(['topology', 'from']),
    )
    .addOption(directoryOption())
    .addOption(jsonOption('one JSON document'))
    .action((options: UpOptions) =>
      run(async () => {
        const { notes, topology } = await worldOf(options, host);
        const started = await up(directoryOf(host, options), topology, {
          command: [...host.self, 'lab', 'serve'],
          timeoutMs: START_TIMEOUT_MS,
        });
        print(host, { ...started, notes }, options.json);
        return ExitCode.DONE;
      }),
    );
}

/** A whole site takes its time on a small machine. */
const START_TIMEOUT_MS = 180_000;

interface UpOptions extends LabOptions, WorldOptions {
  readonly json?: boolean;
}

function addStatus(lab: Command, { host, run }: Context): void {
  lab
    .command('status')
    .description('what runs, and whether a commit waits to be confirmed')
    .addOption(directoryOption())
    .addOption(jsonOption('one JSON document'))
    .action((options: LabOptions & { json?: boolean }) =>
      run(async () => {
        print(host, await status(directoryOf(host, options)), options.json);
        return ExitCode.DONE;
      }),
    );
}

function addAdvance(lab: Command, { host, run }: Context): void {
  lab
    .command('advance')
    .description("move the lab's time forward, for example past the timer of an unconfirmed commit")
    .addOption(new Option('--seconds <n>', 'how far').argParser(atLeast(1)).makeOptionMandatory())
    .addOption(directoryOption())
    .action((options: LabOptions & { seconds: number }) =>
      run(async () => {
        const now = await advance(directoryOf(host, options), options.seconds);
        host.stdout.write(`The lab's time is now ${new Date(now).toISOString()}.\n`);
        return ExitCode.DONE;
      }),
    );
}

function addDown(lab: Command, { host, run }: Context): void {
  lab
    .command('down')
    .description('stop the devices; what they had committed is gone')
    .addOption(directoryOption())
    .action((options: LabOptions) =>
      run(async () => {
        await down(directoryOf(host, options));
        host.stdout.write('The lab is down.\n');
        return ExitCode.DONE;
      }),
    );
}

/** What `up` starts in the background. */
function addServe(lab: Command, { host, run }: Context): void {
  lab
    .command('serve', { hidden: true })
    .argument('<directory>')
    .action((directory: string) =>
      run(async () => {
        await serveLab(resolve(host.workingDirectory, directory));
        return ExitCode.DONE;
      }),
    );
}

function directoryOf(host: Host, { directory }: LabOptions): string {
  return resolve(host.workingDirectory, directory);
}

/** A lab, and what there is to know of how it came about. */
type ShownLab = LabStatus & { readonly notes?: readonly string[] };

function print(host: Host, lab: ShownLab, json = false): void {
  if (json) {
    host.stdout.write(`${jsonText(lab, 2)}\n`);
    return;
  }
  const rows = lab.devices.map((device) => [
    device.hostname,
    device.role,
    device.model,
    device.junos,
    `127.0.0.1:${device.port}`,
    String(device.commits),
    device.pendingMs === undefined ? '' : `automatic rollback in ${duration(device.pendingMs)}`,
  ]);
  host.stdout.write(table(['Device', 'Role', 'Model', 'Junos', 'NETCONF', 'Commits', 'Unconfirmed'], rows));
  for (const { doubtfulValues, hostname, notEmulated } of lab.devices) {
    list(host, `${hostname} does not act on, so that its routes may be others than Junos would have:`, notEmulated);
    list(host, `Warning: ${hostname} started with values that nobody could load into it:`, doubtfulValues);
  }
  if (lab.notes !== undefined && lab.notes.length > 0)
    host.stdout.write(`\n${lab.notes.map((note) => `${note}\n`).join('')}`);
  host.stdout.write(`\nHost keys: ${lab.knownHosts}\nLogin:     ${loginOf(lab)}\n`);
}

function list(host: Host, title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  host.stdout.write(`\n${title}\n`);
  for (const line of lines) host.stdout.write(`  ${line}\n`);
}

/** The lab's own default user; a topology that names others has told its reader. */
function loginOf(lab: LabStatus): string {
  return `as the topology says (netops with password netops where it says nothing), or with the key ${lab.privateKey}`;
}
