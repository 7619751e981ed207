/** Reads a `<configuration>` element, in Junos' own form or in the form of its YANG, into a configuration. */
import { FabricError } from '../../model/fabric-error';
import { nameIsKeyword } from './errors';
import { unknownStatement } from '../errors';
import { Configuration, dropVoid } from '../tree/configuration';
import { nearestWord } from '../../model/nearest-word';
import { checkStatementWords, takesValue } from '../tree/path-step';
import { OPERATORS } from '../tree/schema-facts';
import { HIDDEN_SECRET } from '../tree/secret-mark';
import type { StatementSchema } from '../tree/schema';
import type { StatementNode } from '../tree/statement';
import { type ReadOptions, UNCHECKED, type UnknownStatements } from '../tree/unchecked';
import { checkWord } from '../tree/words';
import type { XmlElement } from './xml';

/**
 * The configuration that the element says. `junos:group` becomes a statement's source, `junos:interface-range` its range,
 * `inactive="inactive"` and `protect="protect"` are kept; every other attribute and Junos' own comments are passed over. A
 * value that the device hides is a secret.
 *
 * @throws unknownStatement, invalidStatementValue, missingStatementWord, nameIsKeyword
 */
export function readXml(element: XmlElement, { unknown = 'refuse' }: ReadOptions = {}): Configuration {
  const configuration = new Configuration();
  mergeXmlChildren(configuration.root, element, [], unknown);
  return configuration;
}

/** Merges the child elements of `element` below `parent`. `path` are the words that lead there, for errors. */
function mergeXmlChildren(
  parent: StatementNode,
  element: XmlElement,
  path: readonly string[],
  unknown: UnknownStatements = 'refuse',
): void {
  for (const child of statementElements(parent.schema, element)) {
    const statement =
      unknown === 'refuse' ? identifyXml(parent.schema, child, path) : identifyKnown(parent.schema, child, path);
    if (statement === undefined) {
      if (unknown === 'keep' || path[0] === 'groups' || hasGroup(child)) keepUnknown(parent, child);
      continue;
    }
    const node = placeXml(parent, statement);
    if (child.attributes.inactive !== undefined) node.inactive = true;
    if (child.attributes.protect !== undefined) node.isProtected = true;
    if (child.attributes.group !== undefined) node.source = child.attributes.group;
    const range = rangeOf(child);
    if (range !== undefined) node.range = range;
    if (statement.value === HIDDEN_SECRET) node.secret = true;
    if (isInner(statement.schema)) mergeXmlChildren(node, child, [...path, ...node.words], unknown);
    dropVoid(parent, [node]);
  }
}

/** The range that gives the statement to its member. Juniper names the attribute of the request, and not that of the answer. */
function rangeOf({ attributes }: XmlElement): string | undefined {
  return attributes['interface-range'] ?? attributes['interface-ranges'];
}

/** The same where the schema table knows what the element itself says, else undefined. */
function identifyKnown(
  parent: StatementSchema,
  element: XmlElement,
  path: readonly string[],
): XmlStatement | undefined {
  if (!parent.children.byElement.has(element.name)) return undefined;
  try {
    return identifyXml(parent, element, path);
  } catch (error) {
    if (FabricError.isFabricError(error) && error.code !== 'nameIsKeyword') return undefined;
    throw error;
  }
}

/** Whether the element, or one in it, was inherited from a group. */
function hasGroup(element: XmlElement): boolean {
  return element.attributes.group !== undefined || element.children.some(hasGroup);
}

/**
 * Every element with nothing in it is a statement of its own, with the words that lead to it. Without a schema, the
 * `name` of a list entry is the only key that can be told from a statement, which is what nearly all lists have.
 */
function keepUnknown(parent: StatementNode, element: XmlElement): void {
  for (const { words, inactive, group, isProtected } of unknownStatements(element, [], false, false)) {
    const node = parent.ensure(UNCHECKED, words.map(checkWord));
    if (isProtected) node.isProtected = true;
    if (inactive) node.inactive = true;
    if (group !== undefined) node.source = group;
    if (words.at(-1) === HIDDEN_SECRET) node.secret = true;
  }
}

interface UnknownStatement {
  readonly words: readonly string[];
  readonly inactive: boolean;
  readonly isProtected: boolean;
  readonly group: string | undefined;
}

