import { isFast, LEAST_INTERVAL_MS } from '../facts/bfd-timers';
import { groupedBy, pathsOf } from '../facts/groups';
import { counted } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** BFD timers that a switch without BFD in hardware cannot hold. */
export const bfdFasterThanPlatform: Rule = {
  id: 'bgp/bfd-faster-than-platform',
  severity: Severity.WARNING,
  what: 'BFD is faster than the switch can be trusted with',
  why:
    'on the QFX5000 line the routing engine itself answers BFD: when it is busy (a commit, many routes) packets are late, and ' +
    "sessions flap that were well. Juniper's validated designs use 1000 ms times 3 in the underlay, 3000 ms times 3 in the overlay",
  fix: `use at least ${LEAST_INTERVAL_MS} ms times 3 (bfdMinimumIntervalMs, bfdMultiplier)`,
  reference: "RFC 5880, 6.8.4; Junos: bfd-liveness-detection; Juniper's validated designs",
  check: ({ devices }, context) =>
    devices
      .filter((device) => context.model(device)?.series === 'QFX5000')
      .flatMap(({ hostname, peerings }) =>
        groupedBy(peerings, ({ bfd }) =>
          bfd === undefined ? bfd : `${bfd.minimumIntervalMs} ms times ${bfd.multiplier}`,
        )
          .filter(({ items: [{ bfd }] }) => bfd !== undefined && isFast(bfd))
          .map(({ key, items }) => ({
            message: `${counted(items.length, 'session')} of ${hostname} with BFD at ${key}`,
            constructPaths: pathsOf(items),
          })),
      ),
};
