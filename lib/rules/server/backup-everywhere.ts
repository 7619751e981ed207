import { sitesOf } from '../facts/sites';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A server with backups and nothing that they stand in for. */
export const backupEverywhere: Rule = {
  id: 'server/backup-everywhere',
  severity: Severity.ERROR,
  what: 'every attachment of a server is a backup',
  why: 'a backup stands in for attachments that are not: without one, all attachments are alike, and the server looks better protected than it is',
  fix: 'leave backup out for the attachments that carry the traffic',
  reference: 'guide: multihoming an IP-connected end system to three leaves',
  check: (fabric) =>
    sitesOf(fabric).flatMap(({ constructPath, name, sessions }) => {
      const isEverywhere = sessions.length > 0 && sessions.every(({ peering }) => peering.backup !== undefined);
      return isEverywhere ? [{ message: `${name} has backup attachments only`, constructPaths: [constructPath] }] : [];
    }),
};
