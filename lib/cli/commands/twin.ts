import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Argument, Option } from 'commander';
import type { FabricIntent } from '../../intent/fabric-intent';
import type { TwinFailure } from '../../twin/engine/failures';
import { describeTwinFailure } from '../../twin/engine/failures';
import { Twin } from '../../twin/engine/twin';
import { planTwin } from '../../twin/plan';
import { verifyTwin } from '../../twin/verify/verify-twin';
import { readManifest } from '../../manifest/read-manifest';
import { capturesOption } from '../captures';
import type { Context } from '../context';
import { duration } from '../duration';
import { ExitCode } from '../exit-code';
import type { Host } from '../host';
import { atLeast, jsonOption, manifestOption } from '../options';
import { paletteFor } from '../palette';
import { besideTopologyOption, twinInputs } from '../twin-inputs';
import { excusedText, reportJson, reportText } from '../twin-report';
import { twinStatus, watchTwin } from '../twin-status';

interface TwinOptions {
  readonly directory: string;
  readonly json?: boolean;
}

interface UpOptions extends TwinOptions {
  readonly manifest?: string;
  readonly topology?: string;
  readonly from?: string;
  readonly user?: boolean;
  readonly vrf: 'auto' | 'netns' | 'device';
  /** Seconds. */
  readonly timeout: number;
  readonly packets: boolean;
}

/** `junos-fabric twin`. */
export function addTwinCommand(program: Command, context: Context): void {
  const twin = program
    .command('twin')
    .description('the rendered configurations as real BGP on this machine: FRR in namespaces, with packets');
  addUp(twin, context);
  addStatus(twin, context);
  addVerify(twin, context);
  addFail(twin, context);
  addHeal(twin, context);
  addDown(twin, context);
}

function directoryOption(): Option {
  return new Option('--directory <directory>', 'where the twin keeps its files').default('.twin');
}

function timeoutOption(): Option {
  return new Option('--timeout <seconds>', 'how long sessions and routes get to come up')
    .default(60)
    .argParser(atLeast(0));
}

function packetsOption(): Option {
  return new Option('--no-packets', 'look at sessions and routes only');
}

function addUp(twin: Command, { host, run }: Context): void {
  twin
    .command('up')
    .description('start a node for each device and server, and check that the fabric works')
    .addOption(manifestOption())
    .addOption(besideTopologyOption())
    .addOption(capturesOption())
    .addOption(directoryOption())
    .addOption(new Option('--user', 'in a namespace of this user, also for root'))
    .addOption(
      new Option('--vrf <how>', 'VRFs as namespaces or as devices')
        .choices(['auto', 'netns', 'device'])
        .default('auto'),
    )
    .addOption(timeoutOption())
    .addOption(packetsOption())
    .addOption(jsonOption('one JSON document'))
    .action((options: UpOptions) => run(() => up(options, host)));
}

async function up(options: UpOptions, host: Host): Promise<ExitCode> {
  const { source, fabric, notes, files } = twinInputs(options, host);
  const plan = planTwin(source);
  const started = host.now();
  const directory = directoryOf(host, options);
  const twin = await Twin.up({
    plan,
    directory,
    userNamespace: options.user,
    vrf: options.vrf,
    stays: true,
    files,
  });
  if (options.json !== true) {
    host.stderr.write(notes.map((note) => `${note}\n`).join(''));
    host.stderr.write(excusedText(plan.excused));
    host.stderr.write(`${plan.nodes.length} nodes run after ${duration(host.now() - started)}.\n`);
  }
  return verify(twin, fabric, options, host);
}

function addStatus(twin: Command, { host, run }: Context): void {
  twin
    .command('status')
    .description('sessions of each node, paths to each prefix, and what is broken')
    .addOption(directoryOption())
    .addOption(new Option('--watch', 'go on until interrupted'))
    .addOption(jsonOption('one JSON document; with --watch one in each line, when something changes'))
    .action((options: TwinOptions & { watch?: boolean }) =>
      run(async () => {
        const twin = Twin.attach(directoryOf(host, options));
        const fabric = fabricOf(twin);
        if (options.watch === true) await watchTwin(twin, fabric, host, options.json === true);
        else host.stdout.write(await twinStatus(twin, fabric, paletteFor(host.stdout, host), options.json === true));
        return ExitCode.DONE;
      }),
    );
}

