import { listed } from '../../model/listing';
import { compareText } from '../../model/order';
import { pathsOf } from '../facts/groups';
import { externalOverlayDevices } from '../facts/overlay-sessions';
import { sitesOf } from '../facts/sites';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Backups of a server that an EBGP overlay does not tell apart. */
export const backupsAlike: Rule = {
  id: 'overlay/backups-alike',
  severity: Severity.ERROR,
  what: 'a server has backup attachments on two leaves of an EBGP overlay',
  why:
    'local preference does not cross EBGP, so that each of the leaves finds the route of the other better than its own and takes ' +
    'its own back: once only backups are left, they come and go without end',
  fix: 'let one attachment be the backup, or make the overlay an EvpnOverlay, whose sessions carry local preference',
  reference: 'RFC 4271, 5.1.5 (LOCAL_PREF); Junos: route-attributes',
  check: function* (fabric) {
    const leaves = new Set(externalOverlayDevices(fabric).map(({ device }) => device.hostname));
    for (const site of leaves.size === 0 ? [] : sitesOf(fabric)) {
      const backups = site.sessions.filter(({ peering }) => peering.backup !== undefined);
      const on = [...new Set(backups.map(({ hostname }) => hostname))].filter((hostname) => leaves.has(hostname));
      if (on.length < 2) continue;
      const message = `the attachments of ${site.name} on ${listed(on.sort(compareText))} are all backups`;
      yield { message, constructPaths: pathsOf([site]) };
    }
  },
};
