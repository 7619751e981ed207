import { pathsOf } from '../facts/groups';
import { sharedPortsOf } from '../facts/ports';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Several MTUs for one port. */
export const mtusDiffer: Rule = {
  id: 'interface/mtus-differ',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'interfaces of one port have different MTUs',
  why: 'the MTU belongs to the physical port, so that only one of them can be configured, and which one would be chance',
  fix: 'give all interfaces of the port one mtu, or only one of them any',
  reference: 'Junos: mtu (interfaces)',
  check: (fabric) =>
    sharedPortsOf(fabric).flatMap(({ device, name, interfaces }) => {
      const withMtu = interfaces.filter(({ mtu }) => mtu !== undefined);
      const mtus = [...new Set(withMtu.map(({ mtu = 0 }) => mtu))].sort((a, b) => a - b);
      if (mtus.length < 2) return [];
      const message = `${name} of ${device.hostname} is given the MTUs ${listed(mtus.map(String))}`;
      return [{ message, constructPaths: pathsOf(withMtu) }];
    }),
};
