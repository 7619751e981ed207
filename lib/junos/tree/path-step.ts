/** One step along a path: which statement the next words of a set line name. */
import { invalidStatementValue, missingStatementWord } from './errors';
import { unknownStatement } from '../errors';
import { nearestWord } from '../../model/nearest-word';
import type { ChildSchemas, StatementSchema, ValueType } from './schema';
import { OPERATORS, OPERATORS_WITH_VALUE } from './schema-facts';
import { takeExpression } from './policy-expression';
import { checkWord } from './words';

/** A statement and the words that name it. */
export interface PathStep {
  readonly schema: StatementSchema;
  readonly keys: readonly string[];
  /** Undefined for containers, lists, leaves without a value, and where the words end before the value. */
  readonly value: string | undefined;
  /** Name of the first key or value the words lack. */
  readonly missing: string | undefined;
  /** Index of the first word after the statement. */
  readonly next: number;
}

const NO_KEYS: readonly string[] = Object.freeze([]);
const MOST_SHOWN = 12;

/**
 * The statement that `words[at]` begins, below a statement with these children.
 *
 * @param taken a keywordless leaf that the same line has set already, and which the word therefore cannot mean
 * @throws unknownStatement, invalidStatementValue
 */
export function pathStep(
  children: ChildSchemas,
  words: readonly string[],
  at: number,
  taken?: StatementSchema,
): PathStep {
  const word = words[at] ?? '';
  const named = children.byKeyword.get(word);
  if (named !== undefined) return finishStep(named, words, at + 1);
  for (const schema of children.keywordless) {
    if (schema !== taken && mayBegin(schema, word)) return finishStep(schema, words, at);
  }
  throw unknown(children, words, at);
}

/** Whether a word can begin a statement there. */
export function canBegin({ byKeyword, keywordless }: ChildSchemas, word: string): boolean {
  return byKeyword.has(word) || keywordless.some((schema) => mayBegin(schema, word));
}

function finishStep(schema: StatementSchema, words: readonly string[], at: number): PathStep {
  switch (schema.kind) {
    case 'container':
      return { schema, keys: NO_KEYS, value: undefined, missing: undefined, next: at };
    case 'list':
      return schema.operator ? operatorStep(schema, words, at) : listStep(schema, words, at);
    default:
      return valueStep(schema, words, at);
  }
}

function valueStep(schema: StatementSchema, words: readonly string[], at: number): PathStep {
  if (schema.empty) return { schema, keys: NO_KEYS, value: undefined, missing: undefined, next: at };
  const value = words[at];
  if (value === undefined) return { schema, keys: NO_KEYS, value, missing: 'a value', next: at };
  checkValue(schema.type, words, at);
  if (schema.expression && value.startsWith('(')) return expressionStep(schema, words, at);
  return { schema, keys: NO_KEYS, value, missing: undefined, next: at + 1 };
}

/** `( A && B )` is one value of several words. */
function expressionStep(schema: StatementSchema, words: readonly string[], at: number): PathStep {
  const found = takeExpression(words, at);
  if (found === undefined) {
    const given = words.slice(at).join(' ');
    throw invalidStatementValue(words.slice(0, at), given, 'a policy, or policies in parentheses such as ( A && ! B )');
  }
  for (const word of words.slice(at, found.next)) checkWord(word);
  return { schema, keys: NO_KEYS, value: found.text, missing: undefined, next: found.next };
}

function listStep(schema: StatementSchema, words: readonly string[], at: number): PathStep {
  const keys = words.slice(at, at + schema.keys.length);
  const next = at + keys.length;
  for (let i = 0; i < keys.length; i++) checkValue(schema.keyTypes[i], words, at + i);
  const missing = keys.length < schema.keys.length ? `its ${schema.keys[keys.length] ?? 'key'}` : undefined;
  return { schema, keys, value: undefined, missing, next };
}

