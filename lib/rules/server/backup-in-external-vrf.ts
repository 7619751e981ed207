import { sessionsInVrfsOfOthers } from '../facts/vrfs-of-others';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A backup attachment whose type-5 routes are not the fabric's. */
export const backupInExternalVrf: Rule = {
  id: 'server/backup-in-external-vrf',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'a backup attachment is in a VRF that others own',
  why:
    'toward the fabric a backup is told by its type-5 routes, which whoever owns the VRF makes; with the half toward the server ' +
    'alone, traffic would leave by one attachment and come back by the other',
  fix: 'let the owner of the VRF make the attachment a backup, or own the VRF in this fabric',
  reference: 'Junos: ip-prefix-routes (route-attributes)',
  check: (fabric) =>
    sessionsInVrfsOfOthers(fabric)
      .filter(({ backup }) => backup !== undefined)
      .map(({ constructPath, group, vrf }) => ({
        message: `${group} has a backup attachment in ${vrf}`,
        constructPaths: [constructPath],
      })),
};
