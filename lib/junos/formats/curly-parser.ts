/** Takes curly text apart into statements, before any of them is looked up in the schema. */
import { malformedConfiguration } from '../errors';
import { commentText } from '../tree/comment';
import { SECRET_MARK } from '../tree/secret-mark';
import { Tokens, type Word } from '../tree/words';

/** A statement as it stands in curly text. */
export interface CurlyStatement {
  /** Line it begins on. */
  readonly line: number;
  /** `inactive`, `replace`, `delete`, `protect` … as written in front of it, without the colon. */
  readonly tags: readonly string[];
  /** The comments in front of it. */
  readonly comment: string | undefined;
  /** Its words; the brackets of a list are words of their own. */
  readonly words: readonly Word[];
  /** What stands in its braces; undefined where it ends in a semicolon. */
  readonly block: readonly CurlyStatement[] | undefined;
  /** Whether the device marks its value as a secret. */
  readonly isSecret: boolean;
}

/** Tags that Junos knows in front of a statement. */
const TAGS: ReadonlySet<string> = new Set(['inactive', 'active', 'replace', 'delete', 'protect', 'unprotect', 'merge']);
const NO_TAGS: readonly string[] = Object.freeze([]);
/** Deeper text is refused; Junos' own hierarchy ends well before. */
const MOST_DEPTH = 64;

/**
 * The statements of a text. `/* … *\/` comments and `#` comments on lines of their own belong to the statement after
 * them; `##` lines, which Junos writes for the reader, and comments behind a statement are dropped, but for the mark of a
 * secret. What `apply-flags omit` hides is printed as empty braces with a semicolon: `login { /* OMITTED *\/ };`.
 *
 * @throws malformedConfiguration
 */
export function parseCurly(text: string): readonly CurlyStatement[] {
  return new CurlyParser(text).parse();
}

class CurlyParser {
  readonly #tokens: Tokens;
  #comments: string[] = [];
  #depth = 0;
  /** Whether the mark of a secret stands between the last two tokens. */
  #isMarked = false;

  constructor(text: string) {
    this.#tokens = new Tokens(text);
    this.#advance();
  }

  parse(): readonly CurlyStatement[] {
    const statements = this.#block();
    if (this.#tokens.kind === '}') throw this.#fault('a "}" closes nothing');
    return statements;
  }

  /** Statements up to the closing brace or the end. */
  #block(): CurlyStatement[] {
    const statements: CurlyStatement[] = [];
    for (;;) {
      switch (this.#tokens.kind) {
        case 'end':
        case '}':
          this.#comments = [];
          return statements;
        case ';':
        case '{':
          throw this.#fault(`a "${this.#tokens.kind}" with no statement in front of it`);
        default:
          statements.push(this.#statement());
      }
    }
  }

  #statement(): CurlyStatement {
    const { line } = this.#tokens;
    const comment = this.#takeComment();
    const tags = this.#tags();
    const words = this.#words(line);
    if (words.length === 0) throw malformedConfiguration(line, `a "${tags.join(': ')}:" with no statement behind it`);
    const block = this.#tokens.kind === '{' ? this.#braces(line, words) : undefined;
    this.#advance();
    if (block?.length === 0 && this.#tokens.kind === ';') this.#advance();
    return { line, tags, comment, words, block, isSecret: this.#isMarked };
  }

  #tags(): readonly string[] {
    let tag = tagOf(this.#tokens);
    if (tag === undefined) return NO_TAGS;
    const tags: string[] = [];
    for (; tag !== undefined; tag = tagOf(this.#tokens)) {
      tags.push(tag);
      this.#advance();
    }
    return tags;
  }

  #words(line: number): readonly Word[] {
    const words: Word[] = [];
    for (;;) {
      const { kind, text } = this.#tokens;
      switch (kind) {
        case ';':
        case '{':
          return words;
        case 'end':
        case '}':
          throw malformedConfiguration(
            line,
            `the statement "${words.map((word) => word.text).join(' ')}" lacks its ";"`,
          );
        default:
          words.push({ text, quoted: kind === 'quoted' });
          this.#advance();
      }
    }
  }

  #braces(line: number, words: readonly Word[]): readonly CurlyStatement[] {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw this.#fault(`braces are nested deeper than ${MOST_DEPTH}`);
    this.#comments = [];
    this.#advance();
    const statements = this.#block();
    if (this.#tokens.kind !== '}') {
      throw malformedConfiguration(
        line,
        `the "{" behind "${words.map((word) => word.text).join(' ')}" is never closed`,
      );
    }
    this.#depth -= 1;
    return statements;
  }

  /** To the next token that is no comment; comments are kept for the statement that follows. */
  #advance(): void {
    this.#isMarked = false;
    while (this.#tokens.next() === 'comment') {
      if (this.#isMark()) this.#isMarked = true;
      if (this.#tokens.startsLine && !this.#tokens.text.startsWith('#')) this.#comments.push(this.#tokens.text);
    }
  }

  /** Alone on its line it is what somebody has left of a statement. */
  #isMark(): boolean {
    return !this.#tokens.startsLine && `#${this.#tokens.text.trimEnd()}` === SECRET_MARK;
  }

  #takeComment(): string | undefined {
    if (this.#comments.length === 0) return undefined;
    const comment = commentText(this.#comments.join('\n'));
    this.#comments = [];
    return comment === '' ? undefined : comment;
  }

  #fault(why: string): Error {
    return malformedConfiguration(this.#tokens.line, why);
  }
}

function tagOf(tokens: Tokens): string | undefined {
  if (tokens.kind !== 'word' || !tokens.text.endsWith(':')) return undefined;
  const tag = tokens.text.slice(0, -1);
  return TAGS.has(tag) ? tag : undefined;
}
