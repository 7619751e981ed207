/**
 * A reader of JSON that knows the line of everything and keeps members that stand there twice: `JSON.parse` silently takes
 * the last of them, and twice is what a merge leaves behind.
 */
export type JsonNode =
  | { readonly kind: 'object'; readonly line: number; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly line: number; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly line: number; readonly value: string }
  | { readonly kind: 'other'; readonly line: number; readonly text: string };

/** A member of an object. */
export interface JsonMember {
  readonly name: string;
  readonly line: number;
  readonly value: JsonNode;
}

/** Why and where a text is not what can be read. */
export interface JsonFault {
  readonly line: number;
  readonly why: string;
}

/** Deeper than anything this library writes. */
const MAX_DEPTH = 8;

const TOKEN = /[{}[\]:,]|"(?:[^"\\\n]|\\.)*"|-?\d[\w.+-]*|true|false|null/y;
const BLANK = /[ \t\r\n]*/y;

/** Reads one JSON value. */
export function readJson(text: string): JsonNode | JsonFault {
  return new JsonReader(text).read();
}

/** Whether reading failed. */
export function isFault(result: JsonNode | JsonFault): result is JsonFault {
  return 'why' in result;
}

/** The value without the lines; of members that stand there twice, the last one. */
export function plainValue(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ name, value }) => [name, plainValue(value)]));
    case 'array':
      return node.items.map(plainValue);
    case 'string':
      return node.value;
    case 'other':
      return JSON.parse(node.text) as unknown;
  }
}

class Fault extends Error {
  readonly fault: JsonFault;

  constructor(fault: JsonFault) {
    super(fault.why);
    this.fault = fault;
  }
}

class JsonReader {
  private readonly text: string;
  private at = 0;
  private line = 1;

  constructor(text: string) {
    this.text = text;
  }

  read(): JsonNode | JsonFault {
    try {
      const node = this.value(this.next(), 0);
      const rest = this.next();
      return rest === '' ? node : this.unexpected(rest, 'the end of the file');
    } catch (error) {
      if (error instanceof Fault) return error.fault;
      throw error;
    }
  }

  private value(token: string, depth: number): JsonNode {
    const { line } = this;
    if (depth > MAX_DEPTH) throw new Fault({ line, why: 'it is nested too deep' });
    if (token === '{') return { kind: 'object', line, members: this.members(depth) };
    if (token === '[') return { kind: 'array', line, items: this.items(depth) };
    if (token.startsWith('"')) return { kind: 'string', line, value: this.textOf(token) };
    if (/^[-\dtfn]/.test(token)) return { kind: 'other', line, text: token };
    return this.unexpected(token, 'a value');
  }

  private items(depth: number): JsonNode[] {
    const items: JsonNode[] = [];
    let token = this.next();
    if (token === ']') return items;
    for (;;) {
      items.push(this.value(token, depth + 1));
      const after = this.next();
      if (after === ']') return items;
      if (after !== ',') this.unexpected(after, '"," or "]"');
      token = this.next();
    }
  }

  private members(depth: number): JsonMember[] {
    const members: JsonMember[] = [];
    let token = this.next();
    if (token === '}') return members;
    for (;;) {
      if (!token.startsWith('"')) this.unexpected(token, 'a key in double quotes');
      const [name, line] = [this.textOf(token), this.line];
      const colon = this.next();
      if (colon !== ':') this.unexpected(colon, '":"');
      members.push({ name, line, value: this.value(this.next(), depth + 1) });
      const after = this.next();
      if (after === '}') return members;
      if (after !== ',') this.unexpected(after, '"," or "}"');
      token = this.next();
    }
  }

  /** The next token; empty at the end. */
  private next(): string {
    this.skipBlanks();
    TOKEN.lastIndex = this.at;
    const token = TOKEN.exec(this.text)?.[0];
    if (token === undefined && this.at < this.text.length)
      this.unexpected(this.text.slice(this.at, this.at + 12), 'JSON');
    this.at += token?.length ?? 0;
    return token ?? '';
  }

  private skipBlanks(): void {
    BLANK.lastIndex = this.at;
    const blank = BLANK.exec(this.text)?.[0] ?? '';
    this.at += blank.length;
    this.line += blank.split('\n').length - 1;
  }

  private textOf(token: string): string {
    try {
      return JSON.parse(token) as string;
    } catch {
      return this.unexpected(token, 'a text in double quotes');
    }
  }

  private unexpected(token: string, wanted: string): never {
    const found = token === '' ? 'the file ends' : `there is ${(token.split('\n')[0] ?? '').trim()}`;
    throw new Fault({ line: this.line, why: `${found} where ${wanted} must be` });
  }
}
