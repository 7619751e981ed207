import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import { noSuchMember } from '../../allocation/errors';
import { LockFileStore } from '../../allocation/lock-file-store';
import type { Members } from '../../allocation/members';
import { devicesIn } from '../../allocation/members';
import type { Leaver } from '../../intent/member-record';
import { junosConnect } from '../../rollout/junos-connect';
import type { LookedAtLeaver } from '../../rollout/plan/leavers/look-at-leavers';
import { lookAtLeavers } from '../../rollout/plan/leavers/look-at-leavers';
import type { Context } from '../context';
import { deviceStillCarries, deviceUnreachable, lockFileMissing } from '../errors';
import { ExitCode } from '../exit-code';
import type { Host } from '../host';
import { lockFileOption } from '../options';

interface ForgetOptions {
  readonly lockFile: string;
  readonly unreachable?: string;
}

/** `junos-fabric forget`: the lock file without a device that has left, once nothing of the fabric stands on it. */
export function addForgetCommand(program: Command, context: Context): void {
  program
    .command('forget')
    .description(
      'take a device that has left the program out of the lock file; looks first whether it carries the group',
    )
    .argument('<device>', 'its host name')
    .addOption(new Option('--unreachable <reason>', 'although it does not answer, and why that is as it should be'))
    .addOption(lockFileOption())
    .action((hostname: string, options: ForgetOptions) =>
      context.run(async () => {
        await forget(hostname, options, context.host);
        return ExitCode.DONE;
      }),
    );
}

async function forget(hostname: string, options: ForgetOptions, host: Host): Promise<void> {
  const file = resolve(host.workingDirectory, options.lockFile);
  const store = new LockFileStore(file, options.lockFile);
  if (!store.exists) throw lockFileMissing(options.lockFile);
  const members = store.members();
  // Also those that are not marked: no program of a fabric that has left the code is there to mark its devices.
  const devices = [...members].flatMap(([fabric, of]) => devicesIn(of).map((leaver) => ({ fabric, leaver })));
  const found = devices.filter(({ leaver }) => leaver.hostname === hostname);
  if (found.length === 0) {
    const known = devices.map(({ leaver }) => leaver.hostname);
    throw noSuchMember(hostname, options.lockFile, known);
  }
  for (const { leaver } of found) requireForgettable(await look(leaver, dirname(file)), options);
  const fabrics = new Set(found.map(({ fabric }) => fabric));
  store.write(store.read(), without(members, fabrics, hostname));
  const why = options.unreachable === undefined ? '' : `, unreachable: ${options.unreachable}`;
  host.stdout.write(
    `forgot ${hostname} (${[...fabrics].join(', ')})${why}; commit ${options.lockFile} and synthesize again\n`,
  );
}

async function look(leaver: Leaver, directory: string): Promise<LookedAtLeaver> {
  const path = resolve(directory, leaver.knownHosts);
  const connect = existsSync(path) ? junosConnect({ path }) : junosConnect({ path: leaver.knownHosts });
  const [looked] = await lookAtLeavers([leaver], [], connect, 1);
  if (looked === undefined) throw new Error(`nothing was found of ${leaver.hostname}`);
  return looked;
}

/** @throws deviceStillCarries, deviceUnreachable */
function requireForgettable(looked: LookedAtLeaver, { unreachable = '' }: ForgetOptions): void {
  const { group, hostname } = looked.leaver;
  if (looked.state === 'carrying') throw deviceStillCarries(hostname, group);
  if (looked.state === 'silent' && unreachable.trim() === '') throw deviceUnreachable(hostname, looked.problem.message);
}

function without(members: Members, fabrics: ReadonlySet<string>, hostname: string): Members {
  return new Map(
    [...members].map(([fabric, of]) => [
      fabric,
      fabrics.has(fabric) ? new Map([...of].filter(([name]) => name !== hostname)) : of,
    ]),
  );
}
