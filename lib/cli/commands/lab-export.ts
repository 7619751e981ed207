import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { Argument, Option } from 'commander';
import { exportTargetTaken } from '../errors';
import { reasonOf } from '../../model/fabric-error';
import { createFile, replaceFile } from '../../files/replace-file';
import type { ContainerlabKind } from '../../containerlab/containerlab';
import { exportContainerlab } from '../../containerlab/containerlab';
import { capturesOption } from '../captures';
import type { Context } from '../context';
import { ExitCode } from '../exit-code';
import type { Host } from '../host';
import { manifestOption } from '../options';
import { besideTopologyOption, twinInputs } from '../twin-inputs';

interface ExportOptions {
  readonly kind: ContainerlabKind;
  readonly manifest?: string;
  readonly topology?: string;
  readonly from?: string;
  readonly output: string;
  readonly force?: boolean;
}

/** `junos-fabric lab export`. */
export function addLabExport(lab: Command, { host, run }: Context): void {
  lab
    .command('export')
    .description('the fabric for another lab: a topology and startup configurations')
    .addArgument(new Argument('<lab>', 'which lab').choices(['containerlab']))
    .addOption(
      new Option('--kind <kind>', 'what runs the devices').choices(['vjunos', 'crpd', 'frr']).makeOptionMandatory(),
    )
    .addOption(manifestOption())
    .addOption(besideTopologyOption())
    .addOption(capturesOption())
    .addOption(new Option('--output <directory>', 'where the files go').default('containerlab'))
    .addOption(new Option('--force', 'write over files that are there'))
    .action((_lab: string, options: ExportOptions) => run(() => exportLab(options, host)));
}

function exportLab(options: ExportOptions, host: Host): Promise<ExitCode> {
  const { source, fabric } = twinInputs(options, host);
  const files = exportContainerlab(source, { kind: options.kind, name: fabric?.name ?? 'fabric' });
  const directory = resolve(host.workingDirectory, options.output);
  for (const [name, text] of Object.entries(files)) {
    const file = join(directory, name);
    mkdirSync(dirname(file), { recursive: true });
    write(file, text, options.force === true);
  }
  host.stdout.write(`${Object.keys(files).length} files in ${directory}; README.md says what is unproven.\n`);
  return Promise.resolve(ExitCode.DONE);
}

function write(file: string, text: string, force: boolean): void {
  try {
    (force ? replaceFile : createFile)(file, text);
  } catch (error) {
    throw exportTargetTaken(file, reasonOf(error));
  }
}
