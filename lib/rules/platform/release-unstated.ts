import { supportVerdicts } from '../facts/support-verdicts';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A release that nobody vouches for. */
export const releaseUnstated: Rule = {
  id: 'platform/release-unstated',
  severity: Severity.WARNING,
  what: 'the design is not stated for the Junos release of a leaf',
  why: 'the guide vouches for a first release "and later releases in the same release train"; of other trains it says nothing',
  fix: 'try the release in the laboratory, and acknowledge the rule with what was found',
  reference: 'guide: multihoming an IP-connected end system, hardware and software',
  check: (fabric, context) => supportVerdicts(fabric, context, 'unstated'),
};
