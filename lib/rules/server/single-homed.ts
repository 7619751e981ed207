import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A multihomed server with one attachment. */
export const singleHomed: Rule = {
  id: 'server/single-homed',
  severity: Severity.WARNING,
  what: 'a server has one attachment only',
  why: 'it loses its connection with the leaf, the cable, or any change that touches either; no wave order can prevent that',
  fix: 'attach it to a second leaf',
  reference: 'guide: multihoming an IP-connected end system to three leaves',
  check: ({ servers }) =>
    servers
      .filter(({ attachments }) => attachments.length === 1)
      .map(({ name, attachments, constructPath }) => ({
        message: `${name} is attached to ${attachments[0]?.hostname ?? ''} only`,
        constructPaths: [constructPath],
      })),
};
