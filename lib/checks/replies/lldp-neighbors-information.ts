import type { XmlElement } from '../../junos/formats/xml';
import { descendants } from '../../junos/formats/xml';
import { trimmedText } from './values';
import type { Query } from '../observation';

/** `show lldp neighbors`: those of every port. */
export const LLDP_NEIGHBORS: Query<readonly LldpNeighbor[]> = {
  rpc: 'get-lldp-neighbors-information',
  args: {},
  read: readLldpNeighbors,
};

/** One neighbor of `get-lldp-neighbors-information` (`show lldp neighbors`). A port may have several. */
export interface LldpNeighbor {
  /** Physical port, without unit. */
  readonly port: string;
  /** The aggregated interface that the port is in. */
  readonly aggregate?: string;
  /** Empty where the neighbor does not say. */
  readonly systemName: string;
}

/** Reads the reply of `get-lldp-neighbors-information`. Releases differ in the element that names the port, and in its unit. */
export function readLldpNeighbors(reply: XmlElement): readonly LldpNeighbor[] {
  return descendants(reply, 'lldp-neighbor-information').map((neighbor) => {
    const port = trimmedText(neighbor, 'lldp-local-port-id') || trimmedText(neighbor, 'lldp-local-interface');
    const parent = withoutUnit(trimmedText(neighbor, 'lldp-local-parent-interface-name'));
    return {
      port: withoutUnit(port),
      ...(/^ae\d/.test(parent) && { aggregate: parent }),
      systemName: trimmedText(neighbor, 'lldp-remote-system-name'),
    };
  });
}

function withoutUnit(name: string): string {
  return name.replace(/\.\d+$/, '');
}
