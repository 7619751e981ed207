import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { importWouldOverwrite, outputUnwritable, unknownImportModel } from '../errors';
import { reasonOf } from '../../model/fabric-error';
import { createFile } from '../../files/replace-file';
import { canBeLeaf } from '../../import/found-device';
import type { ImportResult } from '../../import/import-fabric';
import { importFabric } from '../../import/import-fabric';
import { describeImport } from '../../import/import-text';
import { Asn } from '../../model/asn';
import { ConfigurationGroupName } from '../../model/configuration-group-name';
import { captureText } from '../captures';
import type { Context } from '../context';
import { ExitCode } from '../exit-code';
import type { ImportAccessOptions } from '../import-devices';
import { importAccessOptions, importLogin, readDevices } from '../import-devices';
import { jsonOption } from '../options';
import { jsonText } from '../../text/json-text';

interface ImportCommandOptions extends ImportAccessOptions {
  readonly fabric?: string;
  readonly model?: string;
  readonly overlayAsn?: number;
  readonly ownVrfs?: boolean;
  readonly output?: string;
  readonly json?: boolean;
}

/** `junos-fabric import`. */
export function addImportCommand(program: Command, context: Context): void {
  const command = program
    .command('import')
    .description(
      'write the program of a fabric that devices have already, and list line by line what it says and what it leaves alone',
    )
    .argument('[files...]', 'configurations of devices, one a file: set lines, curly text or XML')
    .option(
      '--fabric <name>',
      'name of the fabric and of its configuration group',
      checked((text) => ConfigurationGroupName.parse(text)),
    )
    .option('--model <model>', 'model of all devices, as Junos reports it, for example qfx5120-48y-8c')
    .option('--overlay-asn <number>', 'AS number of the overlay, where no configuration says it', asn)
    .option('--own-vrfs', 'take VRFs over as a whole, also where the library adds statements to them')
    .option('--output <file>', 'write the program there, and the report to standard output')
    .addOption(jsonOption('one JSON document: { "program", "questions", "devices" }'));
  importAccessOptions()
    .reduce((extended, option) => extended.addOption(option), command)
    .action((files: string[], options: ImportCommandOptions) =>
      context.look(async () => {
        const { host } = context;
        const { fabric, model, output, overlayAsn, ownVrfs = false } = options;
        if (model !== undefined && !(MODEL.test(model) && canBeLeaf(model))) throw unknownImportModel(model);
        const target = output === undefined ? undefined : resolve(host.workingDirectory, output);
        if (target !== undefined && existsSync(target)) throw importWouldOverwrite(target);
        const read = files.map((file) => ({ file, text: captureText(resolve(host.workingDirectory, file)) }));
        const access = inDirectory(options, host);
        const asked = await readDevices(access, files);
        const login = asked.length === 0 ? undefined : importLogin(access);
        const { knownHosts: knownHostsFile } = options;
        const wishes = { fabric, knownHostsFile, login, model, overlayAsn, ownVrfs };
        const result = importFabric([...read, ...asked], wishes);
        if (target !== undefined) writeProgram(target, result.program);
        print(result, context, options);
        return ExitCode.DONE;
      }),
    );
}

/** In the form in which devices report it. */
const MODEL = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** @throws FabricError `importWouldOverwrite` where somebody has made the file meanwhile, `outputUnwritable` */
function writeProgram(file: string, program: string): void {
  try {
    createFile(file, program);
  } catch (error) {
    const { code = 'unwritable' } = error as NodeJS.ErrnoException;
    throw code === 'EEXIST' ? importWouldOverwrite(file) : outputUnwritable(file, code);
  }
}

function print(result: ImportResult, { host }: Context, { json, output }: ImportCommandOptions): void {
  const { devices, program, questions } = result;
  if (json === true) {
    host.stdout.write(`${jsonText({ program, questions, devices }, 2)}\n`);
    return;
  }
  if (output === undefined) host.stdout.write(program);
  (output === undefined ? host.stderr : host.stdout).write(describeImport(result));
}

/** The same with files that mean the same from every directory: a program takes no other key file. */
function inDirectory(options: ImportAccessOptions, { workingDirectory }: Context['host']): ImportAccessOptions {
  const { keyFile, knownHosts } = options;
  return {
    ...options,
    ...(keyFile !== undefined && { keyFile: keyFile.startsWith('~/') ? keyFile : resolve(workingDirectory, keyFile) }),
    ...(knownHosts !== undefined && { knownHosts: resolve(workingDirectory, knownHosts) }),
  };
}

function asn(text: string): number {
  try {
    return Asn.parse(Number(text)).value;
  } catch {
    throw new InvalidArgumentError('It is no AS number.');
  }
}

/** The text as it was given, where the parser takes it. */
function checked(parse: (text: string) => unknown): (text: string) => string {
  return (text) => {
    try {
      parse(text);
      return text;
    } catch (error) {
      throw new InvalidArgumentError(reasonOf(error));
    }
  };
}