/** Keys of which two are spelled as an operator and, for some operators, its value: `10.0.0.0/8 upto /24`, `add X`. */
function operatorStep(schema: StatementSchema, words: readonly string[], at: number): PathStep {
  const keys: string[] = [];
  let next = at;
  for (const [i, name] of schema.keys.entries()) {
    if (name === 'choice-value' && !takesValue(keys.at(-1))) continue;
    const key = words[next];
    if (key === undefined) {
      const missing = name === 'choice-ident' ? `one of ${operatorsOf(schema).join(', ')}` : missingKey(name);
      return { schema, keys, value: undefined, missing, next };
    }
    if (name === 'choice-ident') checkOperator(schema, words, next);
    else checkValue(schema.keyTypes[i], words, next);
    keys.push(key);
    next += 1;
  }
  return { schema, keys, value: undefined, missing: undefined, next };
}

function missingKey(name: string): string {
  return name === 'choice-value' ? 'a value' : `its ${name}`;
}

/**
 * Checks keys or value that come from elsewhere than words: `words` end with them, and `at` is where they begin.
 *
 * @returns the value as a configuration keeps it
 * @throws invalidStatementValue, missingStatementWord
 */
export function checkStatementWords(schema: StatementSchema, words: readonly string[], at: number): string | undefined {
  const step = finishStep(schema, words, at);
  requireComplete(step, words);
  return step.value;
}

/** Whether the operator before it makes `choice-value` a word of its own. */
export function takesValue(operator: string | undefined): boolean {
  return operator !== undefined && OPERATORS_WITH_VALUE.has(operator);
}

function operatorsOf(schema: StatementSchema): readonly string[] {
  const type = schema.keyTypes[schema.keys.indexOf('choice-ident')];
  return (type?.values ?? []).map((name) => OPERATORS.get(name) ?? name);
}

function checkOperator(schema: StatementSchema, words: readonly string[], at: number): void {
  const operators = operatorsOf(schema);
  if (!operators.includes(words[at] ?? '')) {
    throw invalidStatementValue(words.slice(0, at), words[at] ?? '', `one of ${operators.join(', ')}`);
  }
}

/** Whether a word can be the key or value of a statement without keyword. */
function mayBegin(schema: StatementSchema, word: string): boolean {
  const type = schema.kind === 'list' ? schema.keyTypes[0] : schema.type;
  return type === undefined || accepts(type, word);
}

const WILDCARD_OR_VARIABLE = /^(?:<.*>|\$.*)$/;
const INTEGER = /^-?\d{1,20}$/;

function accepts(type: ValueType, word: string): boolean {
  if (type.values.length + type.ranges.length === 0 || type.formats.length > 0) return true;
  if (type.values.includes(word) || WILDCARD_OR_VARIABLE.test(word)) return true;
  if (!INTEGER.test(word)) return false;
  const number = BigInt(word);
  return type.ranges.some(([low, high]) => low <= number && number <= high);
}

function checkValue(type: ValueType | undefined, words: readonly string[], at: number): void {
  const word = checkWord(words[at] ?? '');
  if (type !== undefined && !accepts(type, word)) throw invalidStatementValue(words.slice(0, at), word, allowed(type));
}

function allowed(type: ValueType): string {
  const ranges = type.ranges.map(([low, high]) => (low === high ? `${low}` : `${low}..${high}`));
  const parts = [...(ranges.length === 0 ? [] : [`a number ${ranges.join(' or ')}`]), ...shortList(type.values)];
  return parts.join(' or ');
}

function shortList(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const more = names.length > MOST_SHOWN ? `, … (${names.length} in all)` : '';
  return [`one of ${names.slice(0, MOST_SHOWN).join(', ')}${more}`];
}

function unknown(children: ChildSchemas, words: readonly string[], at: number): Error {
  const keywords = [...children.byKeyword.keys()];
  const nearest = nearestWord(words[at] ?? '', keywords);
  const shown = keywords.filter((keyword) => !keyword.startsWith('apply-'));
  return unknownStatement(words, at, nearest, shown.length <= MOST_SHOWN ? shown : []);
}

/** @throws missingStatementWord when the words end before all keys and the value are given */
export function requireComplete(step: PathStep, words: readonly string[]): void {
  if (step.missing !== undefined) throw missingStatementWord(words, step.missing);
}
