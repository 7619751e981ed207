import { hasOneOwner, sharedBgpGroupsOf } from '../facts/bgp-groups';
import { pathsOf } from '../facts/groups';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** One BGP group for two servers, or for two families that nobody has put together. */
export const groupShared: Rule = {
  id: 'bgp/group-shared',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'a BGP group holds two servers, or two address families without being a dual-stack group',
  why:
    'the import policy and the prefix limit stand on the group: what one server may announce, the other could announce too, ' +
    'and a family that the group does not name carries nothing',
  fix: 'give each server, and each family of it, a group name of its own, or both sessions of one server dualStackGroup: true',
  reference: 'Junos: group (BGP), import (BGP)',
  check: (fabric) =>
    sharedBgpGroupsOf(fabric)
      .filter((group) => !hasOneOwner(group))
      .map(({ words, sessions }) => ({
        message: `the group ${words} has sessions that do not belong together`,
        constructPaths: pathsOf(sessions),
      })),
};
