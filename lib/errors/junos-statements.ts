/* Set lines of the user (constructs/junos-statements, lib/render/raw-*) */
import { FabricError } from './fabric-error';

/** Not one set line. */
export function rawLineNotSet(line: string): FabricError {
  return new FabricError(
    'rawLineNotSet',
    `${JSON.stringify(line)} is not one set line; write "set …" with all its words: what is not wanted is left out, since the group is replaced as a whole and nothing outside it is touched`,
  );
}

/** A statement that no configuration group of ours can hold. */
export function rawLineOutsideGroup(line: string, word: string): FabricError {
  return new FabricError(
    'rawLineOutsideGroup',
    `"${line}" cannot be in a configuration group, where all statements of the fabric are; configure "${word}" on the device by other means`,
  );
}

/** A line with a secret in it; it is not repeated. */
export function rawLineWithSecret(): FabricError {
  return new FabricError(
    'rawLineWithSecret',
    'a line has a secret or the hash of one in it, which would stand in the output, the Terraform state and plans; configure it on the device by other means',
  );
}

/** A line that the schema table does not know. */
export function rawLineUnknown(line: string, why: string): FabricError {
  return new FabricError(
    'rawLineUnknown',
    `"${line}": ${why}; if you are sure that your release has it, give these lines with unchecked: true`,
  );
}

/** A line that would take away what something else says. */
export function rawLineFights(
  hostname: string | undefined,
  line: { readonly line: string; readonly constructPath: string },
  other: { readonly line: string; readonly constructPath: string },
): FabricError {
  const where = hostname === undefined ? '' : ` on ${hostname}`;
  return new FabricError(
    'rawLineFights',
    `"${line.line}" would replace \`${other.line}\`${where}; a line may add and never change: remove one of the two, or say it where the other comes from\n  at ${other.constructPath}`,
    line.constructPath,
  );
}

/** Lines for no device. */
export function statementsWithoutDevice(constructPath: string): FabricError {
  return new FabricError(
    'statementsWithoutDevice',
    'there is no device, interface, session or server above, so it is not known which devices get these lines; create them there or give devices',
    constructPath,
  );
}

/** No lines at all. */
export function noLines(constructPath: string): FabricError {
  return new FabricError('noLines', 'lines is empty; give at least one set line', constructPath);
}
