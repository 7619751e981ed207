import type { Site } from '../facts/sites';
import { sitesOf } from '../facts/sites';
import type { Rule } from '../rule';
import { Severity } from '../rule';
import { DEFAULT_LOCAL_PREFERENCE } from '../../model/junos-defaults';

/** A backup that would carry the traffic. */
export const backupPreferred: Rule = {
  id: 'server/backup-preferred',
  severity: Severity.ERROR,
  what: 'a backup attachment has a local preference as high as that of another attachment',
  why: 'type-5 routes of the VRF carry the local preference, and leaves take the highest: the backup would carry traffic',
  fix: 'lower backupLocalPreference, or raise localPreference of the other attachments',
  reference: 'RFC 4271, 9.1; Junos: route-attributes (ip-prefix-routes)',
  check: (fabric) =>
    sitesOf(fabric).flatMap((site) => {
      const { backup, other } = preferences(site);
      if (backup === undefined || other === undefined || backup < other) return [];
      const message = `a backup attachment of ${site.name} has the local preference ${backup}, and another attachment has ${other}`;
      return [{ message, constructPaths: [site.constructPath] }];
    }),
};

/** The highest of the backups, and the lowest of the attachments that are neither backup nor drained. */
function preferences({ sessions }: Site): { readonly backup?: number; readonly other?: number } {
  const peerings = sessions.map(({ peering }) => peering).filter(({ drained }) => drained === undefined);
  const backups = peerings.flatMap(({ backup }) => (backup === undefined ? [] : [backup.localPreference]));
  const others = peerings
    .filter(({ backup }) => backup === undefined)
    .map(({ localPreference }) => localPreference ?? DEFAULT_LOCAL_PREFERENCE);
  return {
    ...(backups.length > 0 && { backup: Math.max(...backups) }),
    ...(others.length > 0 && { other: Math.min(...others) }),
  };
}
