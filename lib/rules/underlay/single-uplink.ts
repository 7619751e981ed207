import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A leaf whose links all lead to one device. */
export const singleUplink: Rule = {
  id: 'underlay/single-uplink',
  severity: Severity.WARNING,
  what: 'all links of a leaf lead to one device',
  why:
    'when that device goes down, or is upgraded, the leaf is alone: its servers keep their sessions with it and lose everything ' +
    'behind it, unless they have another attachment',
  fix: 'link the leaf to a second spine',
  reference: 'guide: IP fabric underlay',
  check: ({ devices }) =>
    devices.flatMap(({ constructPath, hostname, role, underlay }) => {
      if (role !== 'leaf' || underlay === undefined) return [];
      const [peer, ...others] = new Set(underlay.links.map((link) => link.peer));
      if (peer === undefined || others.length > 0) return [];
      return [{ message: `${hostname} has links to ${peer} only`, constructPaths: [constructPath] }];
    }),
};
