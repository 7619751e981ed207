const MAX_LINES = 3;
/** Below this part of common words, a line is no help. */
const ENOUGH = 0.5;

/** The lines that have most words in common with `wanted`, in the same place from either end; the best three. */
export function nearestLines(wanted: string, lines: readonly string[]): string[] {
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
