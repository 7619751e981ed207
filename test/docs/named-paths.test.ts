import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const DECISIONS = 'docs/decisions';
const DOCUMENTS = ['CONTRIBUTING.md', ...readdirSync(join(ROOT, DECISIONS)).map((name) => `${DECISIONS}/${name}`)];
const SECTIONS = ['## Context', '## Decision', '## Consequences'];

/** Folders of the repository: words of code that begin with one are paths. */
const PATH = /(?<![\w./-])(?:lib|constructs|stacks|test|docs|scripts|bench|examples)\/[\w./-]*/g;
const CODE = /`([^`]+)`/g;
const LINK = /\]\(([^)#\s]+)[^)]*\)/g;

/** Paths that a document names, in code or as a link, from the root of the repository. */
function pathsIn(document: string, text: string): string[] {
  const named = [...text.matchAll(CODE)].flatMap(([, code = '']) => code.match(PATH) ?? []);
  const linked = [...text.matchAll(LINK)].flatMap(([, target = '']) =>
    /^\w+:/.test(target) ? [] : [normalize(join(dirname(document), target))],
  );
  return [...new Set([...named, ...linked])];
}

function missing(document: string, text: string): string[] {
  return pathsIn(document, text).filter((path) => !existsSync(join(ROOT, path)));
}

function contentOf(document: string): string {
  return readFileSync(join(ROOT, document), 'utf8');
}

test.each(DOCUMENTS)('every path that %s names exists', (document) => {
  expect(pathsIn(document, contentOf(document))).not.toEqual([]);
  expect(missing(document, contentOf(document))).toEqual([]);
});

test('a file that has moved is seen, in code and in a link', () => {
  expect(missing('docs/decisions/x.md', 'in `lib/no-such-file.ts`')).toEqual(['lib/no-such-file.ts']);
  expect(missing('docs/decisions/x.md', '[there](../no-such-page.md#part)')).toEqual(['docs/no-such-page.md']);
  expect(missing('docs/decisions/x.md', '`UPDATE_GOLDEN=1 npx jest test/gone.test.ts`')).toEqual(['test/gone.test.ts']);
});

test.each(DOCUMENTS.filter((document) => document.startsWith(DECISIONS)))(
  '%s says context, decision and consequences',
  (document) => {
    expect(contentOf(document).match(/^## .*$/gm)).toEqual(SECTIONS);
  },
);
