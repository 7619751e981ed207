/**
 * Values that the YANG of Junos calls text and that Junos refuses all the same: addresses, prefixes, AS numbers, VLAN ids,
 * names of interfaces, communities, ranges of route filters. Only what is known to be refused is refused.
 */
import type { Configuration } from '../tree/configuration';
import { invalidStatementValue } from '../tree/errors';
import type { StatementNode } from '../tree/statement';
import type { FabricError } from '../../model/fabric-error';
import { allowedBy, formatProblem, rangeProblem } from './formats';

/** A value that its statement does not take. */
export interface InvalidValue {
  /** The words of the set line in front of it. */
  readonly before: readonly string[];
  readonly value: string;
  /** What to write instead, in our words. */
  readonly allowed: string;
  /** How Junos refuses it, where that is known. */
  readonly refusal: string;
}

/** Every value of a configuration that Junos would refuse, groups and inactive statements included. */
export function invalidValues(configuration: Configuration): InvalidValue[] {
  const found: InvalidValue[] = [];
  collect(configuration.root, [], found);
  return found;
}

/** The error about one of them. */
export function invalidValueError({ before, value, allowed }: InvalidValue): FabricError {
  return invalidStatementValue(before, value, allowed);
}

function collect(node: StatementNode, path: readonly string[], found: InvalidValue[]): void {
  for (const child of node.children) {
    found.push(...ownProblems(child, path));
    if (child.hasChildren) collect(child, [...path, ...child.words], found);
  }
}

function ownProblems(node: StatementNode, path: readonly string[]): InvalidValue[] {
  const { keys, schema, value } = node;
  const front = [...path, ...schema.words];
  const problems = keys.flatMap((key, i) =>
    formatted(schema.keyTypes[i]?.formats ?? [], [...front, ...keys.slice(0, i)], key),
  );
  if (schema.operator) problems.push(...rangeOf(front, keys));
  return value === undefined ? problems : [...problems, ...formatted(schema.type.formats, front, value)];
}

function formatted(formats: readonly string[], before: readonly string[], value: string): InvalidValue[] {
  const refusal = formatProblem(formats, value);
  return refusal === undefined ? [] : [{ before, value, allowed: allowedBy(formats), refusal }];
}

function rangeOf(front: readonly string[], [prefix = '', operator = '', range]: readonly string[]): InvalidValue[] {
  const refusal = range === undefined ? undefined : rangeProblem(prefix, operator, range);
  if (refusal === undefined) return [];
  const allowed = 'a range such as /24, /24-/28 or, after through, a prefix';
  return [{ before: [...front, prefix, operator], value: range ?? '', allowed, refusal }];
}
