import { deviceAsn } from '../../intent/device-asn';
import { listed } from '../../model/listing';
import { compareText } from '../../model/order';
import { groupedBy, pathsOf } from '../facts/groups';
import { externalOverlayDevices } from '../facts/overlay-sessions';
import { sitesOf } from '../facts/sites';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A server with the AS number of a device on the way of its routes. */
export const serverAsIsThatOfDevice: Rule = {
  id: 'overlay/server-as-is-that-of-device',
  severity: Severity.ERROR,
  what: 'a server has the AS number of a device of the EBGP overlay that it is not attached to',
  why:
    'the AS path of its routes goes along with them in the overlay: the device finds its own number there and hides them as loops, ' +
    'and a spine that does so tells nobody',
  fix: 'give the server an AS number that no device has, or the EbgpEvpnOverlay loops: 2',
  reference: 'RFC 4271, 9.1.2 (AS loop); RFC 9136; Junos: loops',
  check: function* (fabric) {
    const devices = externalOverlayDevices(fabric).filter(({ external }) => external.loops === undefined);
    const byNumber = new Map(
      groupedBy(devices, ({ device }) => deviceAsn(fabric, device)).map(({ key, items }) => [key, items] as const),
    );
    for (const site of sitesOf(fabric)) {
      const ofNumber = byNumber.get(site.asn);
      if (ofNumber === undefined) continue;
      const attached = new Set(site.sessions.map(({ hostname }) => hostname));
      const same = ofNumber.filter(({ device }) => !attached.has(device.hostname)).map(({ device }) => device.hostname);
      if (same.length === 0) continue;
      const message = `${site.name} has the AS number ${site.asn}, which is that of ${listed(same.sort(compareText))}`;
      yield { message, constructPaths: pathsOf([site]) };
    }
  },
};
