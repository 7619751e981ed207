import { MASK } from './mask';

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/** A line of base64 or a header, with the sign of `show | compare` in front. */
const BODY = /^[-+! ]?[ \t]*(?:[A-Za-z0-9+/=]*|[A-Za-z-]+: .*)$/;

/** Text without private keys (PEM), line by line: a key is on one line, with `\n` in it, or on several. */
export class PrivateKeyText {
  /** Whether the line before belongs to a key that goes on. */
  #isInside = false;

  /** The line without its part of a key; undefined where nothing else is on it. */
  line(line: string): string | undefined {
    let at = 0;
    if (this.#isInside) {
      const end = match(END, line, 0);
      this.#isInside = end === undefined && BODY.test(line.trimEnd());
      if (this.#isInside) return undefined;
      at = end?.to ?? 0;
    }
    return line.includes('PRIVATE KEY') ? this.#withoutKeys(line, at) : line.slice(at);
  }

  #withoutKeys(line: string, start: number): string {
    let shown = '';
    let at = start;
    const ends = new Ends(line);
    for (let begin = match(BEGIN, line, at); begin !== undefined; begin = match(BEGIN, line, at)) {
      shown += line.slice(at, begin.from) + MASK;
      at = ends.after(begin.to);
      this.#isInside = at === Infinity;
    }
    const rest = line.slice(at);
    return shown + (shown === '' ? withoutEnd(rest) : rest);
  }
}

/** Where keys of one line end: at their last line, or at the quote that closes a word in which they were cut off. */
class Ends {
  #end = 0;
  #quote = 0;

  constructor(private readonly line: string) {}

  /** Infinity where the line ends first. Each sign is looked at once, however often this is asked. */
  after(from: number): number {
    if (this.#end < from) this.#end = match(END, this.line, from)?.to ?? Infinity;
    if (this.#quote < from) {
      const quote = this.line.indexOf('"', from);
      this.#quote = quote < 0 ? Infinity : quote;
    }
    return Math.min(this.#end, this.#quote);
  }
}

/** A line without the end of a key whose beginning is not in the text: from the word that it ends. */
function withoutEnd(line: string): string {
  const end = match(END, line, 0);
  if (end === undefined) return line;
  const before = line.slice(0, end.from);
  const from = Math.max(before.lastIndexOf(' '), before.lastIndexOf('"')) + 1;
  return `${line.slice(0, from)}${MASK}${line.slice(end.to)}`;
}

function match(
  expression: RegExp,
  line: string,
  at: number,
): { readonly from: number; readonly to: number } | undefined {
  expression.lastIndex = at;
  const found = expression.exec(line);
  return found === null ? undefined : { from: found.index, to: found.index + found[0].length };
}

/** A text of any number of lines without private keys. */
export function withoutPrivateKeys(text: string): string {
  const keys = new PrivateKeyText();
  return text
    .split('\n')
    .flatMap((line) => keys.line(line) ?? [])
    .join('\n');
}
