import { FabricError } from '../model/fabric-error';

/** A capture that is no configuration, or cannot be read as one. `reason` names the line where there is one. */
export function captureUnreadable(file: string, form: string, reason: string): FabricError {
  return new FabricError('captureUnreadable', `${file} was read as ${form} and cannot be: ${reason}`);
}

/** A capture of something else, or of a part. */
export function notAWholeConfiguration(file: string, line: number, what: string): FabricError {
  return new FabricError(
    'notAWholeConfiguration',
    `${file}, line ${line}: ${what}; give the whole of what "show configuration" prints: curly text, set lines or XML`,
  );
}
