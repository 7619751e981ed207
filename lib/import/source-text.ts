/** An expression of TypeScript that is not data: a reference, a call. */
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
  return `{\n${entries.map(([name, one]) => `${inner}${name}: ${source(one, inner)},\n`).join('')}${indent}}`;
}

/** A string as TypeScript source. */
export function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}

function onOneLine(value: SourceValue): string {
  if (value instanceof Expression) return value.text;
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${(value as readonly SourceValue[]).map(onOneLine).join(', ')}]`;
  const entries = entriesOf(value as Readonly<Record<string, SourceValue>>);
  return entries.length === 0 ? '{}' : `{ ${entries.map(([name, one]) => `${name}: ${onOneLine(one)}`).join(', ')} }`;
}

function isNested(value: SourceValue): boolean {
  return typeof value === 'object' && !(value instanceof Expression);
}

function entriesOf(value: Readonly<Record<string, SourceValue>>): [string, SourceValue][] {
  return Object.entries(value).filter(([, one]) => one !== undefined);
}
