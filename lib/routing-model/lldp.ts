import type { Place } from './place';
import type { Uses } from './reader';
import { Reader } from './reader';

/** `protocols lldp`. */
export interface Lldp {
  readonly disabled: boolean;
  /** By port, or `all`: whether it is disabled there. */
  readonly disabledOn: ReadonlyMap<string, boolean>;
}

/** Reads `protocols lldp`. */
export function readLldp(uses: Uses, root: Place): Lldp {
  const reader: LldpReader = new Reader(uses, 'lldp', root.down('protocols', 'lldp'));
  const ports = reader.all('disabledOn', 'interface').map((place) => {
    const port: LldpReader = new Reader(uses, 'lldp', place);
    return [place.key, port.has('disabledOn', 'disable')] as const;
  });
  return { disabled: reader.has('disabled', 'disable'), disabledOn: new Map(ports) };
}

type LldpReader = Reader<'lldp', keyof Lldp>;
