import fc from 'fast-check';
import { FabricError } from '../../../lib/model/fabric-error';
import { expandLists, plainWords, quoteWord, splitWords, Tokens } from '../../../lib/junos/tree/words';

const texts = (line: string) => splitWords(line).map(({ text }) => text);

test.each([
  ['et-0/0/15', 'et-0/0/15'],
  ['172.16.104.1/30', '172.16.104.1/30'],
  ['2001:db8::/64', '2001:db8::/64'],
  ['to server', '"to server"'],
  ['', '""'],
  ['a;b', '"a;b"'],
  ['{', '"{"'],
  ['[', '"["'],
  ['#', '"#"'],
  ['a|b', '"a|b"'],
  ['(x)', '"(x)"'],
  ['a&b', '"a&b"'],
  ['<', '"<"'],
  ['say "hi"', '"say \\"hi\\""'],
  ['back\\slash', '"back\\\\slash"'],
  ['a/*b', '"a/*b"'],
  ['inactive:', '"inactive:"'],
  ['$9$abc', '$9$abc'],
  ['<et-*>', '<et-*>'],
  ['<[ge]t-*>', '<[ge]t-*>'],
  ['< >', '"< >"'],
  ['Zürich', 'Zürich'],
  ["it's", "it's"],
  ['non\u00a0breaking', '"non\u00a0breaking"'],
])('%j is written as %s', (word, written) => {
  expect(quoteWord(word)).toBe(written);
});

test('every printable word reads back from its written form', () => {
  const printable = fc
    .string({ unit: 'grapheme' })
    .filter((word) => !/[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u.test(word));
  fc.assert(
    fc.property(fc.array(printable), (words) => {
      expect(texts(words.map(quoteWord).join(' '))).toEqual(words);
    }),
  );
});

test.each(['line\nbreak', 'tab\there', '\u0000', '\u007f', '\ud800'])('%j is refused', (word) => {
  expect(() => quoteWord(word)).toThrow('remove that character');
});

test('a line is taken apart at white space and brackets', () => {
  expect(texts('set  x\t[ a b ]')).toEqual(['set', 'x', '[', 'a', 'b', ']']);
  expect(texts('set x [a b]')).toEqual(['set', 'x', '[', 'a', 'b', ']']);
  expect(splitWords('"[" [')).toEqual([
    { text: '[', quoted: true },
    { text: '[', quoted: false },
  ]);
});

test('a comment ends a line, and a number sign inside a word does not', () => {
  expect(texts('set x # why')).toEqual(['set', 'x']);
  expect(texts('set x#y')).toEqual(['set', 'x#y']);
  expect(texts('# set x')).toEqual([]);
  expect(texts('set x /* why */')).toEqual(['set', 'x']);
});

test('a backslash that escapes nothing stays', () => {
  expect(texts('"a\\.b \\\\ \\""')).toEqual(['a\\.b \\ "']);
});

test.each(['set x "open', 'set x "a"b', 'set x a"b"', 'set x;', 'set x {', 'set x }', 'set x "open\\"', 'set /* x'])(
  '%j is refused with its line',
  (line) => {
    expect(() => splitWords(line, 7)).toThrow(/^line 7: /);
  },
);

test('a list in brackets is one line for each member', () => {
  expect(expandLists(splitWords('import [ A B ] C'), 1)).toEqual([
    ['import', 'A', 'C'],
    ['import', 'B', 'C'],
  ]);
  expect(expandLists(splitWords('import "["'), 1)).toEqual([['import', '[']]);
});

test.each(['import [ A', 'import A ]', 'import ] A [', 'import [ A [ B ] ]', 'import [ A ] [ B ]', 'import [ ]'])(
  'the brackets of %j are refused',
  (line) => {
    expect(() => expandLists(splitWords(line), 3)).toThrow(/^line 3: /);
  },
);

test('a long line of quotes takes no longer than its length', () => {
  expect(() => splitWords('"'.repeat(100_001))).toThrow(/^line 1: /);
  expect(() => splitWords(`"${'\\'.repeat(100_001)}`)).toThrow(/^line 1: /);
  expect(splitWords(`"${'a'.repeat(1_000_000)}"`)[0]?.text).toHaveLength(1_000_000);
});

/** Pieces of configuration text, and what is close to them. */
const pieces = fc
  .array(
    fc.constantFrom(
      ...['a', 'A', 'z', '0', '9', '-', '_', '.', ':', '/', '/*', '*/', '#', '"', '\\', '<', '>', '<a>'],
      ...[' ', '\t', '\n', '\r\n', '\f', ';', '{', '}', '[', ']'],
    ),
    { maxLength: 30 },
  )
  .map((all) => all.join(''));

interface Found {
  readonly kind: string;
  readonly text: string;
  readonly place: readonly [line: number, startsLine: boolean];
}

/** Every token, and the error that ends them. */
function tokensOf(text: string): { readonly found: readonly Found[]; readonly fault: string | undefined } {
  const tokens = new Tokens(text);
  const found: Found[] = [];
  try {
    while (tokens.next() !== 'end') {
      found.push({ kind: tokens.kind, text: tokens.text, place: [tokens.line, tokens.startsLine] });
    }
    return { found, fault: undefined };
  } catch (error) {
    if (!FabricError.isFabricError(error)) throw error;
    return { found, fault: error.message };
  }
}

/** The same text of letters that are left to the expression. */
function withoutPlainCharacters(text: string): string {
  return text.replace(/[\w.:-]/g, (character) => String.fromCodePoint(0x4e00 + (character.codePointAt(0) ?? 0)));
}

test('words of plain characters are the words that the expression finds', () => {
  fc.assert(
    fc.property(pieces, (text) => {
      const { fault, found } = tokensOf(text);
      const other = found.map((one) => ({ ...one, text: withoutPlainCharacters(one.text) }));
      expect(tokensOf(withoutPlainCharacters(text))).toEqual({ fault, found: other });
    }),
  );
});

test('a line of plain words has the words that any line has', () => {
  fc.assert(
    fc.property(pieces, (text) => {
      const plain = plainWords(text);
      if (plain !== undefined && plain.length > 0) expect(plain).toEqual(texts(text));
    }),
  );
  expect(plainWords('set interfaces et-0/0/15 unit 0')).toEqual(['set', 'interfaces', 'et-0/0/15', 'unit', '0']);
  for (const line of ['a "b"', 'a; b', 'a [ b ]', 'a # b', 'a /* b', 'a ä']) expect(plainWords(line)).toBeUndefined();
});
