import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A device whose AS number in the underlay is that of the overlay. */
export const asNumberEqualsOverlay: Rule = {
  id: 'underlay/as-number-equals-overlay',
  severity: Severity.ERROR,
  what: 'a device has the AS number of the overlay in the underlay too',
  why:
    'every device has the overlay number as its own (autonomous-system), so that each discards what has been through this one as ' +
    'a loop: its loopback, and all that are behind it',
  fix: 'give the device an underlayAsn of its own; the overlay keeps overlayAsn',
  reference: 'RFC 4271, 9.1.2 (AS loop); Junos: local-as',
  check: ({ devices, overlayAsn }) =>
    devices
      .filter(({ underlay }) => underlay?.localAsn === overlayAsn)
      .map(({ constructPath, hostname }) => ({
        message: `${hostname} has the AS number ${overlayAsn} in the underlay, which is the overlayAsn of the fabric`,
        constructPaths: [constructPath],
      })),
};
