import { supportVerdicts } from '../facts/support-verdicts';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A release that is too old for the design. */
export const releaseUnsupported: Rule = {
  id: 'platform/release-unsupported',
  severity: Severity.ERROR,
  what: 'the design does not work with the Junos release of a leaf',
  why:
    'the guide states this design for QFX10002-60C and QFX5120-32C from 19.1R2, and for its other devices from 17.3R3-S1; older ' +
    'releases lack parts of it, and Junos and Junos Evolved are not exchangeable',
  fix: 'upgrade the device, or acknowledge the rule on the leaf where the release is known to work',
  reference: 'guide: multihoming an IP-connected end system, hardware and software',
  check: (fabric, context) => supportVerdicts(fabric, context, 'unsupported'),
};
