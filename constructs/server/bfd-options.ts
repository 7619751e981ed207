import type { IConstruct } from 'constructs';
import { bfdTimersWithoutBfd } from '../private/errors';
import type { BfdIntent } from '../../lib/intent/fabric-intent';
import { wholeNumber } from '../private/located';
import { DEFAULT_BFD_MULTIPLIER } from '../../lib/model/junos-defaults';
import type { Kinds } from '../private/props';
import { FLAG, NUMBER } from '../private/props';

/** What can be said of BFD on the sessions of the fabric itself. */
export interface FabricBfdOptions {
  /**
   * Whether BFD watches the sessions.
   * @default true
   */
  readonly bfd?: boolean;

  /**
   * BFD `minimum-interval` in milliseconds, 1 to 255000.
   * @default - 1000 in the underlay, 3000 in the overlay
   */
  readonly bfdMinimumIntervalMs?: number;

  /**
   * BFD `multiplier`, 1 to 255.
   * @default 3
   */
  readonly bfdMultiplier?: number;
}

/** What the options of BFD may be. */
export const BFD_PROPS = {
  bfd: FLAG,
  bfdMinimumIntervalMs: NUMBER,
  bfdMultiplier: NUMBER,
} satisfies Kinds<FabricBfdOptions>;

/**
 * BFD as the user wants it, on any session; undefined when it is off.
 * @param defaultIntervalMs - where the user says nothing
 * @throws FabricError when a number is out of range, or timers are given without BFD
 */
export function bfdIntent(
  scope: IConstruct,
  { bfd = true, bfdMinimumIntervalMs, bfdMultiplier }: FabricBfdOptions,
  defaultIntervalMs: number,
): BfdIntent | undefined {
  if (!bfd && (bfdMinimumIntervalMs ?? bfdMultiplier) !== undefined) throw bfdTimersWithoutBfd(scope.node.path);
  if (!bfd) return undefined;
  return {
    minimumIntervalMs: wholeNumber(scope, 'bfdMinimumIntervalMs', bfdMinimumIntervalMs ?? defaultIntervalMs, 1, 255000),
    multiplier: wholeNumber(scope, 'bfdMultiplier', bfdMultiplier ?? DEFAULT_BFD_MULTIPLIER, 1, 255),
  };
}
