import { fabricLinksOf, otherEndOf } from '../facts/fabric-links';
import { pathsOf } from '../facts/groups';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A link whose ends do not agree. */
export const linkOneSided: Rule = {
  id: 'underlay/link-one-sided',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'the other end of a link of the underlay is not there, or says something else',
  why: 'the session on the link waits for a neighbor that nobody has, or is refused for its AS number; no device complains',
  fix: 'write links as FabricLink or among the links of the IpFabricUnderlay, which make both ends; see who changed one of them',
  reference: 'RFC 4271, 6.2 (Bad Peer AS); Junos: peer-as',
  check: function* (fabric) {
    const own = new Map(fabric.devices.map((device) => [device.hostname, device]));
    for (const end of fabricLinksOf(fabric)) {
      const { device, link } = end;
      const peer = own.get(link.peer);
      if (peer === undefined) continue;
      const other = otherEndOf(fabric, end);
      if (other !== undefined && peer.underlay?.localAsn === link.peerAsn) continue;
      const wrong =
        other === undefined
          ? `${link.peer} has no end with ${link.neighbor}`
          : `${link.peer} has the AS number ${peer.underlay?.localAsn ?? 0} and not ${link.peerAsn}`;
      yield {
        message: `${link.port} of ${device.hostname} leads to ${link.peer}, but ${wrong}`,
        constructPaths: pathsOf([end]),
      };
    }
  },
};
