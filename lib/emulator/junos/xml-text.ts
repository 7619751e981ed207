/** Builds the text of replies. */
import { escapeXmlAttribute, escapeXmlText } from '../../junos/formats/xml';
import type { XmlElement } from '../../junos/formats/xml';

/** Attributes in the order in which they are printed. */
export type Attributes = Readonly<Record<string, string | number>>;

/** An element with children; one child a line, as Junos prints. */
export function element(name: string, children: readonly string[], attributes: Attributes = {}): string {
  const inside = children.filter((one) => one !== '');
  if (inside.length === 0) return empty(name, attributes);
  return `<${name}${attributeText(attributes)}>\n${inside.join('\n')}\n</${name}>`;
}

/** An element with text. */
export function leaf(name: string, text: string | number, attributes: Attributes = {}): string {
  return `<${name}${attributeText(attributes)}>${escapeXmlText(String(text))}</${name}>`;
}

/** The same, or nothing where there is no text. */
export function optionalLeaf(name: string, text: string | number | undefined): string {
  return text === undefined ? '' : leaf(name, text);
}

/** An element without content. */
export function empty(name: string, attributes: Attributes = {}): string {
  return `<${name}${attributeText(attributes)}/>`;
}

function attributeText(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXmlAttribute(String(value))}"`)
    .join('');
}

/** Attributes that belong to the `junos` namespace; the reader gives local names. */
const JUNOS_ATTRIBUTES: ReadonlySet<string> = new Set(['group', 'interface-range']);

/** Text of an element that was read; the attributes and elements that Junos prefixes get their prefix back. */
export function serialize(read: XmlElement): string {
  const name = read.name === 'comment' && read.children.length === 0 ? 'junos:comment' : read.name;
  const attributes = Object.fromEntries(
    Object.entries(read.attributes)
      .filter(([key]) => key !== 'xmlns')
      .map(([key, value]) => [JUNOS_ATTRIBUTES.has(key) ? `junos:${key}` : key, value]),
  );
  if (read.children.length > 0) return element(name, read.children.map(serialize), attributes);
  return read.text.trim() === '' ? empty(name, attributes) : leaf(name, read.text, attributes);
}
