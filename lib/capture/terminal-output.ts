/** Takes what a terminal has recorded apart: prompts, banners, commands and what each of them printed. */

/** What one command printed. */
export interface TerminalOutput {
  /** As it was typed; undefined for what stands in front of the first prompt, and in a file that is no recording. */
  readonly command?: string;
  /** The sign that the prompt ends in: `#` in the configuration mode. */
  readonly prompt?: string;
  /** Of the configuration mode, where the command was typed at a level of it: `interfaces et-0/0/0`. */
  readonly level: string;
  /** Number of the line that the command stands on, or the output begins with. */
  readonly line: number;
  /** Every line of the recording: those of others, prompts and banners are empty, so that numbers of lines stay. */
  readonly lines: readonly string[];
}

const PROMPT = /^[\w.-]+@[\w.:-]+[>#%](?:\s|$)/;
/** `{master:0}`, `{primary:node0}`, `{backup}[edit]`: which routing engine answers. */
const ENGINE = /^\{[a-z]+(?::[a-z]*\d+)?\}(?:\[edit[^\]]*\])?$/;
const EDIT = '[edit';
/** What a terminal shows at the end of a page. */
const PAGER = '---(more';

/** What each command of a recording printed, in its order. A file that is no recording is one output. */
export function outputsOf(text: string): readonly TerminalOutput[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map(shown);
  const prompts = lines.flatMap((line, at) => (PROMPT.test(line) ? [at] : []));
  const starts = [-1, ...prompts];
  return starts.map((at, n) => outputOf(lines, at, starts[n + 1] ?? lines.length));
}

/** @param at - index of the line with the prompt, -1 for what stands in front of all of them */
function outputOf(lines: readonly string[], at: number, end: number): TerminalOutput {
  const prompt = lines[at];
  const sign = prompt?.search(/[>#%]/) ?? 0;
  const last = lastPrinted(lines, at, end);
  return {
    command: prompt?.slice(sign + 1).trim(),
    prompt: prompt?.charAt(sign),
    level: levelAbove(lines, at),
    line: at < 0 ? 1 : at + 1,
    lines: lines.map((line, i) => (i > at && i <= last && !ENGINE.test(line) ? line : '')),
  };
}

/** Index of the last line that is no banner of the prompt that follows. */
function lastPrinted(lines: readonly string[], at: number, end: number): number {
  let last = end - 1;
  while (last > at && isBanner(lines[last] ?? '')) last -= 1;
  return last;
}

function isBanner(line: string): boolean {
  return line === '' || ENGINE.test(line) || (line.startsWith(EDIT) && line.endsWith(']'));
}

/** The level that the banner in front of a prompt names. */
function levelAbove(lines: readonly string[], at: number): string {
  for (let above = at - 1; above >= 0; above -= 1) {
    const line = lines[above] ?? '';
    const edit = line.indexOf(EDIT);
    if (line !== '') return isBanner(line) && edit >= 0 ? line.slice(edit + EDIT.length, -1).trim() : '';
  }
  return '';
}

/** A line as it stands on the screen in the end. */
function shown(line: string): string {
  const plain = line.trimEnd();
  if (!plain.startsWith(PAGER)) return plain;
  const end = plain.indexOf('---', PAGER.length);
  return end < 0 ? plain : plain.slice(end + '---'.length).replace(/^[\r\b\s]+/, '');
}
