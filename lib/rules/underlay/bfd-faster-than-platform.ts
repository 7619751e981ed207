import type { BfdIntent, DeviceIntent } from '../../intent/fabric-intent';
import { isFast, LEAST_INTERVAL_MS } from '../facts/bfd-timers';
import type { Located } from '../facts/groups';
import { groupedBy, pathsOf } from '../facts/groups';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** BFD between devices of the fabric with timers that a switch without BFD in hardware cannot hold. */
export const fabricBfdFasterThanPlatform: Rule = {
  id: 'underlay/bfd-faster-than-platform',
  severity: Severity.WARNING,
  what: 'BFD of the underlay or the overlay is faster than the switch can be trusted with',
  why:
    'on the QFX5000 line the routing engine itself answers BFD: when it is busy (a commit, many routes) packets are late, and the ' +
    "links of a leaf go down together. Juniper's validated designs use 1000 ms times 3 in the underlay, 3000 ms times 3 in the overlay",
  fix: `use at least ${LEAST_INTERVAL_MS} ms times 3 (bfdMinimumIntervalMs, bfdMultiplier; microBfd… on aggregates)`,
  reference: "RFC 5880, 6.8.4; RFC 7130; Juniper's validated designs",
  check: ({ devices }, context) =>
    devices
      .filter((device) => context.model(device)?.series === 'QFX5000')
      .flatMap((device) =>
        groupedBy(timersOf(device).filter(isFast), ({ minimumIntervalMs, multiplier }) =>
          [minimumIntervalMs, multiplier].join(' ms times '),
        ).map(({ key, items }) => ({
          message: `BFD of ${listed(items.map(({ layer }) => layer))} at ${key} on ${device.hostname}`,
          constructPaths: pathsOf(items),
        })),
      ),
};

type Timers = BfdIntent & Located & { readonly layer: string };

function timersOf({ overlay, underlay }: DeviceIntent): Timers[] {
  const layers = [
    { layer: 'the underlay', bfd: underlay?.bfd, constructPath: underlay?.constructPath ?? '' },
    { layer: 'the overlay', bfd: overlay?.bfd, constructPath: overlay?.constructPath ?? '' },
    ...(underlay?.links ?? []).map(({ aggregate, constructPath, port }) => ({
      layer: port,
      bfd: aggregate?.microBfd,
      constructPath,
    })),
  ];
  return layers.flatMap(({ bfd, constructPath, layer }) =>
    bfd === undefined ? [] : [{ ...bfd, constructPath, layer }],
  );
}
