/**
 * XML as NETCONF carries it: a small element tree, read in one pass by saxes.
 *
 * Names are local names, because a Junos reply carries a release in its namespaces and, with `rfc-compliant`, a prefix
 * on its NETCONF elements. There is no document type and no entity expansion: a peer can neither blow up memory nor
 * read files. One malformed reply is known from the field and mended: a `<routing-engine>` that is never closed.
 */
import type { SaxesTagPlain } from 'saxes';
import { SaxesParser } from 'saxes';
import { documentTypeRefused } from './errors';
import { malformedXml } from '../errors';
import { MAX_XML_ATTRIBUTES, requireWithinLimits } from './xml-limits';

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

/**
 * The root element of a document. Comments and processing instructions are skipped.
 *
 * @throws documentTypeRefused, malformedXml
 */
export function parseXml(text: string): XmlElement {
  if (text.includes('<!DOCTYPE') || text.includes('<!ENTITY')) throw documentTypeRefused();
  requireWithinLimits(text);
  const document = text.trimStart();
  try {
    return read(document);
  } catch (fault) {
    return readMended(document, fault);
  }
}

/** The same with its routing engines closed; throws `fault` where that was not what is wrong with it. */
function readMended(document: string, fault: unknown): XmlElement {
  const mended = closeRoutingEngines(document);
  if (mended === document) throw fault;
  try {
    return read(mended);
  } catch {
    throw fault;
  }
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

/** What stays as it is written, though XML forbids it: references to what nobody declared, and `]]>` in a text. */
const TOLERATED = /: (?:undefined entity|malformed character entity|the string "]]>" is disallowed in char data)\.$/;

function read(document: string): XmlElement {
  const parser = new SaxesParser();
  const tree = new TreeBuilder();
  let attributes = 0;
  parser.on('error', ({ message }) => {
    if (TOLERATED.test(message)) return;
    throw malformedXml(`line ${parser.line}: ${shorten(message.replace(/^\d+:\d+: /, ''))}`);
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > MAX_XML_ATTRIBUTES)
      throw malformedXml(`an element has more than ${MAX_XML_ATTRIBUTES} attributes`);
  });
  parser.on('opentag', (tag) => {
    attributes = 0;
    tree.open(tag);
  });
  parser.on('closetag', () => {
    tree.close();
  });
  parser.on('text', (text) => {
    tree.addText(text);
  });
  parser.on('cdata', (text) => {
    tree.addText(text);
  });
  parser.write(document).close();
  return tree.root();
}

function shorten(message: string): string {
  const line = message.replace(/\s+/g, ' ').replace(/\.$/, '');
  return line.length > 160 ? `${line.slice(0, 160)} …` : line;
}

const NO_ATTRIBUTES: XmlElement['attributes'] = Object.freeze({});

/** Most elements have none: one list for all of them. */
const NO_CHILDREN: readonly XmlElement[] = Object.freeze([]);

/** An element that is being read. */
interface OpenElement extends XmlElement {
  children: readonly XmlElement[];
  text: string;
}

/** An element with the list of its children, as far as it has any. */
interface OpenList {
  readonly element: OpenElement;
  children: XmlElement[] | undefined;
}

/** Puts together what the parser meets. */
class TreeBuilder {
  private readonly document = openElement('', NO_ATTRIBUTES);
  private readonly around: OpenList[] = [];
  private current: OpenList = { element: this.document, children: undefined };

  open(tag: SaxesTagPlain): void {
    if (this.around.length >= MAX_XML_DEPTH) throw malformedXml(`it is deeper than ${MAX_XML_DEPTH} elements`);
    const element = openElement(localName(tag.name), attributesOf(tag));
    const { current } = this;
    if (current.children === undefined) current.element.children = current.children = [element];
    else current.children.push(element);
    this.around.push(current);
    this.current = { element, children: undefined };
  }

  close(): void {
    this.current = this.around.pop() ?? this.current;
  }

  addText(text: string): void {
    this.current.element.text += text;
  }

  root(): XmlElement {
    const [root] = this.document.children;
    if (root === undefined) throw malformedXml('0 root elements instead of one');
    return root;
  }
}

function openElement(name: string, attributes: XmlElement['attributes']): OpenElement {
  return { name, attributes, children: NO_CHILDREN, text: '' };
}

function attributesOf({ attributes }: SaxesTagPlain): XmlElement['attributes'] {
  const names = Object.keys(attributes);
  if (names.length === 0) return NO_ATTRIBUTES;
  const own = names.filter((name) => !name.startsWith('xmlns:'));
  return Object.fromEntries(own.map((name) => [localName(name), attributes[name] ?? '']));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
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
