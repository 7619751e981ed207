import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const CHANGELOG = readFileSync(join(__dirname, '..', '..', 'CHANGELOG.md'), 'utf8');
const SECTIONS = ['Added', 'Changed', 'Fixed', 'Changes on devices'];

/** Each version with its title, newest first. */
function versions(changelog: string): string[] {
  return changelog.split(/^## /m).slice(1);
}

/** What is wrong with one version of the changelog. */
function problems(version: string): string[] {
  const [before = '', ...sections] = version.split(/^### /m);
  const names = sections.map((section) => section.slice(0, section.indexOf('\n')));
  return [
    ...(/^- /m.test(before) ? ['an entry stands below no section'] : []),
    ...names.filter((name) => !SECTIONS.includes(name)).map((name) => `there is no section ${name}`),
    ...(names.at(-1) === 'Changes on devices' ? [] : ['what changes on devices is not said last']),
    ...(isInOrder(names) ? [] : [`${names.join(', ')} are not in order, each once`]),
  ];
}

function isInOrder(names: readonly string[]): boolean {
  const places = names.map((name) => SECTIONS.indexOf(name));
  return places.every((place, i) => i === 0 || place > (places[i - 1] ?? 0));
}

test('every version says what was added, changed and fixed, and what changes on devices', () => {
  expect(versions(CHANGELOG)).not.toEqual([]);
  expect(versions(CHANGELOG).flatMap(problems)).toEqual([]);
});

test.each([
  ['an entry that is in no section', '0.2.0\n\n- new\n\n### Changes on devices\n\nNone.\n'],
  ['a section that there is not', '0.2.0\n\n### Removed\n\n- old\n\n### Changes on devices\n\nNone.\n'],
  ['a section twice', '0.2.0\n\n### Added\n\n- a\n\n### Added\n\n- b\n\n### Changes on devices\n\nNone.\n'],
  ['nothing about devices', '0.2.0\n\n### Added\n\n- a\n'],
])('%s is seen', (_, version) => {
  expect(problems(version)).not.toEqual([]);
});