function addVerify(twin: Command, { host, run }: Context): void {
  twin
    .command('verify')
    .description('what a rollout checks, the next hops of the kernel, and packets end to end')
    .addOption(directoryOption())
    .addOption(timeoutOption())
    .addOption(packetsOption())
    .addOption(jsonOption('one JSON document'))
    .action((options: TwinOptions & { timeout: number; packets: boolean }) =>
      run(() => {
        const attached = Twin.attach(directoryOf(host, options));
        return verify(attached, fabricOf(attached), options, host);
      }),
    );
}

async function verify(
  twin: Twin,
  fabric: FabricIntent | undefined,
  options: { readonly timeout: number; readonly packets: boolean; readonly json?: boolean },
  host: Host,
): Promise<ExitCode> {
  const report = await verifyTwin(twin, fabric, { timeoutMs: options.timeout * 1000, packets: options.packets });
  const measure = fabric === undefined ? 'configurations' : 'intent';
  const text = (): string => reportText(report, measure, paletteFor(host.stdout, host));
  host.stdout.write(options.json === true ? reportJson(report) : text());
  return report.passed ? ExitCode.DONE : ExitCode.CHECK_FAILED;
}

const KINDS = ['leaf', 'spine', 'server', 'link', 'silent', 'session', 'daemon'] as const;
const FAILURES = `
  leaf | spine | server NAME   every cable of the node is pulled
  link NODE OTHER              the cables between two nodes, or the one at a port: link leaf10 et-0/0/15
  silent NODE OTHER            they look alive and drop everything
  session NODE NEIGHBOR        a BGP session is shut down
  daemon NODE                  the BGP daemon dies, the kernel goes on forwarding
`;

function addFail(twin: Command, { host, run }: Context): void {
  twin
    .command('fail')
    .description('break something')
    .addArgument(new Argument('<what>', 'what breaks').choices(KINDS))
    .argument('<node>')
    .argument('[other]', 'other node, port or neighbor')
    .addOption(directoryOption())
    .addHelpText('after', FAILURES)
    .action((what: (typeof KINDS)[number], node: string, other: string | undefined, options: TwinOptions) =>
      run(async () => {
        const failure = failureOf(what, node, other);
        await Twin.attach(directoryOf(host, options)).fail(failure);
        host.stdout.write(`Broken: ${describeTwinFailure(failure)}.\n`);
        return ExitCode.DONE;
      }),
    );
}

function addHeal(twin: Command, { host, run }: Context): void {
  twin
    .command('heal')
    .description('mend it; without arguments everything')
    .addArgument(new Argument('[what]', 'what was broken').choices(KINDS))
    .argument('[node]')
    .argument('[other]', 'other node, port or neighbor')
    .addOption(directoryOption())
    .action(
      (
        what: (typeof KINDS)[number] | undefined,
        node: string | undefined,
        other: string | undefined,
        options: TwinOptions,
      ) =>
        run(async () => {
          const attached = Twin.attach(directoryOf(host, options));
          const failure = what === undefined ? undefined : failureOf(what, node ?? '', other);
          await attached.heal(failure);
          host.stdout.write(
            failure === undefined ? 'Everything is mended.\n' : `Mended: ${describeTwinFailure(failure)}.\n`,
          );
          return ExitCode.DONE;
        }),
    );
}

function failureOf(what: (typeof KINDS)[number], node: string, other = ''): TwinFailure {
  switch (what) {
    case 'link':
    case 'silent':
      return { kind: what, node, to: other };
    case 'session':
      return { kind: what, node, neighbor: other };
    case 'daemon':
      return { kind: what, node };
    default:
      return { kind: 'node', node };
  }
}

function addDown(twin: Command, { host, run }: Context): void {
  twin
    .command('down')
    .description('end every process, namespace and cable of the twin, and remove its files')
    .addOption(directoryOption())
    .action((options: TwinOptions) =>
      run(async () => {
        const ran = await Twin.remove(directoryOf(host, options));
        host.stdout.write(ran ? 'The twin is down.\n' : 'No twin was running; its files are gone.\n');
        return ExitCode.DONE;
      }),
    );
}

function fabricOf(twin: Twin): FabricIntent | undefined {
  const { manifest } = twin.files;
  return manifest === undefined ? undefined : readManifest(manifest).manifest.fabric;
}

function directoryOf(host: Host, { directory }: TwinOptions): string {
  return resolve(host.workingDirectory, directory);
}
