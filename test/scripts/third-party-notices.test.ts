import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPOSITORY, builtCli } from '../support/built-package';

interface Notice {
  readonly title: string;
  readonly license: string;
  readonly text: string;
}

const MODULE = pathToFileURL(join(REPOSITORY, 'scripts/support/third-party-notices.mjs')).href;
const DESCRIBE = `import { describePackage } from ${JSON.stringify(MODULE)};
try {
  console.log(JSON.stringify(describePackage(process.argv[1])));
} catch (error) {
  console.log(JSON.stringify({ error: error.message }));
}`;

/** What the build says of a package with these files. */
function described(description: object, files: Readonly<Record<string, string>> = {}): Partial<Notice> {
  const directory = mkdtempSync(join(tmpdir(), 'junos-fabric-package-'));
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'one', version: '1.2.3', ...description }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', DESCRIBE, directory], {
    encoding: 'utf8',
  });
  return JSON.parse(output) as Partial<Notice>;
}

test.each([
  [{ license: 'MIT' }, 'MIT'],
  [{ license: { type: 'ISC', url: 'x' } }, 'ISC'],
  [{ licenses: [{ type: 'MIT', url: 'x' }] }, 'MIT'],
  [{ licenses: [{ type: 'MIT' }, { type: 'Apache-2.0' }] }, '(MIT OR Apache-2.0)'],
  [{ licenses: ['BSD-3-Clause'] }, 'BSD-3-Clause'],
])('the licence of %j is %s', (description, license) => {
  expect(described(description, { LICENSE: 'The text.\r\n' })).toEqual({
    title: 'one 1.2.3',
    license,
    text: 'The text.',
  });
});

test('every licence file and notice of a package goes along, and code of that name does not', () => {
  const files = { 'LICENSE-MIT': 'first', 'LICENCE.md': 'second', NOTICE: 'third', 'license.js': 'code' };
  expect(described({ license: 'MIT' }, files).text).toBe('second\n\nfirst\n\nthird');
});

test('a package without the text of its licence has the standard one, with its author', () => {
  const { text } = described({ license: 'MIT', author: { name: 'Somebody' } });
  expect(text).toMatch(/^Copyright \(c\) Somebody\n\nPermission is hereby granted/);
});

test.each([
  [{}, { LICENSE: 'The text.' }, 'one 1.2.3 does not say its licence in package.json'],
  [{ licenses: [{}] }, { LICENSE: 'The text.' }, 'one 1.2.3 does not say its licence in package.json'],
  [{ license: 'X11' }, {}, 'one 1.2.3 has no file with the text of its licence (X11)'],
  [{ license: 'MIT' }, {}, 'one 1.2.3 has neither the text of its licence nor an author in package.json'],
])('a build of %j with %j ends: %s', (description, files, error) => {
  expect(described(description, files)).toEqual({ error });
});

test('each package in the bundles has its licence and the text of it in the notices of what is built', () => {
  const dist = dirname(builtCli());
  const bundled = ['junos-fabric.cjs', 'testing-lab.cjs'].flatMap((file) =>
    [...readFileSync(join(dist, file), 'utf8').matchAll(/^\s*\/\/ node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm)].map(
      ([, name = '']) => name,
    ),
  );
  expect(new Set(bundled)).toContain('ssh2');
  const [, ...notices] = readFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), 'utf8').split(/^-{100}\n/m);
  const byName = new Map(
    notices.map((notice) => {
      const [, name = '', license = '', text = ''] = /^(\S+) \S+ \((.+)\)\n\n([^]*)$/.exec(notice) ?? [];
      return [name, { license, text }];
    }),
  );
  for (const name of new Set(bundled)) {
    const { license, text = '' } = byName.get(name) ?? {};
    expect({ name, license }).toEqual({ name, license: expect.stringMatching(/^(?!undefined)[\w.-]+$/) as string });
    expect(text).toMatch(/permission|granted|redistribution|public domain/i);
  }
});
