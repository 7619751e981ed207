import { FabricError } from '../../model/fabric-error';

/** A tag, attribute or command that a load knows and this library does not carry out. */
export function loadNotSupported(what: string, instead: string): FabricError {
  return new FabricError('loadNotSupported', `"${what}" is not supported in a load; ${instead}`, undefined, what);
}
