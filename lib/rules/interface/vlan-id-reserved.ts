import { logicalInterfaceName } from '../../render/names';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** VLAN ids that a switch may want for itself. */
export const vlanIdReserved: Rule = {
  id: 'interface/vlan-id-reserved',
  severity: Severity.WARNING,
  what: 'a VLAN id may be one that the switch keeps for itself',
  why:
    'QFX switches keep five of the ids from 1 to 4094 for internal use, and which ones depends on the platform; the ' +
    'documentation does not name them. This warns where it costs least to stay away: of 1, the default VLAN, and of the five ' +
    'highest, 4090 to 4094',
  fix: 'take another id, or look it up on the device and acknowledge the rule',
  reference: 'Junos: layer 3 logical interfaces on QFX (4089 VLANs, five ids reserved)',
  check: function* ({ devices }) {
    for (const { hostname, interfaces } of devices) {
      for (const { port, unit, vlanId, constructPath } of interfaces) {
        if (vlanId === undefined || (vlanId !== 1 && vlanId < 4090)) continue;
        const message = `${logicalInterfaceName(port, unit)} of ${hostname} has the vlanId ${vlanId}`;
        yield { message, constructPaths: [constructPath] };
      }
    }
  },
};
