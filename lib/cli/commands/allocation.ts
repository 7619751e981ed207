import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Argument, Option } from 'commander';
import { sortKeys } from '../../allocation/allocation-key';
import type { Edit, Renamed } from '../../allocation/edit-lock-file';
import { freeAllocations, moveAllocations } from '../../allocation/edit-lock-file';
import type { LockFile } from '../../allocation/lock-file';
import { LockFileStore } from '../../allocation/lock-file-store';
import { lockFileMissing, freeWhat } from '../errors';
import { compareText } from '../../model/order';
import type { Context } from '../context';
import { ExitCode } from '../exit-code';
import { jsonOption, lockFileOption } from '../options';
import { table } from '../table';
import { jsonText } from '../../text/json-text';

interface AllocationOptions {
  readonly lockFile: string;
  readonly pools?: string;
}

/** `junos-fabric allocation`: looks at and edits the lock file, without the program that it belongs to. */
export function addAllocationCommand(program: Command, context: Context): void {
  const allocation = program
    .command('allocation')
    .description('show, move and free what was allocated from pools and recorded in the lock file');
  addShow(allocation, context);
  addMove(allocation, context);
  addFree(allocation, context);
}

function addShow(parent: Command, context: Context): void {
  parent
    .command('show')
    .description('show every allocation')
    .addOption(lockFileOption())
    .addOption(jsonOption('one JSON document: [{ "pools", "key", "value", "removed" }]'))
    .action((options: AllocationOptions & { readonly json?: boolean }) =>
      context.run(() => {
        const rows = rowsOf(storeOf(options, context).read());
        const text =
          options.json === true ? `${jsonText(rows, 2)}\n` : table(['Pools', 'Key', 'Value', ''], rows.map(cellsOf));
        context.host.stdout.write(text);
        return Promise.resolve(ExitCode.DONE);
      }),
    );
}

function addMove(parent: Command, context: Context): void {
  parent
    .command('move')
    .description(
      'keep the values of something that has another name now; do it together with the renaming, before synth',
    )
    .addArgument(new Argument('<what>', 'what was renamed').choices(['server', 'device', 'vrf', 'port']))
    .argument('<from>', 'old name; of a port with its device, for example leaf10:et-0/0/15')
    .argument('<to>', 'new name')
    .addOption(lockFileOption())
    .addOption(poolsOption())
    .action((what: Renamed, from: string, to: string, options: AllocationOptions) =>
      context.run(() => {
        const store = storeOf(options, context);
        return edit(context, store, moveAllocations(store.read(), { what, from, to, name: options.pools }));
      }),
    );
}

function addFree(parent: Command, context: Context): void {
  parent
    .command('free')
    .description('forget removed allocations, so that their values can be given to others')
    .argument('[key...]', 'keys as show prints them, each in quotes')
    .addOption(new Option('--all', 'all that are removed'))
    .addOption(lockFileOption())
    .addOption(poolsOption())
    .action((keys: string[], options: AllocationOptions & { readonly all?: boolean }) =>
      context.run(() => {
        if ((options.all === true) === keys.length > 0) throw freeWhat();
        const store = storeOf(options, context);
        return edit(context, store, freeAllocations(store.read(), keys, options.pools));
      }),
    );
}

function edit(context: Context, store: LockFileStore, { file, edited }: Edit): Promise<ExitCode> {
  if (edited.length > 0) store.write(file);
  for (const { key, value, to } of edited) {
    context.host.stdout.write(to === undefined ? `freed ${key} (${value})\n` : `moved ${key} to ${to} (${value})\n`);
  }
  if (edited.length === 0) context.host.stdout.write('nothing is removed\n');
  return Promise.resolve(ExitCode.DONE);
}

function poolsOption(): Option {
  return new Option('--pools <name>', 'name of the pools, where the lock file has several');
}

/** @throws FabricError when there is no such file */
function storeOf({ lockFile }: AllocationOptions, { host }: Context): LockFileStore {
  const store = new LockFileStore(resolve(host.workingDirectory, lockFile), lockFile);
  if (!store.exists) throw lockFileMissing(lockFile);
  return store;
}

interface Row {
  readonly pools: string;
  readonly key: string;
  readonly value: string;
  readonly removed: boolean;
}

function rowsOf(file: LockFile): Row[] {
  return [...file]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([pools, section]) =>
      sortKeys(section.keys()).map((key) => {
        const { value = '', removed = false } = section.get(key) ?? {};
        return { pools, key, value, removed };
      }),
    );
}

function cellsOf({ pools, key, value, removed }: Row): string[] {
  return [pools, key, value, removed ? 'removed' : ''];
}
