import { sessionsInVrfsOfOthers } from '../facts/vrfs-of-others';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A default route that would have to be made in a VRF of others. */
export const generatedDefaultInExternalVrf: Rule = {
  id: 'vrf/generated-default-in-external-vrf',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'a default route is to be generated in a VRF that others own',
  why:
    'it stands in the routing options of the VRF, of which only interfaces and BGP groups are those of this fabric, and it needs the ' +
    'type-5 routes that the owner imports',
  fix: 'let the owner of the VRF make the default route and advertise it with Advertise.prefixes, or use Advertise.defaultFromEvpn',
  reference: 'Junos: generate (routing-options)',
  check: (fabric) =>
    sessionsInVrfsOfOthers(fabric)
      .filter(({ advertised }) => advertised?.kind === 'generatedDefault')
      .map(({ constructPath, group, vrf }) => ({
        message: `${group} is to be told a generated default in ${vrf}`,
        constructPaths: [constructPath],
      })),
};
