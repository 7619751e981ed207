import { groupedBy, pathsOf } from '../facts/groups';
import { sharedPortsOf } from '../facts/ports';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** One VLAN id on two units of a port. */
export const duplicateVlanId: Rule = {
  id: 'interface/duplicate-vlan-id',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'two units of a port have one VLAN id',
  why: 'the tag alone says which unit a frame belongs to; Junos refuses the commit',
  fix: 'give each interface of a port a vlanId of its own',
  reference: 'Junos: vlan-id (802.1Q)',
  check: (fabric) =>
    sharedPortsOf(fabric).flatMap(({ device, name, interfaces }) =>
      groupedBy(interfaces, ({ vlanId }) => vlanId)
        .filter(({ items }) => new Set(items.map(({ unit }) => unit)).size > 1)
        .map(({ key, items }) => ({
          message: `vlanId ${key} is used ${items.length} times on ${name} of ${device.hostname}`,
          constructPaths: pathsOf(items),
        })),
    ),
};
