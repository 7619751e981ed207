import {
  bfdSessionStillUp,
  fabricSessionEstablished,
  prefixesAccepted,
  sessionEstablished,
  sessionStillUp,
} from './bgp';
import type { CheckKind } from './check';
import { backupsNotPreferred, prefixSeenFromAttachments, typeFiveRouteCreated } from './evpn';
import { addressPresent, interfaceStillUp, interfaceUp, lldpNeighbor } from './interfaces';
import { hiddenRoutesNotMore, prefixActiveByBgp, prefixLeftToOtherAttachments, rangeAccepted } from './routes';
import { noNewAlarms, noNewCores } from './system';

/** Every kind of check, in the order in which they are reported. */
const KINDS = {
  interfaceUp,
  addressPresent,
  lldpNeighbor,
  fabricSessionEstablished,
  sessionEstablished,
  prefixesAccepted,
  prefixActiveByBgp,
  rangeAccepted,
  prefixLeftToOtherAttachments,
  typeFiveRouteCreated,
  prefixSeenFromAttachments,
  backupsNotPreferred,
  interfaceStillUp,
  sessionStillUp,
  bfdSessionStillUp,
  hiddenRoutesNotMore,
  noNewAlarms,
  noNewCores,
} as const;

type Kinds = typeof KINDS;

/** Something that must be true of devices. */
export type Check = { [Kind in keyof Kinds]: Kinds[Kind] extends CheckKind<infer C> ? C : never }[keyof Kinds];

export const CHECK_KINDS: readonly CheckKind<Check>[] = Object.values(KINDS);

/** Everything that is to be known about a check beside its data. */
export function kindOf(check: Check): CheckKind<Check> {
  return KINDS[check.kind];
}
