/**
 * Writes lib/import/reserved-words.ts from TypeScript's own table of keywords: the compiler is no part of the package.
 *
 *   node scripts/generate-reserved-words.mjs
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { FirstKeyword, LastKeyword } = ts.SyntaxKind;
const words = Array.from({ length: LastKeyword - FirstKeyword + 1 }, (_, i) => ts.tokenToString(FirstKeyword + i));

writeFileSync(
  path.join(ROOT, 'lib/import/reserved-words.ts'),
  [
    '/** Every keyword of TypeScript. Made by scripts/generate-reserved-words.mjs. */',
    'export const RESERVED_WORDS: readonly string[] = [',
    ...words.sort().map((word) => `  '${word}',`),
    '];',
    '',
  ].join('\n'),
);
