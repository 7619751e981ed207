import { deviceAsn } from '../../intent/device-asn';
import { externalOverlayDevices } from '../facts/overlay-sessions';
import { listed } from '../../model/listing';
import { compareText } from '../../model/order';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A session of an EBGP overlay between two devices of one AS number. */
export const oneAsNumberAtBothEnds: Rule = {
  id: 'overlay/one-as-number-at-both-ends',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'a leaf and a spine of an EBGP overlay have one AS number',
  why:
    'a session of type external is between two numbers: Junos says "External peer\'s AS (n) must not be the same as the local AS ' +
    '(n)". A device without an asn of its own has the overlayAsn of the fabric',
  fix: 'give each leaf an asn of its own, and the spines others; or make the overlay an EvpnOverlay, whose sessions are internal',
  reference: 'RFC 4271, 5.1.2; Junos: peer-as',
  check: function* (fabric) {
    for (const { device, overlay, reflects } of externalOverlayDevices(fabric)) {
      if (reflects) continue;
      const asn = deviceAsn(fabric, device);
      const same = overlay.peers
        .filter(({ peerAsn }) => peerAsn === asn)
        .map(({ hostname }) => hostname)
        .sort(compareText);
      if (same.length === 0) continue;
      const message = `${device.hostname} has the AS number ${asn}, as ${listed(same)} at the other end of the overlay`;
      yield { message, constructPaths: [device.constructPath] };
    }
  },
};
