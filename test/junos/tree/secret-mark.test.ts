import fc from 'fast-check';
import type { Configuration } from '../../../lib/junos/tree/configuration';
import { readCurly } from '../../../lib/junos/formats/curly-reader';
import { writeCurly } from '../../../lib/junos/formats/curly-writer';
import { diff } from '../../../lib/junos/diff/diff';
import { digest } from '../../../lib/junos/formats/digest';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { parseXml } from '../../../lib/junos/formats/xml';
import { readXml } from '../../../lib/junos/formats/xml-reader';

const KEY = 'protocols bgp group g authentication-key';

function secretsIn(configuration: Configuration): string[] {
  return [...configuration.statements()].flatMap(({ secret, words }) => (secret === true ? [words.join(' ')] : []));
}

const curly = (text: string): Configuration => readCurly(text, { unknown: 'keep' });
const set = (text: string): Configuration => readSet(text, { unknown: 'keep' });
const xml = (text: string): Configuration => readXml(parseXml(text), { unknown: 'keep' });

test.each([
  [
    'curly text',
    curly,
    'protocols { bgp { group g { authentication-key "$9$abc"; ## SECRET-DATA\n } } }',
    [`${KEY} $9$abc`],
  ],
  ['curly text', curly, 'protocols { bgp { group g { authentication-key "$9$abc";\n## SECRET-DATA\n } } }', []],
  [
    'curly text of statements nobody knows',
    curly,
    'security { certificates { local { "key"; ## SECRET-DATA\n } } }',
    ['security certificates local key'],
  ],
  [
    'curly text without the secret',
    curly,
    'protocols { bgp { group g { authentication-key /* SECRET-DATA */; ## SECRET-DATA\n } } }',
    [`${KEY} /* SECRET-DATA */`],
  ],
  ['set lines', set, `set ${KEY} "$9$abc" ## SECRET-DATA\nset protocols bgp group g passive`, [`${KEY} $9$abc`]],
  ['set lines as some releases print them', set, `set ${KEY} "$9$abc"; ## SECRET-DATA`, [`${KEY} $9$abc`]],
  [
    'set lines of statements nobody knows',
    set,
    'set access profile p client c password plain ## SECRET-DATA',
    ['access profile p client c password plain'],
  ],
  ['set lines without the secret', set, `set ${KEY} /* SECRET-DATA */ ## SECRET-DATA`, [`${KEY} /* SECRET-DATA */`]],
  [
    'XML without the secret',
    xml,
    '<configuration><protocols><bgp><group><name>g</name><authentication-key>/* SECRET-DATA */</authentication-key></group></bgp></protocols></configuration>',
    [`${KEY} /* SECRET-DATA */`],
  ],
  [
    'XML of statements nobody knows',
    xml,
    '<configuration><access><profile><name>p</name><password>/* SECRET-DATA */</password></profile></access></configuration>',
    ['access profile p password /* SECRET-DATA */'],
  ],
])('the mark of a secret is read from %s', (_form, read, text, secrets) => {
  expect(secretsIn(read(text))).toEqual(secrets);
});

test('a private key keeps its line breaks in every form', () => {
  const inXml = xml(
    '<configuration><security><certificates><local><name>tls</name><pem>\nAAAA\nBBBB\n</pem></local></certificates></security></configuration>',
  );
  const inCurly = curly('security { certificates { local tls { pem "AAAA\\nBBBB"; } } }');
  expect([...inXml.statements()].map(({ words }) => words)).toEqual(
    [...inCurly.statements()].map(({ words }) => words),
  );
});

test('the mark is written behind the statement as a device does, and is no difference', () => {
  const marked = set(`set ${KEY} "$9$abc" ## SECRET-DATA`);
  const plain = set(`set ${KEY} "$9$abc"`);
  expect(writeCurly(marked)).toContain('authentication-key $9$abc; ## SECRET-DATA\n');
  expect(writeCurly(plain)).not.toContain('SECRET-DATA');
  expect(marked.equals(plain)).toBe(true);
  expect(diff(marked, plain)).toBe('');
  expect(digest(marked)).toBe(digest(plain));
  expect(diff(plain, set(`set ${KEY} other ## SECRET-DATA`))).toContain('authentication-key other; ## SECRET-DATA\n');
});

test('marks survive copies and come back from curly text', () => {
  const values = fc.stringMatching(/^[a-z"\\;# ]{1,12}$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,6}$/), values, fc.boolean()), { selector: ([name]) => name }),
      (keys) => {
        const configuration = set('');
        for (const [name, value, isMarked] of keys) {
          configuration.set('protocols', 'bgp', 'group', name, 'authentication-key', value);
          const node = configuration.node(['protocols', 'bgp', 'group', name, 'authentication-key']);
          if (isMarked && node !== undefined) node.secret = true;
        }
        const expected = secretsIn(configuration);
        expect(expected).toHaveLength(keys.filter(([, , isMarked]) => isMarked).length);
        expect(secretsIn(configuration.clone())).toEqual(expected);
        expect(secretsIn(readCurly(writeCurly(configuration)))).toEqual(expected);
      },
    ),
  );
});
