import { logicalInterfaceName } from '../../render/names';
import { pathsOf, sharing } from '../facts/groups';
import { sharedPortsOf } from '../facts/ports';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** One unit of a port for two interfaces, in one VRF or in two. */
export const duplicateUnit: Rule = {
  id: 'interface/duplicate-unit',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'one unit of a port is used twice',
  why:
    'a unit is one interface in one routing instance: the configuration would hold the addresses of both, and Junos refuses an ' +
    'interface that is in two instances',
  fix: 'give one of them another port, or each its own vlanId',
  reference: 'Junos: interface (routing instances); guide: one VLAN for each leaf access interface',
  check: (fabric) =>
    sharedPortsOf(fabric).flatMap(({ device, name, interfaces }) =>
      sharing(interfaces, ({ unit }) => unit).map(({ key, items }) => ({
        message: `${logicalInterfaceName(name, key)} of ${device.hostname} is used by ${items.length} interfaces`,
        constructPaths: pathsOf(items),
      })),
    ),
};
