import type { IConstruct } from 'constructs';
import { canaryUnknown } from './errors';
import type { FabricIntent, RolloutIntent } from '../../lib/intent/fabric-intent';
import { Hostname } from '../../lib/model/hostname';
import { parsed, wholeNumber } from '../private/located';
import type { PropKinds } from '../private/props';
import { memberOf, NUMBER, TEXT } from '../private/props';
import { literalOf } from '../private/text-of';

/** Whether the devices of a change end together. */
export enum RolloutMode {
  /** All devices end with the change, or none: everything is confirmed at the end, or taken back. */
  TRANSACTION = 'transaction',
  /** Each wave of devices is confirmed once its checks pass. What is confirmed stays when a later wave fails. */
  ROLLING = 'rolling',
}

/** How changes of a fabric are carried onto its devices. Changing these options changes nothing in a plan. */
export interface RolloutOptions {
  /**
   * Whether the devices of a change end together.
   * @default RolloutMode.TRANSACTION
   */
  readonly mode?: RolloutMode;

  /**
   * Host name of the device that changes first, alone, wherever it has to change. It is a name because devices are created
   * after their fabric.
   * @default - of the devices that change, the one whose failure would hurt least: a leaf before a spine, then the one
   * with the fewest servers that have no other attachment, then the one with the fewest servers
   */
  readonly canary?: string;

  /**
   * How many devices change at the same time at most, 1 to 1000.
   * @default 20
   */
  readonly maxParallel?: number;

  /**
   * How many attachments of one server may be in motion at the same time, 1 to 100. One attachment of a server that has several always
   * stays, whatever is given.
   * @default 1
   */
  readonly maxUnavailable?: number;

  /**
   * How many SSH handshakes may be under way at the same time on the machine that runs the change, 1 to 1000; all the others wait for
   * their turn. Sessions that are open do not count, and through a jump host (`Login.openSsh`) there are eight at most.
   * @default - eight for each core of the machine, 64 at most
   */
  readonly maxHandshakes?: number;

  /**
   * Seconds that each wave of devices is watched before the next one begins, 0 to 3600.
   * @default 0
   */
  readonly soakTimeSec?: number;

  /**
   * How many devices may fail before a rolling change stops, 0 to 1000. Each takes its own part back.
   * @default 0
   */
  readonly failureBudget?: number;

  /**
   * Seconds that links, sessions and routes get to come up after a commit before the change counts as failed, 0 to 3600. A
   * device whose change restarts its forwarding engine gets 300 seconds more.
   * @default 120
   */
  readonly checkTimeoutSec?: number;

  /**
   * The longest that a device may have to wait for its confirmation, in minutes, 1 to 65535 (the range of Junos' `commit
   * confirmed`). How long each does wait is computed; a change that would need longer is refused.
   * @default 120
   */
  readonly confirmTimeoutMin?: number;
}

/** What the options of a rollout may be. */
export const ROLLOUT_PROPS: PropKinds<RolloutOptions> = {
  required: {},
  optional: {
    mode: memberOf('RolloutMode', RolloutMode),
    canary: TEXT,
    maxParallel: NUMBER,
    maxUnavailable: NUMBER,
    maxHandshakes: NUMBER,
    soakTimeSec: NUMBER,
    failureBudget: NUMBER,
    checkTimeoutSec: NUMBER,
    confirmTimeoutMin: NUMBER,
  },
};

/** The options as intent; undefined where everything is as by default. */
export function rolloutIntent(scope: IConstruct, options: RolloutOptions = {}): RolloutIntent | undefined {
  const { mode, canary } = options;
  const intent: RolloutIntent = {
    ...(mode === undefined ? {} : { mode: literalOf(mode) }),
    ...(canary === undefined
      ? {}
      : { canary: parsed(scope, 'rollout.canary', () => Hostname.parse(canary)).toString() }),
    ...numbersOf(scope, options),
  };
  return Object.keys(intent).length === 0 ? undefined : intent;
}

type NumericOption = Exclude<keyof RolloutOptions, 'mode' | 'canary'>;

const RANGES: readonly (readonly [name: NumericOption, min: number, max: number])[] = [
  ['maxParallel', 1, 1000],
  ['maxUnavailable', 1, 100],
  ['maxHandshakes', 1, 1000],
  ['soakTimeSec', 0, 3600],
  ['failureBudget', 0, 1000],
  ['checkTimeoutSec', 0, 3600],
  ['confirmTimeoutMin', 1, 65_535],
];

function numbersOf(scope: IConstruct, options: RolloutOptions): Pick<RolloutIntent, NumericOption> {
  return Object.fromEntries(
    RANGES.flatMap(([name, min, max]) => {
      const given = options[name];
      return given === undefined ? [] : [[name, wholeNumber(scope, `rollout.${name}`, given, min, max)]];
    }),
  );
}

/** @throws canaryUnknown where no device of the fabric has the name of the canary */
export function requireKnownCanary({ constructPath, devices, rollout }: FabricIntent): void {
  const hostnames = devices.map(({ hostname }) => hostname);
  if (rollout?.canary === undefined || hostnames.includes(rollout.canary)) return;
  throw canaryUnknown(rollout.canary, hostnames, constructPath);
}
