import { compareText } from '../../model/order';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A server whose leaves fail together. */
export const attachmentsInOneFailureDomain: Rule = {
  id: 'server/attachments-in-one-failure-domain',
  severity: Severity.WARNING,
  what: 'all leaves of a server are in one failure domain',
  why:
    'leaves on one side of the fabric hang on the same spines, rack or power feed: the attachments that were to stand in for one ' +
    'another are lost together',
  fix: 'attach the server to a leaf of another failureDomain too',
  reference: 'guide: multihoming an IP-connected end system to three leaves',
  check: ({ servers, devices }) => {
    const domains = new Map(devices.map(({ hostname, failureDomain }) => [hostname, failureDomain]));
    return servers.flatMap(({ name, attachments, constructPath }) => {
      const leaves = [...new Set(attachments.map(({ hostname }) => hostname))].sort(compareText);
      const [domain, ...others] = new Set(leaves.map((hostname) => domains.get(hostname)));
      if (leaves.length < 2 || domain === undefined || others.length > 0) return [];
      return [
        { message: `${listed(leaves)}, the leaves of ${name}, are all in ${domain}`, constructPaths: [constructPath] },
      ];
    });
  },
};
