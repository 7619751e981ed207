import type { Command } from 'commander';
import { Option } from 'commander';
import { expectationsByDevice } from '../../checks/expectations';
import { verify } from '../../checks/verify';
import type { DeviceIntent } from '../../intent/fabric-intent';
import type { LoadedManifest } from '../../manifest/read-manifest';
import { readManifest } from '../../manifest/read-manifest';
import { connectOf } from '../../rollout/junos-connect';
import { DEVICES_AT_ONCE, devicesAtOnce } from '../../checks/devices-at-once';
import { lookAtLeavers } from '../../rollout/plan/leavers/look-at-leavers';
import { saidOfLeavers } from '../../rollout/plan/leavers/said-of-leavers';
import type { Context } from '../context';
import { ExitCode } from '../exit-code';
import { findManifest } from '../find-manifest';
import { guideTables } from '../guide-tables';
import type { MaxHandshakesOption } from '../handshakes';
import { handshakesOf } from '../handshakes';
import type { Host } from '../host';
import { atLeast, deviceOption, digestOption, jsonOption, manifestOption, maxHandshakesOption } from '../options';
import type { PartOptions } from '../part-of-fabric';
import { partOfFabric } from '../part-of-fabric';
import { announce, labOption, rehearsalIn, rehearsed } from '../rehearsal';
import { requireDigest } from '../require-digest';
import type { Opened } from '../sessions';
import { lookAtEach } from '../sessions';
import { shardOption } from '../shard';
import type { DeviceLook } from '../verify-output';
import { verifyOutput, VerifyTally } from '../verify-output';

interface VerifyOptions extends PartOptions, MaxHandshakesOption {
  readonly manifest?: string;
  readonly lab?: string;
  readonly digest?: string;
  /** Seconds. */
  readonly checkTimeout: number;
  readonly tables?: boolean;
  readonly json?: boolean;
}

/** `junos-fabric verify`. */
export function addVerifyCommand(program: Command, context: Context): void {
  program
    .command('verify')
    .description('check on the running devices that the fabric works: ports, sessions, prefixes, type-5 routes')
    .addOption(manifestOption())
    .addOption(labOption())
    .addOption(digestOption())
    .addOption(deviceOption('only this device; may be repeated'))
    .addOption(shardOption())
    .addOption(maxHandshakesOption())
    .addOption(
      new Option('--check-timeout <seconds>', 'how long to wait for checks that are pending')
        .default(0)
        .argParser(atLeast(0)),
    )
    .addOption(new Option('--tables', 'print show interfaces terse and show bgp summary of each device'))
    .addOption(jsonOption('JSON lines: one for each check and each device, and one for the whole at the end'))
    .action((options: VerifyOptions) => context.look(() => runVerify(options, context.host)));
}

/** Looks at the devices one after another and prints what was seen of each at once: only sums are kept. */
async function runVerify(options: VerifyOptions, host: Host): Promise<ExitCode> {
  const onDisk = readManifest(findManifest(options.manifest, host.workingDirectory));
  requireDigest(onDisk, options.digest);
  const rehearsal = await rehearsalIn(options.lab, host);
  const manifest = rehearsed(rehearsal, onDisk);
  announce(rehearsal, host, options.json);
  const connect = connectOf(manifest, { connect: rehearsal?.connect, ...handshakesOf(options, host) });
  const { fabric, leavers = [] } = partOfFabric(manifest, options).manifest;
  const output = verifyOutput(host, { manifest, asked: fabric.devices, shard: options.shard }, options.json);
  const tally = new VerifyTally();
  const look = deviceLooker(manifest, options, host);
  await lookAtEach(fabric.devices, connect, devicesAtOnce(manifest.manifest.fabric), async (device, opened) => {
    const seen = await look(device, opened);
    tally.count(seen);
    await output.device(seen);
  });
  const looked = await lookAtLeavers(leavers, manifest.manifest.fabric.devices, connect, DEVICES_AT_ONCE);
  const left = saidOfLeavers(looked);
  left.forEach((one) => {
    output.leaver(one);
  });
  const carrying = left.filter(({ state }) => state === 'carrying').length;
  output.end({ ...tally.sums, carrying });
  if (tally.sums.failed > 0 || carrying > 0) return ExitCode.CHECK_FAILED;
  return tally.sums.notLooked > 0 ? ExitCode.NOT_LOOKED : ExitCode.DONE;
}

/** Asks a device what the fabric says of it. */
function deviceLooker(
  manifest: LoadedManifest,
  { checkTimeout, json, tables }: VerifyOptions,
  host: Host,
): (device: DeviceIntent, opened: Opened) => Promise<DeviceLook> {
  const checksOf = expectationsByDevice(manifest.manifest.fabric);
  const deadline = host.now() + checkTimeout * 1000;
  return async (device, opened) => {
    const { hostname } = device;
    if ('message' in opened) return { hostname, notLooked: opened.message };
    const { session } = opened;
    const asShown = tables === true && json !== true ? await guideTables(device, session) : '';
    const report = await verify(new Map([[hostname, session]]), checksOf(device), {
      deadlineMs: Math.max(0, deadline - host.now()),
      listAll: json,
    });
    // A device that gave no answer has not failed its checks: nobody knows.
    const silence = report.unanswered.get(hostname);
    return silence === undefined ? { hostname, report, tables: asShown } : { hostname, notLooked: silence };
  };
}
