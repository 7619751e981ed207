/**
 * Policy expressions: `( A && ! B )`, which Junos takes wherever it takes the name of a policy. It prints them without
 * quotes, with a space between all parts. `!` binds closer than `&&`, and that closer than `||`.
 */
import { endOfExpression, EXPRESSION_SIGNS as SIGNS, quoteWord } from './words';

/** A policy, or policies joined. */
export type PolicyExpression =
  | { readonly kind: 'policy'; readonly name: string }
  | { readonly kind: 'not'; readonly of: PolicyExpression }
  | { readonly kind: 'and' | 'or'; readonly of: readonly PolicyExpression[] };

/** Deeper expressions are none; nobody writes them, and whoever evaluates them goes down as far. */
const MOST_DEPTH = 32;
const TOKEN = /\s+|(&&|\|\||[()!]|"(?:[^"\\]|\\.)*"|[^\s()!&|"]+)/y;

/** Reads what stands for a policy: its name, or an expression in parentheses. Undefined: neither. */
export function readPolicyExpression(text: string): PolicyExpression | undefined {
  if (isPolicyName(text)) return { kind: 'policy', name: text };
  const tokens = tokensOf(text);
  return tokens?.[0] === '(' ? parse(tokens) : undefined;
}

/** Whether a word where policies are expected is the name of one, and no expression. */
export function isPolicyName(text: string): boolean {
  return !/[()!&|]/.test(text);
}

/** Every policy that it names. */
export function policiesIn(expression: PolicyExpression): readonly string[] {
  if (expression.kind === 'policy') return [expression.name];
  return expression.kind === 'not' ? policiesIn(expression.of) : expression.of.flatMap(policiesIn);
}

/** Every policy that texts name which stand for policies; a text that is neither name nor expression is taken for a name. */
export function policiesNamed(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => {
    const expression = readPolicyExpression(text);
    return expression === undefined ? [text] : policiesIn(expression);
  });
}

/** The words of an expression as a set line has them, names without quotes; any other text is one word. */
export function expressionWords(text: string): readonly string[] {
  return text.startsWith('(') ? (tokensOf(text)?.map(unquoted) ?? [text]) : [text];
}

/** An expression found among other words. */
interface FoundExpression {
  /** As Junos prints it. */
  readonly text: string;
  /** Index of the first word behind it. */
  readonly next: number;
}

/**
 * The expression that begins at `words[at]`, however it is spaced: `(A&&B)`, `( A && B )` or all of it as one word. What
 * goes on behind its parentheses (`( A || B ) && C`, as in Juniper's own examples of lists) is part of it.
 *
 * @returns undefined where the words are none
 */
export function takeExpression(words: readonly string[], at: number): FoundExpression | undefined {
  const next = endOfExpression(words, at);
  const tokens = next === undefined ? undefined : words.slice(at, next).flatMap((word) => wordTokens(word) ?? [')']);
  if (next === undefined || tokens === undefined || parse(tokens) === undefined) return undefined;
  const isEnclosed = closingOf(tokens) === tokens.length - 1;
  return { text: (isEnclosed ? tokens : ['(', ...tokens, ')']).map(requoted).join(' '), next };
}

/** A word without signs was quoted, or needs no quotes. */
function wordTokens(word: string): readonly string[] | undefined {
  return isPolicyName(word) ? [quoteWord(word)] : tokensOf(word);
}

/** Signs and names, names quoted as they are written; undefined where something else stands between them. */
function tokensOf(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length;) {
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    if (match[1] !== undefined) tokens.push(match[1]);
  }
  return tokens;
}

function unquoted(token: string): string {
  return token.startsWith('"') ? token.slice(1, -1).replace(/\\(["\\])/g, '$1') : token;
}

function requoted(token: string): string {
  return SIGNS.has(token) ? token : quoteWord(unquoted(token));
}

/** Index of the parenthesis that closes the first one. */
function closingOf(tokens: readonly string[]): number {
  let depth = 0;
  return tokens.findIndex((token) => {
    depth += Number(token === '(') - Number(token === ')');
    return depth === 0;
  });
}

interface Reading {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
}

function parse(tokens: readonly string[]): PolicyExpression | undefined {
  const reading = { tokens, at: 0, depth: 0 };
  const found = either(reading);
  return reading.at === tokens.length ? found : undefined;
}

function either(reading: Reading): PolicyExpression | undefined {
  return joined(reading, '||', 'or', both);
}

function both(reading: Reading): PolicyExpression | undefined {
  return joined(reading, '&&', 'and', single);
}

function joined(
  reading: Reading,
  operator: string,
  kind: 'and' | 'or',
  part: (reading: Reading) => PolicyExpression | undefined,
): PolicyExpression | undefined {
  const first = part(reading);
  if (first === undefined || reading.tokens[reading.at] !== operator) return first;
  const of = [first];
  while (reading.tokens[reading.at] === operator) {
    reading.at++;
    const next = part(reading);
    if (next === undefined) return undefined;
    of.push(next);
  }
  return { kind, of };
}

function single(reading: Reading): PolicyExpression | undefined {
  const token = reading.tokens[reading.at++];
  if (token === '!' || token === '(') return inside(reading, token);
  return token === undefined || SIGNS.has(token) ? undefined : { kind: 'policy', name: unquoted(token) };
}

function inside(reading: Reading, sign: '!' | '('): PolicyExpression | undefined {
  reading.depth++;
  if (reading.depth > MOST_DEPTH) return undefined;
  const of = sign === '!' ? single(reading) : either(reading);
  reading.depth--;
  if (sign === '!') return of === undefined ? undefined : { kind: 'not', of };
  return reading.tokens[reading.at++] === ')' ? of : undefined;
}
