/** Policy expressions are one value, which devices print without quotes. */
import fc from 'fast-check';
import { diff } from '../../../lib/junos/diff/diff';
import { readCurly } from '../../../lib/junos/formats/curly-reader';
import { writeCurly } from '../../../lib/junos/formats/curly-writer';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import { parseXml } from '../../../lib/junos/formats/xml';
import { readXml } from '../../../lib/junos/formats/xml-reader';
import { writeXml } from '../../../lib/junos/formats/xml-writer';
import { load } from '../../../lib/junos/load/load';
import { Configuration } from '../../../lib/junos/tree/configuration';

const EXPORT = ['protocols', 'bgp', 'group', 'SPINES', 'export'];

/** Everywhere that a leaf has them, as its `show configuration | display set` says it. */
const SET = `set policy-options policy-statement OUTER term t from policy ( ! BOGONS )
set policy-options policy-statement OUTER term t then reject
set routing-instances RED protocols bgp group CE import ( FROM-CE )
set routing-instances RED protocols bgp group CE neighbor 10.9.0.1 export ( TO-CE || ( DEFAULT-ONLY && ! BOGONS ) )
set routing-instances RED protocols evpn ip-prefix-routes export ( DIRECT || TO-CE )
set routing-instances RED vrf-import ( RED-IN && ! BOGONS )
set routing-instances RED vrf-export ( RED-OUT )
set routing-options generate route 0.0.0.0/0 policy ( FROM-CE && DIRECT )
set protocols bgp group SPINES import FIRST
set protocols bgp group SPINES import ( LEFT || RIGHT )
set protocols bgp group SPINES export ( TO-SPINES && COMMON )
`;

test('set lines have them without quotes', () => {
  expect(writeSet(readSet(SET))).toBe(SET);
});

test('curly text has them without quotes, in lists too', () => {
  const text = `protocols {
    bgp {
        group SPINES {
            import [ FIRST ( LEFT || RIGHT ) "third one" ];
            export ( TO-SPINES && COMMON );
        }
    }
}
`;
  const configuration = readCurly(text);
  expect(writeCurly(configuration)).toBe(text);
  expect(configuration.values('protocols', 'bgp', 'group', 'SPINES', 'import')).toEqual([
    'FIRST',
    '( LEFT || RIGHT )',
    'third one',
  ]);
});

test('XML has one element for each', () => {
  const configuration = readSet(SET);
  const text = writeXml(configuration);
  expect(text).toContain('<export>( TO-SPINES &amp;&amp; COMMON )</export>');
  expect(readXml(parseXml(text)).equals(configuration)).toBe(true);
});

test('spaces make no difference', () => {
  const spaced = readSet('set protocols bgp group SPINES export ( TO-SPINES && !COMMON )');
  const others = [
    readSet('set protocols bgp group SPINES export (TO-SPINES&&!COMMON)'),
    readSet('set protocols bgp group SPINES export "( TO-SPINES  && ! COMMON )"'),
    readCurly('protocols { bgp { group SPINES { export (TO-SPINES && ! COMMON); } } }'),
    readXml(
      parseXml(
        `<configuration><protocols><bgp><group><name>SPINES</name><export>(TO-SPINES &amp;&amp; !COMMON)</export></group></bgp></protocols></configuration>`,
      ),
    ),
  ];
  for (const other of others) expect(other.equals(spaced)).toBe(true);
});

test('an expression is not the list of its policies, and ( A ) is not A as it is printed', () => {
  const expression = readSet('set protocols bgp group SPINES export ( A && B )');
  const list = readSet('set protocols bgp group SPINES export [ A B ]');
  expect(expression.equals(list)).toBe(false);
  expect(diff(list, expression)).toBe(
    `
[edit protocols bgp group SPINES]
-    export [ A B ];
+    export ( A && B );
`.trimStart(),
  );
  expect(readSet('set protocols bgp group SPINES export ( A )').values(...EXPORT)).toEqual(['( A )']);
});

test('further statements may follow on the line', () => {
  const configuration = readSet('set protocols bgp group SPINES export ( A && B ) neighbor 10.0.0.1 peer-as 65001');
  expect(configuration.values(...EXPORT)).toEqual(['( A && B )']);
  expect(configuration.value('protocols', 'bgp', 'group', 'SPINES', 'neighbor', '10.0.0.1', 'peer-as')).toBe('65001');
});

test('a list may go on behind parentheses, as in the examples of Juniper’s guide', () => {
  const configuration = readCurly('protocols { bgp { group SPINES { export [ (A || B) && C D ]; } } }');
  expect(configuration.values(...EXPORT)).toEqual(['( ( A || B ) && C )', 'D']);
});

test('commands take, mark and move one as one value', () => {
  const configuration = readSet(`set protocols bgp group SPINES export [ A ( B && C ) D ]
deactivate protocols bgp group SPINES export ( B && C )
`);
  expect(configuration.inactivePlaces()).toEqual([[...EXPORT, '(', 'B', '&&', 'C', ')']]);
  expect(readSet(writeSet(configuration)).equals(configuration)).toBe(true);
  load(configuration, {
    action: 'set',
    format: 'set',
    content: `insert protocols bgp group SPINES export ( B && C ) before export A
delete protocols bgp group SPINES export D
`,
  });
  expect(configuration.values(...EXPORT)).toEqual(['( B && C )', 'A']);
});

test('elsewhere a text in parentheses is a text, and printed in quotes', () => {
  const line = 'set interfaces et-0/0/0 description "( A && B )"\n';
  expect(writeSet(readSet(line))).toBe(line);
  expect(writeCurly(readSet(line))).toContain('description "( A && B )";');
});

test.each(['( A', '( A B )', '( A && )', '(A))'])('%s is refused with the words that are allowed', (text) => {
  expect(() => {
    new Configuration().set(...EXPORT, ...text.split(' '));
  }).toThrow(
    'is not a value of "protocols bgp group SPINES export"; write a policy, or policies in parentheses such as ( A && ! B )',
  );
});

const name = fc.oneof(
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.:/-]{0,8}$/),
  fc.constantFrom('two words', 'a"b', 'back\\slash', 'semi;colon', 'br[ack]et', 'hash#', '<*>'),
);

/** Expressions in parentheses, as a person writes them: with or without spaces. */
const expression = fc.letrec<{ either: string; single: string }>((tie) => ({
  either: fc
    .tuple(fc.array(tie('single'), { minLength: 1, maxLength: 3 }), fc.constantFrom('&&', ' && ', '||', ' || '))
    .map(([parts, operator]) => `( ${parts.join(operator)} )`),
  single: fc.oneof(
    { maxDepth: 3 },
    name.map((one) => (/^[\w.:/-]+$/.test(one) ? one : JSON.stringify(one))),
    tie('single').map((one) => `!${one}`),
    tie('either'),
  ),
})).either;

test('what is read in one form is written in each and reads back the same', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(expression, name), { minLength: 1, maxLength: 4 }), (values) => {
      const configuration = new Configuration();
      for (const value of values) configuration.set(...EXPORT, value);
      const kept = configuration.values(...EXPORT);
      for (const back of [
        readSet(writeSet(configuration)),
        readCurly(writeCurly(configuration)),
        readXml(parseXml(writeXml(configuration))),
      ]) {
        expect(back.values(...EXPORT)).toEqual(kept);
        expect(back.equals(configuration)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
