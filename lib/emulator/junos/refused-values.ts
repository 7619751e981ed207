import { setLine } from '../../junos/formats/set-writer';
import type { Configuration } from '../../junos/tree/configuration';
import type { InvalidValue } from '../../junos/values/invalid-values';
import { invalidValues } from '../../junos/values/invalid-values';
import type { DatabaseProblem } from './refusal';

/**
 * Values that a load brings and Junos refuses. What was there before it stays: a device that started with such a value has
 * taken it.
 */
export function refusedValues(before: Configuration, after: Configuration): DatabaseProblem[] {
  const found = invalidValues(after);
  if (found.length === 0) return [];
  const known = new Set(invalidValues(before).map(lineOf));
  return found.filter((one) => !known.has(lineOf(one))).map(problemOf);
}

/** Set lines, up to the value that a load would refuse. */
export function invalidValueLines(configuration: Configuration): readonly string[] {
  return invalidValues(configuration).map(lineOf);
}

function lineOf({ before, value }: InvalidValue): string {
  return setLine([...before, value]);
}

function problemOf({ before, refusal, value }: InvalidValue): DatabaseProblem {
  return { message: refusal, badElement: value, path: `[edit ${before.slice(0, -1).join(' ')}]` };
}
