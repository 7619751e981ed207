import type { DeviceIntent, RawStatementIntent } from '../../intent/fabric-intent';
import type { Configuration } from '../../junos/tree/configuration';
import { FabricError } from '../../model/fabric-error';
import { readRawLine } from '../../render/raw-line';

/** A set line of the user, read. */
export interface ReadableLine extends RawStatementIntent {
  readonly configuration: Configuration;
}

/** The set lines of the user on a device. What cannot be read is refused with its construct when the device is rendered. */
export function readableLines({ statements = [] }: DeviceIntent): ReadableLine[] {
  return statements.flatMap((statement) => {
    try {
      return [{ ...statement, configuration: readRawLine(statement.line, statement.unchecked === true) }];
    } catch (error) {
      if (FabricError.isFabricError(error)) return [];
      throw error;
    }
  });
}
