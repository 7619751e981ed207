/** Loads a `<configuration>` element, with its attributes, into a configuration. */
import { type FabricError } from '../../model/fabric-error';
import { malformedXml, statementExists, statementNotFound } from '../errors';
import { type Configuration, dropVoid } from '../tree/configuration';
import { move } from '../tree/entry-order';
import { clear } from './replaced';
import type { StatementSchema } from '../tree/schema';
import { StatementNode } from '../tree/statement';
import type { XmlElement } from '../formats/xml';
import { identifyXml, placeXml, statementElements, type XmlStatement } from '../formats/xml-reader';

/**
 * Merges the element. Obeyed attributes: `delete="delete"`, `operation` (`merge`, `create`, `replace`, `delete`,
 * `remove`: RFC 6241), `inactive="inactive"`, `active="active"`, `insert="before|after|first|last"` with the other
 * entry's keys as attributes, and, if `obeysReplace`, `replace="replace"`.
 *
 * @returns warnings: statements to be deleted that are not there
 * @throws see `load`
 */
export function loadXml(configuration: Configuration, element: XmlElement, obeysReplace: boolean): FabricError[] {
  const top =
    element.name === 'configuration' ? element : element.children.find(({ name }) => name === 'configuration');
  if (top === undefined) throw malformedXml(`<${element.name}> where a <configuration> is expected`);
  const loading = new XmlLoad(obeysReplace);
  loading.inside(configuration.root, top, []);
  return loading.warnings;
}

class XmlLoad {
  readonly warnings: FabricError[] = [];
  readonly #obeysReplace: boolean;

  constructor(obeysReplace: boolean) {
    this.#obeysReplace = obeysReplace;
  }

  /** @param path words that lead to `parent` */
  inside(parent: StatementNode, element: XmlElement, path: readonly string[]): void {
    const replaced = new Set<StatementSchema>();
    for (const child of statementElements(parent.schema, element)) {
      if (isDeleted(child)) this.#delete(parent, child, path);
      else this.#merge(parent, child, path, replaced);
    }
  }

  /** @param replaced leaf-lists whose earlier values were replaced already */
  #merge(parent: StatementNode, element: XmlElement, path: readonly string[], replaced: Set<StatementSchema>): void {
    const { attributes } = element;
    const marked = markedLeaf(parent, element);
    if (marked !== undefined) {
      mark(marked, element);
      return;
    }
    const statement = identifyXml(parent.schema, element, path);
    const known = parent.counterpart(asNode(statement));
    const words = [...path, ...asNode(statement).words];
    if (attributes.operation === 'create' && known !== undefined) throw statementExists(words);
    const { schema } = statement;
    if (this.#isReplaced(element) && !replaced.has(schema)) {
      if (schema.kind === 'leaf-list') replaced.add(schema);
      clear(parent, known ?? asNode(statement));
    }
    if (onlyDeletes(schema, element) && known === undefined) {
      this.#warn(words);
      return;
    }
    const node = placeXml(parent, statement);
    mark(node, element);
    if (schema.kind === 'container' || schema.kind === 'list') this.inside(node, element, words);
    if (attributes.insert !== undefined) insert(parent, node, attributes, path);
    dropVoid(parent, [node]);
  }

  #isReplaced({ attributes }: XmlElement): boolean {
    return attributes.operation === 'replace' || (this.#obeysReplace && attributes.replace === 'replace');
  }

  #delete(parent: StatementNode, element: XmlElement, path: readonly string[]): void {
    const schema = parent.schema.children.byElement.get(element.name);
    const isRemoved = schema !== undefined && removeNamed(parent, schema, element, path);
    if (isRemoved || element.attributes.operation === 'remove') return;
    const isEntry = schema === undefined || schema.kind === 'list';
    const words = isEntry
      ? asNode(identifyXml(parent.schema, element, path)).words
      : [schema.keyword ?? schema.element];
    this.#warn([...path, ...words]);
  }

  #warn(words: readonly string[]): void {
    this.warnings.push(statementNotFound(words));
  }
}

function isDeleted({ attributes }: XmlElement): boolean {
  return attributes.delete === 'delete' || attributes.operation === 'delete' || attributes.operation === 'remove';
}

/** A leaf goes whatever its value, a leaf-list without a value goes whole. */
function removeNamed(
  parent: StatementNode,
  schema: StatementSchema,
  element: XmlElement,
  path: readonly string[],
): boolean {
  const hasText = element.text.trim() !== '';
  if (schema.kind === 'leaf-list' && !hasText) return parent.all(schema).length > 0 && parent.removeAll(schema);
  const node =
    schema.kind === 'leaf' || schema.kind === 'container'
      ? parent.single(schema)
      : parent.counterpart(asNode(identifyXml(parent.schema, element, path)));
  return node !== undefined && parent.remove(node);
}

/** The leaf that an element without text only activates or deactivates. */
function markedLeaf(parent: StatementNode, element: XmlElement): StatementNode | undefined {
  const { attributes, text } = element;
  const schema = parent.schema.children.byElement.get(element.name);
  if (schema?.kind !== 'leaf' || schema.empty || text.trim() !== '') return undefined;
  return attributes.inactive === undefined && attributes.active === undefined ? undefined : parent.single(schema);
}

function mark(node: StatementNode, { attributes }: XmlElement): void {
  if (attributes.inactive !== undefined) node.inactive = true;
  if (attributes.active !== undefined) node.inactive = undefined;
  if (attributes.protect !== undefined) node.isProtected = true;
  if (attributes.unprotect !== undefined) node.isProtected = undefined;
}

function insert(
  parent: StatementNode,
  node: StatementNode,
  attributes: XmlElement['attributes'],
  path: readonly string[],
): void {
  const entries = parent.all(node.schema).filter((entry) => entry !== node);
  const isAfter = attributes.insert === 'after' || attributes.insert === 'last';
  const isEnd = attributes.insert === 'first' || attributes.insert === 'last';
  const keys = node.schema.keys.map((key) => attributes[key] ?? '');
  const other = isEnd ? entries.at(isAfter ? -1 : 0) : parent.entry(node.schema, keys);
  if (other !== undefined) move({ parent, node, path }, isAfter ? 'after' : 'before', other);
  else if (!isEnd) throw statementNotFound([...path, node.name, ...keys]);
}

function onlyDeletes(schema: StatementSchema, element: XmlElement): boolean {
  const inner = statementElements(schema, element);
  return inner.length > 0 && inner.every((one) => isDeleted(one) || leadsToDeletes(schema, one));
}

function leadsToDeletes(parent: StatementSchema, element: XmlElement): boolean {
  const schema = parent.children.byElement.get(element.name);
  return schema !== undefined && onlyDeletes(schema, element);
}

function asNode({ schema, keys, value }: XmlStatement): StatementNode {
  return new StatementNode(schema, keys, value);
}
