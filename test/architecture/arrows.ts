import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Edge } from './import-graph';

/** Which folder may import which, as arrows.txt says it: the folders of each row, from the lowest floor up. */
export const ARROWS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  readFileSync(path.join(__dirname, 'arrows.txt'), 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\n +/g, ' ')
    .split('\n')
    .filter((row) => row !== '')
    .map((row) => {
      const [folder = '', others = ''] = row.split(':');
      return [folder, new Set(others.split(' ').filter((other) => other !== ''))];
    }),
);

/** The row that a file belongs to: that of the innermost folder that has one. */
export function folderOf(file: string): string | undefined {
  const own = [...ARROWS.keys()].filter((row) => file === row || file.startsWith(`${row}/`));
  return own.sort((a, b) => b.length - a.length)[0];
}

/** The imports that no row allows, each with its arrow. */
export function wrongArrows(edges: readonly Edge[]): string[] {
  return edges.flatMap(({ from, to }) => {
    const [own = 'no row', other = 'no row'] = [folderOf(from), folderOf(to)];
    if (own === other || ARROWS.get(own)?.has(other) === true) return [];
    return [`${from} imports ${to}: ${own} -> ${other}`];
  });
}

/** Every folder that a folder leads to, by however many arrows. */
export function reachedFrom(folder: string, reached = new Set<string>()): ReadonlySet<string> {
  for (const next of ARROWS.get(folder) ?? []) {
    if (reached.has(next)) continue;
    reached.add(next);
    reachedFrom(next, reached);
  }
  return reached;
}
