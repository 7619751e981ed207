import { numberOutOfRange } from '../private/errors';
import type { PrefixLimitActionIntent } from '../../lib/intent/fabric-intent';
import type { PropKinds } from '../private/props';
import { NUMBER, requireProps } from '../private/props';

/** For actions that warn before the limit is reached. */
export interface PrefixLimitWarning {
  /**
   * Percentage of the limit from which on the device logs a warning, 1 to 100.
   * @default - as the device has it
   */
  readonly thresholdPercent?: number;
}

/** For `PrefixLimitAction.teardown`. */
export interface PrefixLimitTeardown extends PrefixLimitWarning {
  /** Minutes until the session may come back, 1 to 2400. */
  readonly idleTimeoutMin: number;
}

const WARNING: PropKinds<PrefixLimitWarning> = { required: {}, optional: { thresholdPercent: NUMBER } };
const TEARDOWN: PropKinds<PrefixLimitTeardown> = {
  required: { idleTimeoutMin: NUMBER },
  optional: WARNING.optional,
};

/** What happens when a server announces more prefixes than its limit. */
export class PrefixLimitAction {
  /** It is logged, and the session stays as it is. */
  static log(): PrefixLimitAction {
    return new PrefixLimitAction(undefined);
  }

  /**
   * The session ends, and may come back after a time. A server that misbehaves does so on all its attachments: it is gone for
   * this long.
   * @throws FabricError when a number is out of range
   */
  static teardown(options: PrefixLimitTeardown): PrefixLimitAction {
    requireProps(undefined, options, TEARDOWN);
    const { idleTimeoutMin, thresholdPercent } = options;
    return new PrefixLimitAction({
      action: 'teardown',
      idleTimeoutMin: inRange('idleTimeoutMin', idleTimeoutMin, 2400),
      ...threshold({ thresholdPercent }),
    });
  }

  /**
   * The session ends until somebody clears it on the device, on all attachments of the server.
   * @throws FabricError when a number is out of range
   */
  static teardownUntilCleared(options: PrefixLimitWarning = {}): PrefixLimitAction {
    return new PrefixLimitAction({ action: 'teardown', idleTimeoutMin: 'forever', ...threshold(options) });
  }

  /**
   * What is too much is dropped (Junos 21.4 and later).
   * @throws FabricError when a number is out of range
   */
  static dropExcess(options: PrefixLimitWarning = {}): PrefixLimitAction {
    return new PrefixLimitAction({ action: 'dropExcess', ...threshold(options) });
  }

  /**
   * What is too much is kept and not used (Junos 21.4 and later).
   * @throws FabricError when a number is out of range
   */
  static hideExcess(options: PrefixLimitWarning = {}): PrefixLimitAction {
    return new PrefixLimitAction({ action: 'hideExcess', ...threshold(options) });
  }

  /**
   * Undefined where it only logs.
   * @internal
   */
  readonly _intent: PrefixLimitActionIntent | undefined;

  private constructor(intent: PrefixLimitActionIntent | undefined) {
    this._intent = intent;
  }
}

function threshold(options: PrefixLimitWarning): { readonly thresholdPercent?: number } {
  requireProps(undefined, options, WARNING);
  const { thresholdPercent: given } = options;
  return given === undefined ? {} : { thresholdPercent: inRange('thresholdPercent', given, 100) };
}

function inRange(prop: string, given: number, max: number): number {
  if (Number.isInteger(given) && given >= 1 && given <= max) return given;
  throw numberOutOfRange(prop, given, 1, max);
}
