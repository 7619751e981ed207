/**
 * XML as NETCONF carries it: a small element tree over fast-xml-parser.
 *
 * Names are local names, because a Junos reply carries a release in its namespaces and, with `rfc-compliant`, a prefix
 * on its NETCONF elements. There is no document type and no entity expansion: a peer can neither blow up memory nor
 * read files. One malformed reply is known from the field and mended: a `<routing-engine>` that is never closed.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { documentTypeRefused } from './errors';
import { malformedXml } from '../errors';
import { requireWithinLimits } from './xml-limits';

export { escapeXmlAttribute, escapeXmlText } from './xml-escape';

/** One element. */
export interface XmlElement {
  /** Local name, without prefix. */
  readonly name: string;
  /** Values by local name. Namespace declarations with a prefix are left out. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Child elements in document order. */
  readonly children: readonly XmlElement[];
  /** The element's own character data, decoded, white space kept; what stands in children is not part of it. */
  readonly text: string;
}

/** Deeper documents are refused. Junos' configuration hierarchy ends well below thirty levels. */
export const MAX_XML_DEPTH = 200;

const TEXT = '#text';
const CDATA = '#cdata';
const ATTRIBUTES = ':@';

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  textNodeName: TEXT,
  cdataPropName: CDATA,
  maxNestedTags: MAX_XML_DEPTH,
  jPath: false,
});

/** A node as fast-xml-parser gives it: one key, the tag name or a marker, beside the attributes. */
type ParsedNode = Readonly<Record<string, unknown>>;

/**
 * The root element of a document. Comments and processing instructions are skipped.
 *
 * @throws documentTypeRefused, malformedXml
 */
export function parseXml(text: string): XmlElement {
  if (text.includes('<!DOCTYPE') || text.includes('<!ENTITY')) throw documentTypeRefused();
  requireWithinLimits(text);
  const roots = elementsOf(parseNodes(wellFormed(text.trimStart())));
  const root = roots[0];
  if (root === undefined || roots.length > 1) throw malformedXml(`${roots.length} root elements instead of one`);
  return root;
}

/** `text` if it is well formed, else with its routing engines closed, else an error. */
function wellFormed(text: string): string {
  const fault = faultOf(text);
  if (fault === undefined) return text;
  const mended = closeRoutingEngines(text);
  if (mended === text || faultOf(mended) !== undefined) throw malformedXml(fault);
  return mended;
}

function faultOf(text: string): string | undefined {
  const verdict = XMLValidator.validate(text);
  return verdict === true ? undefined : `line ${verdict.err.line}: ${shorten(verdict.err.msg)}`;
}

/** Puts in a missing `</routing-engine>` where the next one starts or the element around it ends. */
function closeRoutingEngines(text: string): string {
  let open = '';
  return text.replace(
    /<(\/?)((?:[\w.-]+:)?)(routing-engine|commit-results|ok|rpc-reply)(?:[\s/][^<>]*)?>/g,
    (tag, slash: string, prefix: string, name: string) => {
      if (name === 'routing-engine' && slash !== '') {
        open = '';
        return tag;
      }
      const missing = open;
      open = name === 'routing-engine' && !tag.endsWith('/>') ? `</${prefix}routing-engine>` : '';
      return missing + tag;
    },
  );
}

function parseNodes(text: string): readonly ParsedNode[] {
  try {
    return PARSER.parse(text) as readonly ParsedNode[];
  } catch (error) {
    throw malformedXml(shorten(error instanceof Error ? error.message : String(error)));
  }
}

function shorten(message: string): string {
  const line = message.replace(/\s+/g, ' ').replace(/\.$/, '');
  return line.length > 160 ? `${line.slice(0, 160)} …` : line;
}

function elementsOf(nodes: readonly ParsedNode[]): XmlElement[] {
  const elements: XmlElement[] = [];
  for (const node of nodes) {
    const name = tagName(node);
    if (name !== undefined) elements.push(element(name, node));
  }
  return elements;
}

function element(name: string, node: ParsedNode): XmlElement {
  const content = node[name] as readonly ParsedNode[];
  return { name, attributes: attributesOf(node), children: elementsOf(content), text: ownText(content) };
}

function tagName(node: ParsedNode): string | undefined {
  for (const key in node) {
    if (key !== ATTRIBUTES) return key === TEXT || key === CDATA ? undefined : key;
  }
  return undefined;
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});

function attributesOf(node: ParsedNode): Readonly<Record<string, string>> {
  const raw = node[ATTRIBUTES] as Readonly<Record<string, string>> | undefined;
  if (raw === undefined) return NO_ATTRIBUTES;
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, decode(value)]));
}

function ownText(content: readonly ParsedNode[]): string {
  let text = '';
  for (const node of content) {
    const characters = node[TEXT];
    if (typeof characters === 'string') text += decode(characters);
    else if (CDATA in node) text += characterData(node[CDATA]);
  }
  return text;
}

function characterData(section: unknown): string {
  return (section as readonly Readonly<Record<typeof TEXT, string>>[]).map((node) => node[TEXT]).join('');
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five predefined entities and numeric character references; anything else stays as it is written. */
function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g,
    (reference, decimal, hexadecimal, name) => {
      if (typeof name === 'string') return NAMED[name] ?? reference;
      const code =
        typeof decimal === 'string' ? Number.parseInt(decimal, 10) : Number.parseInt(String(hexadecimal), 16);
      return isXmlCharacter(code) ? String.fromCodePoint(code) : reference;
    },
  );
}

/** Production Char of XML 1.0. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

/** The first child of that name. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((one) => one.name === name);
}

/** Every child of that name, in document order. */
export function children(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((one) => one.name === name);
}

/** Every element of that name below `element`, at any depth, in document order. */
export function descendants(element: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  collect(element, name, found);
  return found;
}

function collect(element: XmlElement, name: string, found: XmlElement[]): void {
  for (const one of element.children) {
    if (one.name === name) found.push(one);
    collect(one, name, found);
  }
}

/** Text of the element reached by first children of these names, white space around it removed. */
export function textOf(element: XmlElement, ...path: readonly string[]): string | undefined {
  let current: XmlElement | undefined = element;
  for (const name of path) current = current === undefined ? undefined : child(current, name);
  return current?.text.trim();
}
