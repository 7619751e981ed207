import type { DeviceIntent, FabricIntent, InterfaceIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import { logicalInterfaceName } from '../../render/names';
import type { Located } from './groups';
import { groupedBy } from './groups';
import type { Interval, Placed } from './interval';
import { compareIntervals, intervalOf } from './interval';
import { once } from './once';

/** One address of a server-facing interface, and the subnet it makes. */
export class Link implements Located, Placed {
  readonly device: DeviceIntent;
  readonly interface: InterfaceIntent;
  /** With prefix length. */
  readonly address: string;
  readonly interval: Interval;

  constructor(device: DeviceIntent, attached: InterfaceIntent, address: string) {
    this.device = device;
    this.interface = attached;
    this.address = address;
    this.interval = intervalOf(address);
  }

  get constructPath(): string {
    return this.interface.constructPath;
  }

  /** In words: `172.16.104.1/30 on et-0/0/15.0 of leaf10`. */
  get words(): string {
    const { port, unit } = this.interface;
    return `${this.address} on ${logicalInterfaceName(port, unit)} of ${this.device.hostname}`;
  }
}

/** All addresses of server-facing interfaces, a subnet before what it contains. */
export const linksOf: (fabric: FabricIntent) => readonly Link[] = once((fabric) =>
  fabric.devices
    .flatMap((device) =>
      device.interfaces.flatMap((attached) =>
        attached.addresses.map(({ address }) => new Link(device, attached, address)),
      ),
    )
    .sort((a, b) => compareIntervals(a.interval, b.interval) || compareText(a.words, b.words) || byConstruct(a, b)),
);

/** The same by VRF. */
export const linksByVrf: (fabric: FabricIntent) => ReadonlyMap<string, readonly Link[]> = once(
  (fabric) => new Map(groupedBy(linksOf(fabric), (link) => link.interface.vrf).map(({ key, items }) => [key, items])),
);

function byConstruct(a: Link, b: Link): number {
  return compareText(a.constructPath, b.constructPath);
}
