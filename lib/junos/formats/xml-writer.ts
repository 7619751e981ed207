/** Writes a configuration as XML, in the form that Junos itself speaks (not the form of its YANG). */
import type { Configuration } from '../tree/configuration';
import { takesValue } from '../tree/path-step';
import { OPERATOR_ELEMENTS } from '../tree/schema-facts';
import type { StatementSchema } from '../tree/schema';
import type { StatementNode } from '../tree/statement';
import { isUnchecked } from '../tree/unchecked';
import { joinWords } from '../tree/words';
import { escapeXmlAttribute, escapeXmlText } from './xml-escape';

export interface XmlOptions {
  /** Marks what was inherited with `junos:group="…"`, as Junos does for `inherit` with `groups`. */
  readonly groups?: boolean;
  /** Writes statements that the schema table does not know as a device does, which knows them. Default: as comments. */
  readonly unknownAsElements?: boolean;
}

const INDENT = '    ';
const JUNOS_NAMESPACE = ' xmlns:junos="http://xml.juniper.net/junos/*/junos"';

/**
 * A `<configuration>` element; every line ends in a line break. Inactive statements have `inactive="inactive"`, protected
 * ones `protect="protect"`;
 * comments are not part of this form.
 *
 * @throws notAnXmlCharacter
 */
export function writeXml(configuration: Configuration, options: XmlOptions = {}): string {
  const namespace = options.groups === true ? JUNOS_NAMESPACE : '';
  if (configuration.isEmpty) return `<configuration${namespace}/>\n`;
  const lines = [`<configuration${namespace}>`];
  for (const child of configuration.root.children) writeNode(child, INDENT, options, lines);
  lines.push('</configuration>');
  return `${lines.join('\n')}\n`;
}

function writeNode(node: StatementNode, indent: string, options: XmlOptions, lines: string[]): void {
  if (isUnchecked(node) && options.unknownAsElements === true) {
    lines.push(`${indent}${unknownElements(node.words, attributes(node, options))}`);
    return;
  }
  if (isUnchecked(node)) {
    const words = joinWords(node.words).replaceAll('--', '- -');
    lines.push(`${indent}<!-- not in the schema table, so as a set line only: ${escapeXmlText(words)} -->`);
    return;
  }
  const { empty, end, start } = tagsFor(node, options);
  if (node.value !== undefined) {
    lines.push(`${indent}${start}${escapeXmlText(node.value)}${end}`);
  } else if (!node.hasChildren && node.keys.length === 0) {
    lines.push(`${indent}${empty}`);
  } else {
    lines.push(`${indent}${start}`);
    const inner = indent + INDENT;
    writeKeys(node, inner, lines);
    for (const child of node.children) writeNode(child, inner, options, lines);
    lines.push(`${indent}${end}`);
  }
}

/** Most statements have no attributes, and then the tags of all that are of one schema. */
function tagsFor(node: StatementNode, options: XmlOptions): StatementSchema['tags'] {
  const { element, tags } = node.schema;
  const marks = attributes(node, options);
  if (marks === '') return tags;
  return { start: `<${element}${marks}>`, end: tags.end, empty: `<${element}${marks}/>` };
}

/**
 * A word that can name an element is one, and any other the name of a list entry. The last word is a value, as it may be that
 * of a leaf or of a statement without one.
 */
function unknownElements([word = '', ...rest]: readonly string[], marks: string): string {
  const [next] = rest;
  if (next === undefined) return `<${word}${marks}/>`;
  if (rest.length === 1) return `<${word}${marks}>${escapeXmlText(next)}</${word}>`;
  const isKey = !ELEMENT_NAME.test(next);
  const key = isKey ? `<name>${escapeXmlText(next)}</name>` : '';
  return `<${word}>${key}${unknownElements(isKey ? rest.slice(1) : rest, marks)}</${word}>`;
}

/** As Junos names its statements. */
const ELEMENT_NAME = /^[a-z][a-z0-9-]*$/;

function attributes(node: StatementNode, { groups = false }: XmlOptions): string {
  const inactive = node.inactive === true ? ' inactive="inactive"' : '';
  const group = groups && node.source !== undefined ? ` junos:group="${escapeXmlAttribute(node.source)}"` : '';
  const range = groups && node.range !== undefined ? ` junos:interface-range="${escapeXmlAttribute(node.range)}"` : '';
  const isProtected = node.isProtected === true ? ' protect="protect"' : '';
  return isProtected + inactive + group + range;
}

/** Junos writes an operator as an element of its name: `<orlonger/>`, `<upto>/24</upto>`, `<add/>`. */
function writeKeys(node: StatementNode, indent: string, lines: string[]): void {
  let at = 0;
  for (const name of node.schema.keys) {
    if (name === 'choice-value') continue;
    const key = node.keys[at] ?? '';
    at += 1;
    if (name !== 'choice-ident') {
      lines.push(`${indent}<${name}>${escapeXmlText(key)}</${name}>`);
      continue;
    }
    const operator = OPERATOR_ELEMENTS.get(key) ?? key;
    if (!takesValue(key)) lines.push(`${indent}<${operator}/>`);
    else lines.push(`${indent}<${operator}>${escapeXmlText(node.keys[at++] ?? '')}</${operator}>`);
  }
}
