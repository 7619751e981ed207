import fc from 'fast-check';
import {
  MAX_XML_DEPTH,
  child,
  children,
  descendants,
  escapeXmlAttribute,
  escapeXmlText,
  parseXml,
  textOf,
} from '../../../lib/junos/formats/xml';
import {
  MAX_XML_ATTRIBUTES,
  MAX_XML_CHARACTERS,
  MAX_XML_REFERENCES,
  MAX_XML_TAGS,
} from '../../../lib/junos/formats/xml-limits';

/** Any character XML 1.0 can carry. */
const xmlText = fc
  .string({ unit: 'binary' })
  .map((text) => text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '·'));

/** One element with that many attributes, whose values hold what ends a tag elsewhere. */
function elementWith(attributes: number): string {
  return `<e ${Array.from({ length: attributes }, (_, i) => `a${i}=${i % 2 === 0 ? '"\'/>"' : "'\"/>'"}`).join(' ')}/>`;
}

describe('parseXml', () => {
  test('names and attributes are read by their local name', () => {
    const root = parseXml(
      '<nc:rpc-reply xmlns:nc="urn:a" xmlns:junos="urn:b"><interface junos:group="dc1" inactive="inactive"/></nc:rpc-reply>',
    );
    expect(root.name).toBe('rpc-reply');
    expect(root.children[0]?.attributes).toEqual({ group: 'dc1', inactive: 'inactive' });
  });

  test('any text survives being escaped and read', () => {
    fc.assert(
      fc.property(xmlText, xmlText, (text, value) => {
        const root = parseXml(`<a b="${escapeXmlAttribute(value)}">${escapeXmlText(text)}</a>`);
        expect(root.text).toBe(text);
        expect(root.attributes).toEqual({ b: value });
      }),
    );
  });

  test('character references are decoded, also hexadecimal ones', () => {
    expect(parseXml('<a>x&#10;y&#xA;z&#x1F600;&amp;lt;</a>').text).toBe('x\ny\nz😀&lt;');
  });

  test('a reference to an unknown entity stays as it is written', () => {
    expect(parseXml('<a>&secret;&#0;</a>').text).toBe('&secret;&#0;');
  });

  test('the end of a CDATA section that never began stays as it is written', () => {
    expect(parseXml('<a>x]]>]]>y</a>').text).toBe('x]]>]]>y');
  });

  test('what is wrong is said with its line', () => {
    expect(() => parseXml('<a>\n<b>\n</a>')).toThrow('cannot be read: line 3: unexpected close tag');
  });

  test('an attribute said twice, and a character that XML cannot carry, are refused', () => {
    expect(() => parseXml('<a b="1" b="2"/>')).toThrow('duplicate attribute: b');
    expect(() => parseXml('<a>\u0001</a>')).toThrow('disallowed character');
  });

  test('a CDATA section is not decoded and text around children is kept', () => {
    expect(parseXml('<a>1<![CDATA[<b>&amp;]]><b>no</b>2</a>').text).toBe('1<b>&amp;2');
  });

  test('comments and a declaration before the root are skipped', () => {
    expect(parseXml('\n<?xml version="1.0"?><!-- No zombies were killed --><hello><a/></hello>').name).toBe('hello');
  });

  test.each(['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'])(
    'a document type is refused: %s',
    (text) => {
      expect(() => parseXml(text)).toThrow('declares a document type');
    },
  );

  test('a routing engine that is never closed is mended', () => {
    const root = parseXml(
      '<rpc-reply><commit-results><routing-engine junos:style="normal"><name>fpc0</name><commit-success/>' +
        '</commit-results><ok/></rpc-reply>',
    );
    expect(root.children.map(({ name }) => name)).toEqual(['commit-results', 'ok']);
    expect(textOf(root, 'commit-results', 'routing-engine', 'name')).toBe('fpc0');
  });

  test('two routing engines that are never closed stay beside each other', () => {
    const root = parseXml(
      '<nc:rpc-reply><commit-results><nc:routing-engine><name>re0</name><commit-success/><nc:routing-engine><name>re1</name>' +
        '<ok/></commit-results></nc:rpc-reply>',
    );
    const results = child(root, 'commit-results');
    expect(results?.children.map(({ name }) => name)).toEqual(['routing-engine', 'routing-engine', 'ok']);
  });

  test.each(['<a><b></a>', '<a>', '</a>', '<a b="c', '<<a>', 'text', '', '<a/><b/>', '<a b=c/>'])(
    'what cannot be read is an error of the library: %s',
    (text) => {
      expect(() => parseXml(text)).toThrow('the XML document cannot be read');
    },
  );

  test('a document deeper than the limit is refused', () => {
    const nested = (depth: number) => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`;
    expect(parseXml(nested(MAX_XML_DEPTH)).name).toBe('a');
    expect(() => parseXml(nested(MAX_XML_DEPTH + 2))).toThrow('cannot be read');
    expect(() => parseXml(nested(200_000))).toThrow('cannot be read');
  });

  test.each([
    ['tags', `<a>${'<b/>'.repeat(MAX_XML_TAGS)}</a>`, 'more than 1000000 tags'],
    ['characters', `<a>${' '.repeat(MAX_XML_CHARACTERS)}</a>`, 'more than 16777216 characters'],
    ['references', `<a>${'&#65;'.repeat(MAX_XML_REFERENCES + 1)}</a>`, 'more than 500000 references'],
    ['attributes of one element', elementWith(MAX_XML_ATTRIBUTES + 1), 'more than 200 attributes'],
  ])('a document of more %s than any device has to say is refused before it is read', (_title, text, reason) => {
    expect(() => parseXml(text)).toThrow(reason);
  });

  test('attributes are counted for each element, and not in what only looks like one', () => {
    const inside = '='.repeat(500) + '"'.repeat(500);
    const text = `<r><!--<a ${inside}--><![CDATA[<a ${inside}]]><?p ${inside}?>${inside}${elementWith(MAX_XML_ATTRIBUTES).repeat(2)}</r>`;
    expect(parseXml(text).children.map(({ attributes }) => Object.keys(attributes).length)).toEqual([
      MAX_XML_ATTRIBUTES,
      MAX_XML_ATTRIBUTES,
    ]);
  });

  test('no text makes it throw anything but its own errors', () => {
    const fragments = fc.constantFrom(
      '<a>',
      '</a>',
      '<',
      '>',
      '"',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '&#',
      'x',
      '/',
    );
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 20 }), (parts) => {
        try {
          parseXml(parts.join(''));
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformedXml' });
        }
      }),
    );
  });
});

describe('escapeXmlText', () => {
  test('a character that XML cannot carry is named', () => {
    expect(() => escapeXmlText('bell \u0007')).toThrow('"bell \\u0007" contains the character U+0007');
    expect(() => escapeXmlAttribute('half \ud800')).toThrow('U+D800');
  });

  test('no text can hold the end-of-message mark', () => {
    expect(escapeXmlText(']]>]]>')).toBe(']]&gt;]]&gt;');
  });
});

describe('helpers', () => {
  const root = parseXml('<a><b> 1 </b><c><b>2</b></c><b/></a>');

  test('children are direct, descendants at any depth', () => {
    expect(children(root, 'b')).toHaveLength(2);
    expect(descendants(root, 'b').map(({ text }) => text)).toEqual([' 1 ', '2', '']);
  });

  test('textOf follows first children and trims', () => {
    expect(textOf(root, 'b')).toBe('1');
    expect(textOf(root, 'c', 'b')).toBe('2');
    expect(textOf(root, 'c', 'd', 'e')).toBeUndefined();
  });
});
