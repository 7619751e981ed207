import { pathsOf } from '../facts/groups';
import { sharedPortsOf } from '../facts/ports';
import { counted } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A port with and without VLAN tags. */
export const taggedAndUntagged: Rule = {
  id: 'interface/tagged-and-untagged',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'a port is used both with and without VLAN tags',
  why:
    'with vlan-tagging Junos wants a tag on every unit ("VLAN-ID must be specified on tagged ethernet interfaces"), without it ' +
    'on none ("VLAN-ID can only be specified on tagged ethernet interfaces", "Only unit 0 is valid for this encapsulation")',
  fix:
    'give every interface of the port a vlanId, and native to the one whose frames have no tag on the wire; or have one ' +
    'interface only',
  reference: 'Junos: vlan-tagging, flexible-vlan-tagging, native-vlan-id',
  check: (fabric) =>
    sharedPortsOf(fabric).flatMap(({ device, name, interfaces }) => {
      const untagged = interfaces.filter(({ vlanId }) => vlanId === undefined);
      if (untagged.length === 0 || untagged.length === interfaces.length) return [];
      const tagged = interfaces.length - untagged.length;
      const message = `${name} of ${device.hostname} has ${counted(untagged.length, 'interface')} without and ${tagged} with a vlanId`;
      return [{ message, constructPaths: pathsOf(interfaces) }];
    }),
};