function unknownStatements(
  element: XmlElement,
  above: readonly string[],
  isOff: boolean,
  isHeld: boolean,
): UnknownStatement[] {
  const inactive = isOff || element.attributes.inactive !== undefined;
  const isProtected = isHeld || element.attributes.protect !== undefined;
  const children = element.children.filter((child) => !isComment(child));
  const [name] = children.filter((child) => child.name === 'name');
  const words = [...above, element.name, ...(name === undefined ? [] : [textOf(name)])];
  const inner = children.filter((child) => child !== name);
  if (inner.length > 0) return inner.flatMap((child) => unknownStatements(child, words, inactive, isProtected));
  const value = name === undefined && element.children.length === 0 ? onOneLine(textOf(element)) : '';
  return [{ words: value === '' ? words : [...words, value], inactive, isProtected, group: element.attributes.group }];
}

/** The child elements that are statements: not keys of the element itself, and not Junos' comments. */
export function statementElements(schema: StatementSchema, element: XmlElement): readonly XmlElement[] {
  const operator = operatorElement(schema, element);
  return element.children.filter((child) => {
    return !isComment(child) && !schema.keys.includes(child.name) && child !== operator;
  });
}

/** What one element names: a statement's schema with its keys or value. */
export interface XmlStatement {
  readonly schema: StatementSchema;
  readonly keys: readonly string[];
  readonly value: string | undefined;
}

/**
 * The statement an element stands for, below a statement of schema `parent`.
 *
 * @throws unknownStatement, invalidStatementValue, missingStatementWord, nameIsKeyword
 */
export function identifyXml(parent: StatementSchema, element: XmlElement, path: readonly string[]): XmlStatement {
  const schema = parent.children.byElement.get(element.name);
  if (schema === undefined) {
    const names = [...parent.children.byElement.keys()];
    throw unknownStatement([...path, element.name], path.length, nearestWord(element.name, names), []);
  }
  const keys = schema.kind === 'list' ? readKeys(schema, element) : [];
  const text = isInner(schema) || schema.empty ? undefined : textOf(element);
  const own = text === undefined ? keys : [text];
  const value = checkedValue(schema, own, path);
  const [first] = own;
  if (schema.keyword === undefined && first !== undefined && parent.children.byKeyword.has(first)) {
    throw nameIsKeyword(path, first);
  }
  return { schema, keys, value };
}

/** An error names all words, which nobody needs otherwise. */
function checkedValue(schema: StatementSchema, own: readonly string[], path: readonly string[]): string | undefined {
  try {
    return checkStatementWords(schema, own, 0);
  } catch {
    const words = [...path, ...schema.words, ...own];
    return checkStatementWords(schema, words, words.length - own.length);
  }
}

/** Adds the statement, or finds it where it is there; an empty container is left in. */
export function placeXml(parent: StatementNode, { schema, keys, value }: XmlStatement): StatementNode {
  return value === undefined ? parent.ensure(schema, keys) : parent.ensureValue(schema, value);
}

function isInner(schema: StatementSchema): boolean {
  return schema.kind === 'container' || schema.kind === 'list';
}

function isComment(element: XmlElement): boolean {
  return element.name === 'comment' && element.text.trimStart().startsWith('/*');
}

/** A private key has line breaks in XML, which Junos prints as `\n` in its other forms. */
function onOneLine(text: string): string {
  return text.replace(/\r?\n/g, '\\n');
}

/** Line breaks come from pretty printing only: a configuration holds none. */
function textOf(element: XmlElement): string {
  return element.text.includes('\n') ? element.text.trim() : element.text;
}

/** Keys as set lines write them. */
function readKeys(schema: StatementSchema, element: XmlElement): readonly string[] {
  const keys: string[] = [];
  for (const name of schema.keys) {
    if (name === 'choice-value') continue;
    if (name === 'choice-ident') keys.push(...readOperator(schema, element));
    else keys.push(...keyText(element, name));
  }
  return keys;
}

function keyText(element: XmlElement, name: string): readonly string[] {
  const found = element.children.find((child) => child.name === name);
  return found === undefined ? [] : [textOf(found)];
}

function readOperator(schema: StatementSchema, element: XmlElement): readonly string[] {
  const [spelled] = keyText(element, 'choice-ident');
  const native = operatorElement(schema, element);
  const name = spelled ?? native?.name;
  if (name === undefined) return [];
  const operator = OPERATORS.get(name) ?? name;
  if (!takesValue(operator)) return [operator];
  const value = spelled === undefined && native !== undefined ? [textOf(native)] : keyText(element, 'choice-value');
  return [operator, ...value];
}

/** The element that stands for the operator in Junos' own form; it comes before the entry's statements. */
function operatorElement(schema: StatementSchema, element: XmlElement): XmlElement | undefined {
  if (!schema.operator || element.children.some((child) => child.name === 'choice-ident')) return undefined;
  const operators = schema.keyTypes[schema.keys.indexOf('choice-ident')]?.values ?? [];
  return element.children.find((child) => operators.includes(child.name));
}
