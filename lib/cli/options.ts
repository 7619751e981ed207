import { InvalidArgumentError, Option } from 'commander';
import type { ConsentIntent } from '../intent/fabric-intent';
import { LOCK_FILE } from '../allocation/lock-file';
import { consentWithoutReason } from './errors';

/** A device and the digest of the edit on it that may be overwritten. */
interface DriftAllowance {
  readonly hostname: string;
  readonly digest: string;
}

/** Consents as they are given on the command line. */
export interface ConsentOptions {
  readonly allowOverwriteDrift: readonly DriftAllowance[];
  readonly allowForwardingRestart: readonly string[];
  /** Host names of devices that have left the code. */
  readonly allowLastAttachment: readonly string[];
  /** Names of VRFs. */
  readonly allowPartition: readonly string[];
  readonly reason?: string;
}

/** `--lock-file`. */
export function lockFileOption(): Option {
  return new Option('--lock-file <file>', 'the lock file, beside cdktf.json').default(LOCK_FILE);
}

/** `--manifest`, everywhere. */
export function manifestOption(): Option {
  return new Option(
    '--manifest <file>',
    'the fabric.json that synth left behind (default: the only one below ./cdktf.out/stacks)',
  );
}

/** `--json`, with what it prints. */
export function jsonOption(what: string): Option {
  return new Option('--json', `print ${what}`);
}

/** `--device`, for a command that looks at some devices. */
export function deviceOption(what: string): Option {
  return new Option('--device <device>', what)
    .default([], 'all')
    .argParser((text: string, former: readonly string[]) => [...former, text]);
}

/** `--digest`: what Terraform's plan was made for. */
export function digestOption(): Option {
  return new Option('--digest <sha256>', 'refuse any other manifest than the one with this digest').argParser(sha256);
}

/** `--state-directory`. */
export function stateDirectoryOption(): Option {
  return new Option('--state-directory <directory>', 'journal and lock (default: .junos-fabric beside cdktf.json)').env(
    'JUNOS_FABRIC_STATE',
  );
}

/** `--break-lock`. */
export function breakLockOption(): Option {
  return new Option(
    '--break-lock <reason>',
    'take the lock of a process that is surely gone, and say why you know; it is watched for a sign of life first',
  ).argParser(whyText);
}

/** `--from-terraform`: set by the steps that synth writes. */
export function fromTerraformOption(): Option {
  return new Option('--from-terraform', 'print plain lines, whatever they go to');
}

/** `--check-timeout`. */
export function checkTimeoutOption(): Option {
  return new Option(
    '--check-timeout <seconds>',
    'how long sessions and routes get to come up (default: 120)',
  ).argParser(atLeast(0));
}

/** `--confirm-timeout`. */
export function confirmTimeoutOption(): Option {
  return new Option(
    '--confirm-timeout <minutes>',
    'the longest a device may wait for its confirmation; each waits as long as the rest can take (default: 120)',
  ).argParser(atLeast(1));
}

/** The consents, for people without Terraform; in code they are props of the fabric. */
export function consentOptions(): Option[] {
  return [
    new Option('--allow-overwrite-drift <device=digest>', 'a hand-made edit that may be lost; may be repeated')
      .default([], 'none')
      .argParser((text: string, former: readonly DriftAllowance[]) => [...former, driftAllowance(text)]),
    new Option('--allow-forwarding-restart <device>', 'a device that may interrupt its traffic; may be repeated')
      .default([], 'none')
      .argParser((text: string, former: readonly string[]) => [...former, text]),
    new Option(
      '--allow-last-attachment <device>',
      'a device that has left the code and may take the last attachment of servers with it; may be repeated',
    )
      .default([], 'none')
      .argParser((text: string, former: readonly string[]) => [...former, text]),
    new Option('--allow-partition <vrf>', 'a VRF whose leaves may not hear one another meanwhile; may be repeated')
      .default([], 'none')
      .argParser((text: string, former: readonly string[]) => [...former, text]),
    new Option('--reason <text>', 'why that is acceptable; needed with each --allow option'),
  ];
}

/**
 * The same consents as in the code of a fabric.
 *
 * @throws FabricError `consentWithoutReason`
 */
export function consentsOf(options: ConsentOptions): ConsentIntent[] {
  const { allowOverwriteDrift, allowForwardingRestart, allowLastAttachment, allowPartition, reason = '' } = options;
  const all = [allowOverwriteDrift, allowForwardingRestart, allowLastAttachment, allowPartition];
  if (all.every(({ length }) => length === 0)) return [];
  if (reason.trim() === '') throw consentWithoutReason();
  return [
    ...allowOverwriteDrift.map(
      ({ hostname, digest }) => ({ kind: 'overwriteDrift', hostname, digest, reason }) as const,
    ),
    ...allowForwardingRestart.map((hostname) => ({ kind: 'forwardingRestart', hostname, reason }) as const),
    ...allowLastAttachment.map((hostname) => ({ kind: 'lastAttachment', hostname, reason }) as const),
    ...allowPartition.map((vrf) => ({ kind: 'partition', vrf, reason }) as const),
  ];
}

/** How the devices of a change follow one another; the same as the options in the code of a fabric, which they override. */
export function rolloutOptions(): Option[] {
  return [
    new Option('--mode <mode>', 'transaction: all devices or none; rolling: each wave is confirmed by itself').choices([
      'transaction',
      'rolling',
    ]),
    new Option('--canary <device>', 'the device that changes first, alone (default: the one that would hurt least)'),
    new Option('--max-parallel <devices>', 'how many change at the same time at most (default: 20)').argParser(
      atLeast(1),
    ),
    new Option(
      '--max-unavailable <attachments>',
      'how many attachments of one server may change at once (default: 1)',
    ).argParser(atLeast(1)),
    maxHandshakesOption(),
    new Option('--soak <seconds>', 'how long each wave is watched before the next one (default: 0)').argParser(
      atLeast(0),
    ),
    new Option('--failure-budget <devices>', 'how many may fail before a rolling change stops (default: 0)').argParser(
      atLeast(0),
    ),
    new Option('--other-manifest <file>', 'another fabric.json whose servers are kept up too; may be repeated')
      .default([], 'none')
      .argParser((text: string, former: readonly string[]) => [...former, text]),
  ];
}

/** `--max-handshakes`. */
export function maxHandshakesOption(): Option {
  return new Option(
    '--max-handshakes <number>',
    'how many SSH handshakes may be under way at once (default: 8 for each core, 64 at most)',
  ).argParser(atLeast(1));
}

/** A whole number of at least `least`. */
export function atLeast(least: number): (text: string) => number {
  return (text) => {
    if (!/^\d{1,7}$/.test(text) || Number(text) < least) {
      throw new InvalidArgumentError(`Give a whole number, ${least} or more.`);
    }
    return Number(text);
  };
}

function whyText(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Say why you know that the process is gone.');
  return text;
}

function sha256(text: string): string {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new InvalidArgumentError('Give a SHA-256 digest, 64 hexadecimal digits.');
  return text;
}

function driftAllowance(text: string): DriftAllowance {
  const [, hostname, digest] = /^([^=\s]+)=([0-9a-f]{8,64})$/.exec(text) ?? [];
  if (hostname === undefined || digest === undefined) {
    throw new InvalidArgumentError('Give device=digest, as the stopped rollout printed it.');
  }
  return { hostname, digest };
}
