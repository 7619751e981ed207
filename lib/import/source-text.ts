import { escapeHidden } from '../text/escape-hidden';
import { jsonText } from '../text/json-text';
import { HASH_COMMAND } from '../text/log-commands';

/** An expression of TypeScript that is not data: a reference, a call. Text from outside goes into none but through this file. */
export class Expression {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Values that a program can hold; properties that are undefined are left out. */
export type SourceValue =
  | Expression
  | string
  | number
  | boolean
  | undefined
  | readonly SourceValue[]
  | { readonly [name: string]: SourceValue };

/** Leaves room for what stands in front of a value. */
const WIDTH = 76;

/** A value as TypeScript source, on one line where it fits. */
export function source(value: SourceValue, indent = ''): string {
  const line = onOneLine(value);
  if (!isNested(value) || (indent.length + line.length <= WIDTH && !line.includes('/*'))) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = (value as readonly SourceValue[]).map((item) => `${inner}${source(item, inner)},\n`);
    return `[\n${items.join('')}${indent}]`;
  }
  const entries = entriesOf(value as Readonly<Record<string, SourceValue>>);
  return `{\n${entries.map(([name, one]) => `${inner}${propertyName(name)}: ${source(one, inner)},\n`).join('')}${indent}}`;
}

/** A string as TypeScript source. */
export function quoted(text: string): string {
  const escaped = jsonText(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}

/** A comment of one line, whatever is in its text. */
export function lineComment(text: string): string {
  return `// ${escapeHidden(text).replace(HASH_COMMAND, '## ')}`;
}

/** A member of a class, for example `QfxModel.QFX10002_60C`. */
export function member(className: string, name: string): Expression {
  return new Expression(IDENTIFIER.test(name) ? `${className}.${name}` : `${className}[${quoted(name)}]`);
}

const IDENTIFIER = /^[A-Za-z_]\w*$/;

function propertyName(name: string): string {
  return IDENTIFIER.test(name) ? name : quoted(name);
}

function onOneLine(value: SourceValue): string {
  if (value instanceof Expression) return value.text;
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${(value as readonly SourceValue[]).map(onOneLine).join(', ')}]`;
  const entries = entriesOf(value as Readonly<Record<string, SourceValue>>);
  return entries.length === 0
    ? '{}'
    : `{ ${entries.map(([name, one]) => `${propertyName(name)}: ${onOneLine(one)}`).join(', ')} }`;
}

function isNested(value: SourceValue): boolean {
  return typeof value === 'object' && !(value instanceof Expression);
}

function entriesOf(value: Readonly<Record<string, SourceValue>>): [string, SourceValue][] {
  return Object.entries(value).filter(([, one]) => one !== undefined);
}
