import type { PolicyExpression } from '../../../lib/junos/tree/policy-expression';
import {
  expressionWords,
  isPolicyName,
  policiesIn,
  readPolicyExpression,
  takeExpression,
} from '../../../lib/junos/tree/policy-expression';

/** Every operator with its parts in brackets. */
function shape(expression: PolicyExpression): string {
  switch (expression.kind) {
    case 'policy':
      return expression.name;
    case 'not':
      return `!<${shape(expression.of)}>`;
    default:
      return `<${expression.of.map(shape).join(expression.kind === 'and' ? ' & ' : ' | ')}>`;
  }
}

test.each([
  ['A', 'A'],
  ['( A )', 'A'],
  ['( A && B )', '<A & B>'],
  ['(A&&B||C)', '<<A & B> | C>'],
  ['( A || B && C )', '<A | <B & C>>'],
  ['( !A && B )', '<!<A> & B>'],
  ['( ! ( A || B ) && C )', '<!<<A | B>> & C>'],
  ['( A && B && C )', '<A & B & C>'],
  ['( A && ( B && C ) )', '<A & <B & C>>'],
  ['( "two words" || B )', '<two words | B>'],
  ['( ! ! A )', '!<!<A>>'],
])('%s is read as %s', (text, expected) => {
  const expression = readPolicyExpression(text);
  expect(expression && shape(expression)).toBe(expected);
});

test.each(['( A', 'A )', 'A && B', '( A && )', '( && A )', '( A B )', '!A', '!', '()', '( A & B )', '( A ) B'])(
  '%s is neither a policy nor an expression',
  (text) => {
    expect(readPolicyExpression(text)).toBeUndefined();
  },
);

test('an expression that is nested without end is none', () => {
  const deep = 100_000;
  expect(readPolicyExpression(`${'('.repeat(deep)}A${')'.repeat(deep)}`)).toBeUndefined();
  expect(readPolicyExpression(`( ${'! '.repeat(deep)}A )`)).toBeUndefined();
});

test('an expression names its policies', () => {
  const expression = readPolicyExpression('( A && !( B || C ) )');
  expect(expression && policiesIn(expression)).toEqual(['A', 'B', 'C']);
  expect([isPolicyName('A'), isPolicyName('( A )')]).toEqual([true, false]);
});

test.each([
  [['(', 'A', '&&', 'B', ')', 'peer-as'], '( A && B )', 5],
  [['(A&&B)', 'peer-as'], '( A && B )', 1],
  [['(A', '&&!B)'], '( A && ! B )', 2],
  [['( A && B )'], '( A && B )', 1],
  [['(', 'two words', '||', 'B', ')'], '( "two words" || B )', 5],
  [['(A', '||', 'B)', '&&', 'C', 'peer-as'], '( ( A || B ) && C )', 5],
])('%j begins with %s', (words, text, next) => {
  expect(takeExpression(words, 0)).toEqual({ text, next });
});

test.each([[['(', 'A']], [['(', 'A', 'B', ')']], [['(A))']]])('%j begins with no expression', (words) => {
  expect(takeExpression(words, 0)).toBeUndefined();
});

test('its words are those of a set line, names without quotes', () => {
  expect(expressionWords('( "two words" && ! B )')).toEqual(['(', 'two words', '&&', '!', 'B', ')']);
  expect(expressionWords('two words')).toEqual(['two words']);
});
