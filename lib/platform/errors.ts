import { FabricError } from '../model/fabric-error';

/** A model that the library has no facts about. */
export function unknownModel(given: string, known: readonly string[]): FabricError {
  return new FabricError(
    'unknownModel',
    `"${given}" is not a model that this library knows; known are ${known.join(', ')}, written as "show version" reports ` +
      'them, in lower case; describe another one with QfxModel.custom',
  );
}

/** A model name that no device reports. */
export function invalidModelName(given: string): FabricError {
  return new FabricError(
    'invalidModelName',
    `"${given}" is not the name of a model; write it as "show version" reports it, in lower case, for example qfx5120-48t-6c`,
  );
}

/** A first and a last port between which there is no row. */
export function invalidPortRow(first: string, last: string): FabricError {
  return new FabricError(
    'invalidPortRow',
    `"${first}" to "${last}" is not a row of ports; give two ports of one type and PIC, the lower one first, for example ` +
      'et-0/0/0 to et-0/0/31, or xe-0/0/0:0 to xe-0/0/31:3 for channels',
  );
}

/** A port speed that Junos does not have. */
export function invalidPortSpeed(given: string, allowed: readonly string[]): FabricError {
  return new FabricError('invalidPortSpeed', `"${given}" is not a port speed; write one of ${allowed.join(', ')}`);
}
