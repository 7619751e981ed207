import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Configuration } from '../junos/tree/configuration';
import { readCurly } from '../junos/formats/curly-reader';
import { diff } from '../junos/diff/diff';
import { readSet } from '../junos/formats/set-reader';
import { joinWords, splitWords } from '../junos/tree/words';
import type { DeviceFiles } from '../manifest/device-files';
import type { ExpectedJunos } from './matcher-types';

/** Whether a device's configuration is what a test expects, and where it is not. */
export interface JunosComparison {
  readonly isMet: boolean;
  /** In words and lines; `-` is expected and not there, `+` is there and not expected. */
  readonly difference: string;
}

const MOST_SHOWN = 10;

/** Compares what is rendered for a device with what a test expects of it. */
export function compareJunos(hostname: string, files: DeviceFiles, expected: ExpectedJunos): JunosComparison {
  if (typeof expected === 'string' || Array.isArray(expected)) return lacking(hostname, files, linesOf(expected));
  if ('golden' in expected) return golden(hostname, files, expected.golden);
  const lines = linesOf('exactly' in expected ? expected.exactly : expected);
  return whole(hostname, readSet(lines.join('\n')), setText(files));
}

/** The lines of a text, as the set writer writes them. */
function linesOf(expected: string | readonly string[]): string[] {
  const lines = typeof expected === 'string' ? expected.split('\n') : expected;
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(canonical);
}

/** The line as the set writer writes it. */
export function canonical(line: string): string {
  const words = splitWords(line.trim()).map((word) => word.text);
  return joinWords(words[0] === 'set' ? words : ['set', ...words]);
}

/** The lines that are not there, with what comes nearest to each. */
export function missingText(
  hostname: string,
  asked: number,
  missing: readonly string[],
  own: readonly string[],
): string {
  const shown = missing.slice(0, MOST_SHOWN).flatMap((line) => [`  - ${line}`, ...nearestText(line, own)]);
  const left = missing.length - MOST_SHOWN;
  const more = left > 0 ? [`  and ${left} more`] : [];
  return [`${hostname} lacks ${missing.length} of ${asked} configuration lines:`, ...shown, ...more].join('\n');
}

function nearestText(line: string, own: readonly string[]): string[] {
  const nearest = nearestLines(line, own);
  return nearest.length === 0
    ? ['    it has nothing like it']
    : nearest.map((found, i) => (i === 0 ? `    it has: ${found}` : `            ${found}`));
}

function lacking(hostname: string, files: DeviceFiles, lines: readonly string[]): JunosComparison {
  const own = setText(files)
    .split('\n')
    .filter((line) => line !== '');
  const present = new Set(own);
  const missing = lines.filter((line) => !present.has(line));
  return { isMet: missing.length === 0, difference: missingText(hostname, lines.length, missing, own) };
}

function golden(hostname: string, files: DeviceFiles, file: string): JunosComparison {
  const isCurly = file.endsWith('.conf');
  const text = isCurly ? files.texts().conf : setText(files);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return { isMet: true, difference: `${hostname} is as in ${file}` };
  }
  if (!existsSync(file)) {
    return { isMet: false, difference: `there is no ${file}; write it with UPDATE_GOLDEN=1 in the environment` };
  }
  const expected = readFileSync(file, 'utf8');
  if (expected === text) return { isMet: true, difference: `${hostname} is as in ${file}` };
  const compared = whole(hostname, isCurly ? readCurly(expected, KEEP) : readSet(expected, KEEP), text, isCurly);
  const { difference } = compared;
  // Texts that differ in spelling only are no difference of the configuration.
  return { isMet: compared.isMet, difference: `${difference}\n  (${file}; UPDATE_GOLDEN=1 writes it anew)` };
}

/** What the fabric adds unchecked is compared too. */
const KEEP = { unknown: 'keep' } as const;

function whole(hostname: string, expected: Configuration, text: string, isCurly = false): JunosComparison {
  const own = isCurly ? readCurly(text, KEEP) : readSet(text, KEEP);
  const difference = diff(expected, own);
  return { isMet: difference === '', difference: `${hostname} is not as expected:\n${difference.trimEnd()}` };
}

function setText(files: DeviceFiles): string {
  const { set, baseSet = '' } = files.texts();
  return `${set}${baseSet}`;
}

const MAX_LINES = 3;
/** Below this part of common words, a line is no help. */
const ENOUGH = 0.5;

/** The lines that have most words in common with `wanted`, in the same place from either end; the best three. */
function nearestLines(wanted: string, lines: readonly string[]): string[] {
  const words = wanted.split(' ');
  return lines
    .map((line, index) => ({ line, index, likeness: likeness(words, line.split(' ')) }))
    .filter((candidate) => candidate.likeness >= ENOUGH)
    .sort((a, b) => b.likeness - a.likeness || a.index - b.index)
    .slice(0, MAX_LINES)
    .map((candidate) => candidate.line);
}

function likeness(wanted: readonly string[], words: readonly string[]): number {
  const longer = Math.max(wanted.length, words.length);
  const start = commonStart(wanted, words);
  const end = commonStart([...wanted.slice(start)].reverse(), [...words.slice(start)].reverse());
  return (start + end) / longer;
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  const different = a.findIndex((word, i) => word !== b[i]);
  return different < 0 ? a.length : different;
}
