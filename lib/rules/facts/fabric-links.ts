import type { DeviceIntent, FabricIntent, FabricLinkIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import type { Located } from './groups';
import type { Interval, Placed } from './interval';
import { compareIntervals, intervalOf } from './interval';
import { once } from './once';

/** One end of a link between two devices of the fabric. */
export class FabricLinkEnd implements Located, Placed {
  readonly device: DeviceIntent;
  readonly link: FabricLinkIntent;
  readonly interval: Interval;

  constructor(device: DeviceIntent, link: FabricLinkIntent) {
    this.device = device;
    this.link = link;
    this.interval = intervalOf(link.address);
  }

  get constructPath(): string {
    return this.link.constructPath;
  }

  /** In words: `172.16.0.0/31 on et-0/0/30 of leaf11`. */
  get words(): string {
    return `${this.link.address} on ${this.link.port} of ${this.device.hostname}`;
  }
}

/** Every end of every link, a subnet before what it contains. */
export const fabricLinksOf: (fabric: FabricIntent) => readonly FabricLinkEnd[] = once((fabric) =>
  fabric.devices
    .flatMap((device) => (device.underlay?.links ?? []).map((link) => new FabricLinkEnd(device, link)))
    .sort((a, b) => compareIntervals(a.interval, b.interval) || compareText(a.words, b.words)),
);

/** Ends by device and address. */
const endsByAddress: (fabric: FabricIntent) => ReadonlyMap<string, FabricLinkEnd> = once(
  (fabric) => new Map(fabricLinksOf(fabric).map((end) => [`${end.device.hostname} ${hostOf(end)}`, end])),
);

/** The end that sees `end` as its other one; undefined where others own it, or it is not there. */
export function otherEndOf(fabric: FabricIntent, { device, link }: FabricLinkEnd): FabricLinkEnd | undefined {
  const other = endsByAddress(fabric).get(`${link.peer} ${link.neighbor}`);
  return other?.link.peer === device.hostname ? other : undefined;
}

/** The address of an end, without prefix length. */
function hostOf({ link }: FabricLinkEnd): string {
  return link.address.slice(0, link.address.indexOf('/'));
}

/** The physical ports of an end: the members of an aggregate, or the port itself. */
export function physicalPortsOf({ link }: FabricLinkEnd): readonly string[] {
  return link.aggregate?.members ?? [link.port];
}
