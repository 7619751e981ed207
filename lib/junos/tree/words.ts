/** Words of Junos configuration text: quoting, and taking text apart. */
import { malformedConfiguration } from '../errors';
import { unprintableWord } from './errors';
import { HIDDEN_SECRET } from './secret-mark';

/** A word as it was written. */
export interface Word {
  /** Without quotes and escapes. */
  readonly text: string;
  /** A quoted word never is a bracket, a tag or another sign. */
  readonly quoted: boolean;
}

/** The last one would read as a tag (`inactive:`). */
const NEEDS_QUOTES = /[\s;{}[\]#<>|()&"\\]|\/\*|^$|^[a-z]+:$/u;
/** A wildcard of a configuration group, which Junos writes without quotes. */
const WILDCARD = /^<[^\s<>;{}#|()&"\\]+>$/u;
const CONTROL = /[\p{Cc}\u2028\u2029\ufffe\uffff]/u;
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * A word as Junos writes it: as it is, or in double quotes with `\"` and `\\` where it would not read back otherwise.
 *
 * @throws unprintableWord for control characters, line breaks and broken unicode, which a configuration cannot hold
 */
export function quoteWord(word: string): string {
  if (PLAIN.test(word) || WILDCARD.test(checkWord(word)) || !NEEDS_QUOTES.test(word)) return word;
  return `"${word.replace(/["\\]/g, '\\$&')}"`;
}

/** The common case, decided at once. */
const PLAIN = /^[\w.:@%+,=-][\w./:@%+,=-]*(?<!:)$/;

/** @throws unprintableWord */
export function checkWord(word: string): string {
  if (PLAIN.test(word)) return word;
  const control = CONTROL.exec(word);
  if (control !== null) {
    const code = (control[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    throw unprintableWord(word, `has a line break or control character (U+${code})`);
  }
  if (LONE_SURROGATE.test(word)) throw unprintableWord(word, 'has half a character (a lone UTF-16 surrogate)');
  return word;
}

/** What joins the policies of an expression; Junos writes them without quotes. */
export const EXPRESSION_SIGNS: ReadonlySet<string | undefined> = new Set(['(', ')', '!', '&&', '||']);

/**
 * Index behind the words of the expression that begins at `words[at]` with a parenthesis; undefined where that is never
 * closed.
 */
export function endOfExpression(words: readonly string[], at: number): number | undefined {
  let depth = 0;
  for (let next = at; next < words.length; next++) {
    const word = words[next] ?? '';
    depth += word.split('(').length - word.split(')').length;
    const goesOn = /^(?:&&|\|\|)/.test(words[next + 1] ?? '') || /(?:&&|\|\||!)$/.test(word);
    if (depth <= 0 && !goesOn) return next + 1;
  }
  return undefined;
}

/** The words of a line joined, each quoted where needed. */
export function joinWords(words: readonly string[]): string {
  return words.map((word) => (EXPRESSION_SIGNS.has(word) ? word : quoteWord(word))).join(' ');
}

/** What configuration text is made of. */
export type TokenKind = 'word' | 'quoted' | ';' | '{' | '}' | '[' | ']' | 'comment' | 'end';

const TOKEN =
  /(\s+)|"([^"\\\n]*(?:\\[^\n][^"\\\n]*)*)"(?=[\s;{}[\]]|$)|\/\*([\s\S]*?)\*\/|#([^\n]*)|([;{}[\]])|(<[^\s<>;{}"]+>(?=[\s;{}\]]|$)|(?!\/\*)[^\s;{}[\]"#][^\s;{}[\]"]*(?=[\s;{}[\]]|$))/uy;

/** Characters that the tokens of nearly all text are made of, by code; anything else is left to `TOKEN`. */
const [SPACE_SIGN, ALONE, IN_WORD, BEGINS_WORD] = [1, 2, 4, 12] as const;
const CHARACTERS = new Uint8Array(128);
for (const character of ' \n\r\t') CHARACTERS[character.charCodeAt(0)] = SPACE_SIGN;
for (const character of ';{}[]') CHARACTERS[character.charCodeAt(0)] = ALONE;
for (let code = 0x21; code < 0x7f; code++) if (CHARACTERS[code] === 0) CHARACTERS[code] = BEGINS_WORD;
for (const character of '#/<') CHARACTERS[character.charCodeAt(0)] = IN_WORD;
CHARACTERS['"'.charCodeAt(0)] = 0;

const [LINE_FEED, SLASH] = [10, 47] as const;

/** Reads tokens one after the other; `kind`, `text` and `line` are those of the last one. */
export class Tokens {
  kind: TokenKind = 'end';
  /** Word without quotes, or comment without its signs. */
  text = '';
  /** Line the token begins on, from 1. */
  line: number;
  /** Whether a line break stands between this token and the one before it. */
  startsLine = true;
  readonly #source: string;
  #at = 0;
  #lineAt: number;

  /** @param firstLine number of the first line of `source` */
  constructor(source: string, firstLine = 1) {
    this.#source = source;
    this.line = firstLine;
    this.#lineAt = firstLine;
  }

  /**
   * Goes to the next token, comments included.
   *
   * @throws malformedConfiguration where a quote or a comment does not end
   */
  next(): TokenKind {
    this.startsLine = this.#at === 0;
    for (;;) {
      this.#skipSpace();
      if (this.#at >= this.#source.length) return (this.kind = 'end');
      if (this.#takePlain()) return this.kind;
      TOKEN.lastIndex = this.#at;
      const match = TOKEN.exec(this.#source);
      if (match === null) throw malformedConfiguration(this.#lineAt, this.#fault());
      this.#at = TOKEN.lastIndex;
      const space = match[1];
      if (space === undefined) return this.#take(match);
      this.#countLines(space);
    }
  }

  #skipSpace(): void {
    const source = this.#source;
    let at = this.#at;
    for (let code = source.charCodeAt(at); CHARACTERS[code] === SPACE_SIGN; code = source.charCodeAt(++at)) {
      if (code !== LINE_FEED) continue;
      this.#lineAt += 1;
      this.startsLine = true;
    }
    this.#at = at;
  }

  /** A sign or a word of plain characters; false for anything else, which is left where it is. */
  #takePlain(): boolean {
    const source = this.#source;
    const from = this.#at;
    const first = CHARACTERS[source.charCodeAt(from)];
    if (first === ALONE) {
      this.#at = from + 1;
      this.line = this.#lineAt;
      this.text = source.charAt(from);
      this.kind = this.text as TokenKind;
      return true;
    }
    if (first !== BEGINS_WORD) return false;
    let end = from + 1;
    while (((CHARACTERS[source.charCodeAt(end)] ?? 0) & IN_WORD) !== 0) end += 1;
    const behind = CHARACTERS[source.charCodeAt(end)];
    if (end < source.length && behind !== SPACE_SIGN && behind !== ALONE) return false;
    this.#at = end;
    this.line = this.#lineAt;
    this.text = source.slice(from, end);
    this.kind = 'word';
    return true;
  }

  #take(match: RegExpExecArray): TokenKind {
    const [, , quoted, block, hash, sign, word] = match;
    this.line = this.#lineAt;
    this.text = word ?? sign ?? block ?? hash ?? '';
    if (word !== undefined) return (this.kind = 'word');
    if (sign !== undefined) return (this.kind = sign as TokenKind);
    if (quoted !== undefined) {
      this.text = quoted.includes('\\') ? quoted.replace(/\\(["\\])/g, '$1') : quoted;
      return (this.kind = 'quoted');
    }
    if (block !== undefined) {
      this.#countLines(block);
      if (!this.startsLine && `/*${block}*/` === HIDDEN_SECRET) {
        this.text = HIDDEN_SECRET;
        return (this.kind = 'quoted');
      }
    }
    return (this.kind = 'comment');
  }

  #countLines(text: string): void {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      this.#lineAt += 1;
      this.startsLine = true;
    }
  }

  #fault(): string {
    const rest = this.#source.slice(this.#at);
    if (rest.startsWith('/*')) return 'a comment begins here and does not end';
    if (!rest.startsWith('"'))
      return 'a quote stands inside a word; put the whole word in quotes, and \\ before the quote';
    return /^"(?:[^"\\\n]|\\[^\n])*"/.test(rest)
      ? 'a quoted word ends here and something stands right behind it; put a space between them'
      : 'a quoted word begins here and does not end on this line';
  }
}

const SIGNS = /["[\]{};#]|\/\*|^\s*$/;
const SPACE = /\s+/;

function plainWord(text: string): Word {
  return { text, quoted: false };
}

/** The words of a line that has nothing but words of plain characters in it; undefined for any other line. */
export function plainWords(text: string): string[] | undefined {
  const words: string[] = [];
  let from = -1;
  for (let at = 0; at < text.length; at++) {
    const sign = CHARACTERS[text.charCodeAt(at)];
    if (sign === SPACE_SIGN) {
      if (from >= 0) words.push(text.slice(from, at));
      from = -1;
    } else if (sign === BEGINS_WORD || (sign === IN_WORD && text.charCodeAt(at) === SLASH)) {
      if (from < 0) from = at;
    } else return undefined;
  }
  if (from >= 0) words.push(text.slice(from));
  return text.includes('/*') ? undefined : words;
}

/**
 * The words of one line; brackets are words of their own, and a comment ends the line. What stands in place of a secret that
 * may not be seen is a word.
 *
 * @param line number for errors, from 1
 * @throws malformedConfiguration for an unfinished quote and for signs of curly text
 */
export function splitWords(text: string, line = 1): Word[] {
  if (!SIGNS.test(text)) return text.trim().split(SPACE).map(plainWord);
  const words: Word[] = [];
  const tokens = new Tokens(text, line);
  for (;;) {
    switch (tokens.next()) {
      case 'end':
      case 'comment':
        return words;
      case ';':
      case '{':
      case '}':
        throw malformedConfiguration(
          line,
          `"${tokens.text}" has no place in a set line; put it in quotes if it is meant so`,
        );
      default:
        words.push({ text: tokens.text, quoted: tokens.kind === 'quoted' });
    }
  }
}

/**
 * Words with a `[ a b ]` list as one line of words for each of its members; a list without brackets is one line. A policy
 * expression is one member with all its words.
 *
 * @throws malformedConfiguration for brackets that do not match, a second list, an empty list
 */
export function expandLists(words: readonly Word[], line: number): string[][] {
  if (!words.some(isBracket)) return [words.map(({ text }) => text)];
  const open = words.findIndex((word) => isSign(word, '['));
  const close = words.findIndex((word) => isSign(word, ']'));
  if (open < 0 || close < open) throw malformedConfiguration(line, '"[" and "]" do not match');
  if (words.some((word, i) => i !== open && i !== close && isBracket(word))) {
    throw malformedConfiguration(line, 'a statement can have one [ … ] list only');
  }
  if (close === open + 1) throw malformedConfiguration(line, 'the list [ ] is empty');
  const before = words.slice(0, open).map(({ text }) => text);
  const after = words.slice(close + 1).map(({ text }) => text);
  return membersOf(words.slice(open + 1, close)).map((member) => [...before, ...member, ...after]);
}

function membersOf(words: readonly Word[]): readonly (readonly string[])[] {
  const texts = words.map(({ text }) => text);
  const members: (readonly string[])[] = [];
  for (let at = 0, next = 0; at < words.length; at = next) {
    const isExpression = words[at]?.quoted === false && texts[at]?.startsWith('(') === true;
    next = (isExpression ? endOfExpression(texts, at) : undefined) ?? at + 1;
    members.push(texts.slice(at, next));
  }
  return members;
}

function isBracket(word: Word): boolean {
  return isSign(word, '[') || isSign(word, ']');
}

function isSign(word: Word, sign: '[' | ']'): boolean {
  return !word.quoted && word.text === sign;
}
