import { FabricError, reasonOf } from '../model/fabric-error';
import type { Host } from './host';
import { jsonText } from '../text/json-text';

/** Something went wrong before or instead of the command's own result. */
export interface CommandFailure {
  /** Code of the error, stable across releases; `unexpected` for what should not happen. */
  readonly code: string;
  readonly message: string;
}

/** Prints an error as one readable message, and as JSON where that was asked for. */
export function reportFailure(error: unknown, host: Host, json = false): void {
  const failure = failureOf(error);
  if (json) host.stdout.write(`${jsonText({ error: failure })}\n`);
  host.stderr.write(`error: ${failure.message}\n`);
  if (failure.code === UNEXPECTED) host.stderr.write(unexpectedHelp(error, host));
}

const UNEXPECTED = 'unexpected';

/** An error as it is printed. */
export function failureOf(error: unknown): CommandFailure {
  if (FabricError.isFabricError(error)) return { code: error.code, message: error.message };
  return { code: UNEXPECTED, message: reasonOf(error) };
}

function unexpectedHelp(error: unknown, host: Host): string {
  const stack = error instanceof Error ? error.stack : undefined;
  const told = (host.environment.JUNOS_FABRIC_DEBUG ?? '') !== '' && stack !== undefined;
  const where = told ? `${stack}\n` : '';
  return `${where}This should not happen: please report it to the maintainers of cdktf-junos-fabric, with the command and what
JUNOS_FABRIC_DEBUG=1 adds to this message.\n`;
}
