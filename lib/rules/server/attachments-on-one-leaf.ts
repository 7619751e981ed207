import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A server with several attachments, all on one leaf. */
export const attachmentsOnOneLeaf: Rule = {
  id: 'server/attachments-on-one-leaf',
  severity: Severity.WARNING,
  what: 'all attachments of a server are on one leaf',
  why: 'several ports of one leaf protect from a broken cable, but the server is gone when the leaf reboots or is upgraded',
  fix: 'attach it to a second leaf',
  reference: 'guide: multihoming an IP-connected end system to three leaves',
  check: ({ servers }) =>
    servers.flatMap(({ name, attachments, constructPath }) => {
      const leaves = new Set(attachments.map(({ hostname }) => hostname));
      if (attachments.length < 2 || leaves.size > 1) return [];
      const message = `the ${attachments.length} attachments of ${name} are all on ${[...leaves].join('')}`;
      return [{ message, constructPaths: [constructPath] }];
    }),
};
