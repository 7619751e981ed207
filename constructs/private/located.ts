import type { IConstruct } from 'constructs';
import { FabricError } from '../../lib/model/fabric-error';
import { invalidGroupName, numberOutOfRange, unusableText } from './errors';

/**
 * Runs a parser of one prop and says in its error which prop of which construct was wrong.
 *
 * @param prop - as the user wrote it, for example `attachments[1].subnet`
 */
export function parsed<T>(scope: IConstruct, prop: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!FabricError.isFabricError(error)) throw error;
    throw new FabricError(error.code, `${prop}: ${error.message}`, scope.node.path);
  }
}

/** The id that a construct has in the tree: `constructs` keeps slashes out of it. */
export function childId(id: string): string {
  return id.replaceAll('/', '--');
}

/** A whole number from `min` to `max`. */
export function wholeNumber(scope: IConstruct, prop: string, given: number, min: number, max: number): number {
  if (Number.isInteger(given) && given >= min && given <= max) return given;
  throw numberOutOfRange(prop, given, min, max).at(scope.node.path);
}

/** Words for people: a description or a reason, on one line. */
export function oneLine(scope: IConstruct, prop: string, given: string, maxLength: number): string {
  if (given.trim() !== '' && given.length <= maxLength && !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(given)) return given;
  throw unusableText(prop, given, maxLength).at(scope.node.path);
}

/** Name of a BGP group: it also becomes part of policy names. */
export function groupName(scope: IConstruct, prop: string, given: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(given)) return given;
  throw invalidGroupName(prop, given).at(scope.node.path);
}
