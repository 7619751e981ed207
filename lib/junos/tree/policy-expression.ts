/** A policy, or policies joined: `A`, `( A && !B )`. */
export type PolicyExpression =
  | { readonly kind: 'policy'; readonly name: string }
  | { readonly kind: 'not'; readonly of: PolicyExpression }
  | { readonly kind: 'and' | 'or'; readonly of: readonly [PolicyExpression, PolicyExpression] };

/** Reads an expression as Junos takes it: `!` binds closer than `&&`, and that closer than `||`. Undefined: it is none. */
export function readPolicyExpression(text: string): PolicyExpression | undefined {
  if (isPolicyName(text)) return { kind: 'policy', name: text };
  const tokens = text.match(/&&|\|\||[!()]|[^\s!()&|]+/g) ?? [];
  const reading = { tokens, at: 0 };
  const found = either(reading);
  return reading.at === tokens.length ? found : undefined;
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

/** Whether it holds, where `accepts` says of a policy whether that one does. */
export function holds(expression: PolicyExpression, accepts: (policy: string) => boolean): boolean {
  switch (expression.kind) {
    case 'policy':
      return accepts(expression.name);
    case 'not':
      return !holds(expression.of, accepts);
    case 'and':
      return expression.of.every((one) => holds(one, accepts));
    case 'or':
      return expression.of.some((one) => holds(one, accepts));
  }
}

interface Reading {
  readonly tokens: readonly string[];
  at: number;
}

function either(reading: Reading): PolicyExpression | undefined {
  return joined(reading, '||', (left, right) => ({ kind: 'or', of: [left, right] }), both);
}

function both(reading: Reading): PolicyExpression | undefined {
  return joined(reading, '&&', (left, right) => ({ kind: 'and', of: [left, right] }), single);
}

function joined(
  reading: Reading,
  operator: string,
  join: (left: PolicyExpression, right: PolicyExpression) => PolicyExpression,
  part: (reading: Reading) => PolicyExpression | undefined,
): PolicyExpression | undefined {
  let left = part(reading);
  while (left !== undefined && reading.tokens[reading.at] === operator) {
    reading.at++;
    const right = part(reading);
    left = right === undefined ? undefined : join(left, right);
  }
  return left;
}

function single(reading: Reading): PolicyExpression | undefined {
  const token = reading.tokens[reading.at++];
  if (token === '!') {
    const of = single(reading);
    return of === undefined ? undefined : { kind: 'not', of };
  }
  if (token !== '(') return token === undefined || /^[)&|]/.test(token) ? undefined : { kind: 'policy', name: token };
  const inner = either(reading);
  return reading.tokens[reading.at++] === ')' ? inner : undefined;
}
