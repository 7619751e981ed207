import { sitesOf } from '../facts/sites';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A server without an attachment that carries its traffic. */
export const drainedEverywhere: Rule = {
  id: 'server/drained-everywhere',
  severity: Severity.ERROR,
  what: 'all attachments of a server are drained',
  why:
    'draining moves the traffic of one attachment to the others, and here there is no other: all are equally bad, so that nothing ' +
    'moves, and whoever then takes a leaf down believes that it carries nothing',
  fix: 'drain one attachment after the other; to take a server out of service, shut it down or delete it',
  reference: 'RFC 8326 (graceful shutdown)',
  check: (fabric) =>
    sitesOf(fabric).flatMap(({ constructPath, name, sessions }) => {
      const isEverywhere = sessions.length > 0 && sessions.every(({ peering }) => peering.drained !== undefined);
      const homes = new Set(sessions.map(({ hostname }) => hostname)).size;
      const message =
        homes === 1 ? `the only attachment of ${name} is drained` : `all ${homes} attachments of ${name} are drained`;
      return isEverywhere ? [{ message, constructPaths: [constructPath] }] : [];
    }),
};
