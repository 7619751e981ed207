import fc from 'fast-check';
import { Configuration, dropVoid } from '../../lib/junos/tree/configuration';
import { takeExpression } from '../../lib/junos/tree/policy-expression';
import { takesValue } from '../../lib/junos/tree/path-step';
import type { StatementSchema, ValueType } from '../../lib/junos/tree/schema';
import { OPERATORS } from '../../lib/junos/tree/schema-facts';
import type { StatementNode } from '../../lib/junos/tree/statement';

const AWKWARD = [
  'plain',
  'two words',
  '',
  ' leading and trailing ',
  '"quoted"',
  'back\\slash\\',
  '\\"',
  '[ a b ]',
  '{ curly; }',
  'a;b',
  '#comment',
  'a#b',
  '/* comment */',
  'a/*b',
  '*/',
  "it's",
  '(a|b)&c',
  '( A && ! ( B || "C D" ) )',
  '(',
  '&&',
  '<*>',
  '<[ge]t-*>',
  '< >',
  '$variable',
  '$9$abc/def.',
  '.*(65000|65001).*',
  'inactive:',
  'replace:',
  '## not a comment',
  'Zürich ☃ 東京 👩‍🚒',
  '${terraform}',
  '%{terraform}',
  '<&>"\'',
  ']]>]]>',
  '&amp;',
  '\u00a0',
  '-1',
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...AWKWARD) },
  fc.string({ unit: 'grapheme', maxLength: 12 }).filter(isPrintable),
  fc.stringMatching(/^[a-z0-9./:-]{1,12}$/),
);

function isPrintable(word: string): boolean {
  return !/[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u.test(word);
}

const comment = fc
  .array(fc.constantFrom('why', 'two words', '"quoted" { } ;', '# sign', 'ünïcödé', '* star', ''), { maxLength: 3 })
  .map((lines) => lines.join('\n').trim())
  .filter((lines) => lines !== '');

interface Walk {
  readonly picks: readonly number[];
  readonly texts: readonly string[];
  readonly number: number;
  /** Index of the pick whose statement is made inactive or commented. */
  readonly inactive: number;
  readonly comment: { readonly at: number; readonly text: string };
}

const walk: fc.Arbitrary<Walk> = fc.record({
  picks: fc.array(fc.nat(9999), { minLength: 2, maxLength: 14 }),
  texts: fc.array(text, { minLength: 6, maxLength: 6 }),
  number: fc.nat(),
  inactive: fc.integer({ min: -30, max: 8 }),
  comment: fc.record({ at: fc.integer({ min: -20, max: 8 }), text: comment }),
});

/** Configurations made of random walks through the schema table, with awkward words in them. */
export const arbitraryConfiguration: fc.Arbitrary<Configuration> = fc
  .array(fc.tuple(walk, fc.array(walk, { maxLength: 3 })), { maxLength: 12 })
  .map((walks) => {
    const configuration = new Configuration();
    for (const [first, near] of walks) {
      grow(configuration, first);
      // walks that begin like the first one fill the same containers and lists
      for (const other of near) {
        const shared = Math.floor(first.picks.length / 2);
        grow(configuration, {
          ...other,
          picks: [...first.picks.slice(0, shared), ...other.picks],
          texts: [...first.texts.slice(0, 3), ...other.texts.slice(0, 3)],
        });
      }
    }
    return configuration;
  });

function grow(configuration: Configuration, { picks, texts, number, inactive, comment: note }: Walk): void {
  let at = configuration.root;
  const placed: StatementNode[] = [];
  let words = 0;
  for (const [i, pick] of picks.entries()) {
    const { all, byKeyword } = at.schema.children;
    const schema = all[pick % Math.max(1, all.length)];
    if (schema === undefined) break;
    const word = (type: ValueType | undefined): string => {
      const given = valueOf(type, texts[words++ % texts.length] ?? '', number + i);
      return schema.keyword === undefined && byKeyword.has(given) ? `x-${given}` : given;
    };
    const node = place(at, schema, word);
    placed.push(node);
    if (i === inactive) node.inactive = true;
    if (i === note.at) node.comment = note.text;
    if (schema.kind === 'leaf' || schema.kind === 'leaf-list') break;
    at = node;
  }
  dropVoid(configuration.root, placed);
}

function place(parent: StatementNode, schema: StatementSchema, word: (type?: ValueType) => string): StatementNode {
  if (schema.kind === 'container' || schema.empty) return parent.ensure(schema);
  if (schema.kind !== 'list') return parent.ensureValue(schema, valueFor(schema, word(schema.type)));
  return parent.ensure(
    schema,
    schema.operator ? operatorKeys(schema, word) : schema.keyTypes.map((type) => word(type)),
  );
}

/** Where policies are expected, what begins like an expression is one. */
function valueFor({ expression }: StatementSchema, given: string): string {
  if (!expression || !given.startsWith('(')) return given;
  return takeExpression([given], 0)?.text ?? '( P )';
}

function operatorKeys(schema: StatementSchema, word: (type?: ValueType) => string): string[] {
  const keys: string[] = [];
  for (const [i, name] of schema.keys.entries()) {
    const previous = keys.at(-1);
    if (name === 'choice-value' && !takesValue(previous)) continue;
    const key = word(schema.keyTypes[i]);
    keys.push(name === 'choice-ident' ? (OPERATORS.get(key) ?? key) : key);
  }
  return keys;
}

function valueOf(type: ValueType | undefined, given: string, number: number): string {
  if (type === undefined || type.values.length + type.ranges.length === 0) return given;
  const range = type.ranges[number % Math.max(1, type.ranges.length)];
  if (range === undefined || number % 3 === 0) return type.values[number % Math.max(1, type.values.length)] ?? '<*>';
  const span = range[1] - range[0] + 1n;
  return `${range[0] + (BigInt(number) % span)}`;
}

/** Everything a tree says, comments included, to compare trees by. */
export function snapshot(configuration: Configuration): unknown {
  return describe(configuration.root);
}

interface Described {
  readonly words: string;
  readonly inactive: boolean;
  readonly comment: string | undefined;
  readonly children: readonly Described[];
}

function describe(node: StatementNode): Described {
  return {
    words: JSON.stringify(node.words),
    inactive: node.inactive === true,
    comment: node.comment,
    children: node.children.map(describe),
  };
}
