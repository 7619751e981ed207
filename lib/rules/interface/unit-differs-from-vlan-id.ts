import { logicalInterfaceName } from '../../render/names';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A unit that is not called after its VLAN. */
export const unitDiffersFromVlanId: Rule = {
  id: 'interface/unit-differs-from-vlan-id',
  severity: Severity.WARNING,
  what: 'the number of a unit is not its VLAN id',
  why: 'people read et-0/0/15.200 as VLAN 200, also at three in the morning',
  fix: 'leave unit out, so that it is the vlanId',
  reference: 'Junos: layer 3 logical interfaces on QFX (use the VLAN id as unit number)',
  check: function* ({ devices }) {
    for (const { hostname, interfaces } of devices) {
      for (const { port, unit, vlanId, constructPath } of interfaces) {
        if (vlanId === undefined || vlanId === unit) continue;
        const message = `${logicalInterfaceName(port, unit)} of ${hostname} has the vlanId ${vlanId}`;
        yield { message, constructPaths: [constructPath] };
      }
    }
  },
};
