import type { IConstruct } from 'constructs';
import { bfdTimersWithoutBfd } from '../lib/errors';
import type { PeeringIntent } from '../lib/intent/fabric-intent';
import { wholeNumber } from './located';

/** What can be said of an EBGP session to a server, whether it stands alone or belongs to a MultihomedServer. */
export interface ServerSessionOptions {
  /**
   * Prefixes that are accepted from the server, IPv4 and IPv6, for example `['10.1.5.0/24']`: exactly these, nothing
   * longer, nothing else.
   * @default - required, unless acceptAnything is given
   */
  readonly prefixes?: string[];

  /**
   * Accept whatever the server announces; the reason why, for whoever reviews it.
   * @default - only `prefixes` are accepted
   */
  readonly acceptAnything?: string;

  /**
   * More prefixes than this from the server are logged (`prefix-limit`); the session stays. 1 to 4294967295.
   * @default 1000
   */
  readonly prefixLimit?: number;

  /**
   * Whether BFD watches the session.
   * @default true
   */
  readonly bfd?: boolean;

  /**
   * BFD `minimum-interval` in milliseconds, 1 to 255000.
   * @default 1000
   */
  readonly bfdMinimumIntervalMs?: number;

  /**
   * BFD `multiplier`, 1 to 255.
   * @default 3
   */
  readonly bfdMultiplier?: number;

  /**
   * BGP `hold-time` in seconds, 3 to 65535.
   * @default - as Junos has it (90)
   */
  readonly holdTimeSec?: number;
}

/** The numbers of a session, checked. */
export type SessionNumbers = Pick<PeeringIntent, 'prefixLimit' | 'bfd' | 'holdTimeSec'>;

/** @throws FabricError when a number is out of range, or BFD timers are given without BFD */
export function sessionNumbers(scope: IConstruct, options: ServerSessionOptions): SessionNumbers {
  const { bfd = true, bfdMinimumIntervalMs, bfdMultiplier, holdTimeSec } = options;
  if (!bfd && (bfdMinimumIntervalMs ?? bfdMultiplier) !== undefined) throw bfdTimersWithoutBfd(scope.node.path);
  return {
    prefixLimit: wholeNumber(scope, 'prefixLimit', options.prefixLimit ?? 1000, 1, 4294967295),
    ...(bfd && {
      bfd: {
        minimumIntervalMs: wholeNumber(scope, 'bfdMinimumIntervalMs', bfdMinimumIntervalMs ?? 1000, 1, 255000),
        multiplier: wholeNumber(scope, 'bfdMultiplier', bfdMultiplier ?? 3, 1, 255),
      },
    }),
    ...(holdTimeSec !== undefined && { holdTimeSec: wholeNumber(scope, 'holdTimeSec', holdTimeSec, 3, 65535) }),
  };
}
