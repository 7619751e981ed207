/**
 * Text of a device or a configuration without the secrets in it, to be shown or kept: set lines, curly text, `show | compare`
 * and XML. Line by line, in time that grows with the text and no faster: the text is somebody else's.
 *
 * Three things make a secret: that the device marks the statement (`## SECRET-DATA`), the name of the statement, and the form
 * of the word (`$9$…`, a private key).
 */
import { NAME_OF_SECRET, namesSecret } from '../junos/tree/secret-leaves';
import { HIDDEN_SECRET, SECRET_MARK } from '../junos/tree/secret-mark';
import { MASK } from './mask';
import { PrivateKeyText } from './private-key-text';
import { mask } from './vault';

const QUOTED_MASK = `"${MASK}"`;

/** A quoted word, closed or not; a sign; a word. */
const TOKEN = /"(?:[^"\\]|\\.)*"?|[;{}[\]]|[^\s;{}[\]"][^\s;{}[\]"]*/gs;

/** Passwords and keys as a device stores them, whatever the method: `$1$`, `$5$`, `$6$`, `$8$`, `$9$`, `$sha1$`. */
const STORED = /\$[0-9a-z]{1,6}\$[^\s"';<>]+/g;

/** The user's password in a URL. */
const URL_PASSWORD = /(:\/\/[^\s:@/"]*:)[^\s@/"]+@/g;

/** An element with nothing but text in it. */
const ELEMENT = /<([\w.-]+)((?:\s[^<>]*)?)>([^<]*)<\/([\w.-]+)>/g;

/** Is in every line that has something to hide, or says what the lines below stand in. */
const OF_INTEREST = new RegExp(`${NAME_OF_SECRET.source}|community|value|key|SECRET-DATA|[{}$[]|://|</`);

/** Where in a line something is not to be shown. */
interface Span {
  readonly from: number;
  readonly to: number;
}

interface Token extends Span {
  readonly text: string;
  /** Where what is glued to it ends, but for the signs at the end: a secret may have been written without its quotes. */
  readonly reach: number;
}

export function redact(text: string): string {
  const redaction = new Redaction();
  return mask(text)
    .split('\n')
    .flatMap((line) => redaction.line(line) ?? [])
    .join('\n');
}

/**
 * A message that quotes configuration: `the statement "secret abc" lacks its ";"`, `"abc" is not a value of "… secret"`.
 */
export function redactMessage(text: string): string {
  const phrases = redact(text)
    .split('"')
    .map((phrase) => redact(phrase).replaceAll(QUOTED_MASK, MASK));
  const place = phrases.findIndex((phrase, i) => i >= 3 && i % 2 === 1 && namesSecret(phrase.split(' ').at(-1) ?? ''));
  if (place > 0) phrases.splice(1, place - 2, MASK);
  return phrases.join('"');
}

/** Goes through a text line by line, and knows what the lines stand in. */
class Redaction {
  readonly #keys = new PrivateKeyText();
  /** The words in front of each brace that is open. */
  readonly #above: (readonly string[])[] = [];
  /** How often each word is among them. */
  readonly #open = new Map<string, number>();
  /** Of the hierarchy that `show | compare` names. */
  #edit: ReadonlySet<string> = new Set();

  /** Undefined for a line with nothing to show. */
  line(given: string): string | undefined {
    const line = this.#keys.line(given);
    if (line === undefined || !OF_INTEREST.test(line)) return line;
    return withoutElements(this.#statements(line)).replace(STORED, MASK).replace(URL_PASSWORD, `$1${MASK}@`);
  }

  #statements(line: string): string {
    const tokens = tokensOf(line);
    if (tokens[0]?.text === '[' && tokens[1]?.text === 'edit') {
      this.#edit = new Set(tokens.slice(2).map(({ text }) => text));
      return line;
    }
    const spans = [...this.#named(line, tokens), ...marked(line, tokens), ...stored(tokens)];
    return spans.length === 0 ? line : without(line, spans);
  }

  /** The values of statements whose name says that they are secrets. */
  #named(line: string, tokens: readonly Token[]): Span[] {
    const found: Span[][] = [];
    let own: string[] = [];
    let names = new Set<string>();
    let isInList = false;
    tokens.forEach(({ text }, i) => {
      if (text === '[' || text === ']') isInList = text === '[';
      if (!isSign(text)) {
        if (!isInList && this.#isSecret(text, own, names)) found.push(values(line, tokens, i + 1));
        own.push(text);
        names.add(text);
        return;
      }
      if (text === '{') this.#enter(own);
      if (text === '}') this.#leave();
      if (text === '[' || text === ']') return;
      own = [];
      names = new Set();
    });
    return found.flat();
  }

  #enter(words: readonly string[]): void {
    this.#above.push(words);
    for (const word of words) this.#open.set(word, (this.#open.get(word) ?? 0) + 1);
  }

  #leave(): void {
    for (const word of this.#above.pop() ?? []) this.#open.set(word, (this.#open.get(word) ?? 1) - 1);
  }

  /**
   * Whether a secret comes behind a word.
   *
   * @param own - the words in front of it in its own statement, `names` the same as a set
   */
  #isSecret(word: string, own: readonly string[], names: ReadonlySet<string>): boolean {
    const isBelow = (name: string): boolean =>
      names.has(name) || this.#edit.has(name) || (this.#open.get(name) ?? 0) > 0;
    const [before] = own.length === 0 ? (this.#above.at(-1) ?? []) : own.slice(-1);
    switch (word) {
      case 'community':
        // The name of an SNMP community is its password; that of a BGP community is only a name.
        return isBelow('snmp');
      case 'authentication-key':
        return !isBelow('ntp');
      case 'value':
        return isBelow('ntp') && isBelow('authentication-key');
      case 'key':
        return before === 'md5' || own.at(-2) === 'md5';
      case 'password':
        // What passwords have to be like.
        return before !== 'login';
      default:
        return namesSecret(word);
    }
  }
}

/** What says which form the value of a key is in; the value comes behind it. */
const FORMS_OF_KEY: ReadonlySet<string> = new Set(['ascii-text', 'hexadecimal', 'cak', 'ckn']);

/** The value that begins with a token, or the members of a list. */
function values(line: string, tokens: readonly Token[], at: number): Span[] {
  const first = tokens[at];
  if (first === undefined || FORMS_OF_KEY.has(first.text) || line.startsWith(HIDDEN_SECRET, first.from)) return [];
  if (first.text === '[') return members(tokens, at + 1);
  return isSign(first.text) || line.startsWith(SECRET_MARK, first.from) ? [] : [valueOf(first)];
}

/** The members of a list, from the first of them. */
function members(tokens: readonly Token[], at: number): Span[] {
  let end = at;
  while (end < tokens.length && tokens[end]?.text !== ']') end += 1;
  return tokens.slice(at, end).map(valueOf);
}

/** The value of a statement that the device has marked: what stands last in it. */
function marked(line: string, tokens: readonly Token[]): Span[] {
  const mark = line.lastIndexOf(SECRET_MARK);
  if (mark < 0) return [];
  const end = tokens.findLastIndex(({ text, to }) => to <= mark && !isSign(text));
  const last = tokens[end];
  if (last === undefined || line.endsWith(HIDDEN_SECRET, last.to)) return [];
  if (tokens[end + 1]?.text !== ']') return [valueOf(last)];
  return members(tokens, tokens.findLastIndex(({ text }, i) => i < end && text === '[') + 1);
}

/** Words that are what a device stores of a secret. */
function stored(tokens: readonly Token[]): Span[] {
  return tokens.filter(({ text }) => /^"?\$[0-9a-z]{1,6}\$./.test(text)).map(valueOf);
}

function valueOf({ from, reach }: Token): Span {
  return { from, to: reach };
}

function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  let next: Token | undefined;
  for (const { 0: text, index: from } of [...line.matchAll(TOKEN)].reverse()) {
    const to = from + text.length;
    const own = isSign(text) ? from : to;
    next = { text, from, to, reach: next?.from === to && next.reach > next.from ? next.reach : own };
    tokens.push(next);
  }
  return tokens.reverse();
}

function isSign(text: string): boolean {
  return /^[;{}[\]]$/.test(text);
}

function without(line: string, spans: readonly Span[]): string {
  let shown = '';
  let at = 0;
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    if (from >= at) shown += line.slice(at, from) + QUOTED_MASK;
    at = Math.max(at, to);
  }
  return shown + line.slice(at);
}

function withoutElements(line: string): string {
  return line.replace(ELEMENT, (whole: string, name: string, attributes: string, value: string, end: string) =>
    name === end && namesSecret(name) && value.trim() !== HIDDEN_SECRET
      ? `<${name}${attributes}>${MASK}</${name}>`
      : whole,
  );
}
