import type { Family } from '../model/family';
import type { Reader } from './reader';

/** Where VXLAN tunnels of a switch start and end (`vtep-source-interface`). */
export interface TunnelSource {
  /** Logical interface. */
  readonly interface: string;
  /** `inet6` where it says so. */
  readonly family: Family;
}

/** Reads `vtep-source-interface` of `switch-options` or of an instance. */
export function readTunnelSource<Field extends string>(
  reader: Reader<string, Field | 'tunnelSource'>,
  ...path: readonly string[]
): TunnelSource | undefined {
  const statement = [...path, 'vtep-source-interface'];
  const name = reader.value('tunnelSource', ...statement);
  if (name === undefined) return undefined;
  const isInet6 = reader.has('tunnelSource', ...statement, 'inet6');
  reader.has('tunnelSource', ...statement, 'inet');
  return { interface: name, family: isInet6 ? 'inet6' : 'inet' };
}
