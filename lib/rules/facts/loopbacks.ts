import type { DeviceIntent, FabricIntent } from '../../intent/fabric-intent';
import type { Interval, Placed } from './interval';
import { compareIntervals, indexFrom, intervalOf } from './interval';
import { once } from './once';

/** The loopback of a leaf, as a place in the address space. */
interface Loopback extends Placed {
  readonly device: DeviceIntent;
}

/** All loopbacks, by address. */
const loopbacksOf: (fabric: FabricIntent) => readonly Loopback[] = once((fabric) =>
  fabric.devices
    .map((device) => ({ device, interval: intervalOf(device.loopback) }))
    .sort((a, b) => compareIntervals(a.interval, b.interval)),
);

/** The leaves whose loopbacks lie in a prefix, by loopback; of many, those with the first `limit`. */
export function loopbacksIn(fabric: FabricIntent, interval: Interval, limit = Infinity): DeviceIntent[] {
  const loopbacks = loopbacksOf(fabric);
  const found: DeviceIntent[] = [];
  for (let i = indexFrom(loopbacks, interval); i < loopbacks.length && found.length < limit; i++) {
    const loopback = loopbacks[i];
    if (loopback?.interval.family !== interval.family || loopback.interval.first > interval.last) break;
    found.push(loopback.device);
  }
  return found;
}
