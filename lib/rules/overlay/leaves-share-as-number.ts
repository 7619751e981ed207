import { deviceAsn } from '../../intent/device-asn';
import { listed } from '../../model/listing';
import { compareText } from '../../model/order';
import type { FabricIntent } from '../../intent/fabric-intent';
import type { Located } from '../facts/groups';
import { sharing } from '../facts/groups';
import type { ExternalOverlayDevice } from '../facts/overlay-sessions';
import { externalOverlayDevices } from '../facts/overlay-sessions';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Leaves of an EBGP overlay that discard each other's routes as loops. */
export const leavesShareAsNumber: Rule = {
  id: 'overlay/leaves-share-as-number',
  severity: Severity.ERROR,
  what: 'two leaves of an EBGP overlay have one AS number, and nothing lets routes pass between them',
  why:
    'a spine does not tell a leaf what has been through its number, and the leaf would hide it as a loop: servers of the one never ' +
    'reach those of the other, while every session is Established',
  fix: 'give each leaf an asn of its own, or the EbgpEvpnOverlay loops: 2',
  reference: 'RFC 4271, 9.1.2 (AS loop); Junos: loops, advertise-peer-as',
  check: (fabric) => {
    const devices = externalOverlayDevices(fabric).filter(({ external }) => external.loops === undefined);
    return sharing(leavesOf(fabric, devices), ({ asn }) => asn).map(({ items, key }) => ({
      message: `${listed(items.map(({ hostname }) => hostname).sort(compareText))} have the AS number ${key}`,
      constructPaths: items.map(({ constructPath }) => constructPath),
    }));
  },
};

interface Leaf extends Located {
  readonly hostname: string;
  readonly asn: number | undefined;
}

/** Leaves of the fabric, and those of others that its spines have sessions with. */
function leavesOf(fabric: FabricIntent, devices: readonly ExternalOverlayDevice[]): Iterable<Leaf> {
  const leaves = new Map<string, Leaf>();
  for (const { overlay } of devices) {
    for (const { hostname, peerAsn: asn } of overlay.clients) {
      leaves.set(hostname, { hostname, asn, constructPath: overlay.constructPath });
    }
  }
  for (const { device, reflects } of devices) {
    const { constructPath, hostname } = device;
    if (!reflects) leaves.set(hostname, { hostname, asn: deviceAsn(fabric, device), constructPath });
  }
  return leaves.values();
}
