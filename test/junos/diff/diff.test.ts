import fc from 'fast-check';
import type { Configuration } from '../../../lib/junos/tree/configuration';
import { diff, diffStatements } from '../../../lib/junos/diff/diff';
import { load } from '../../../lib/junos/load/load';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import { arbitraryConfiguration } from '../arbitrary-configuration';
import { lineOf, patched, statementSet } from '../patched';

/** Two configurations that have much in common. */
const pair = fc
  .tuple(arbitraryConfiguration, arbitraryConfiguration, arbitraryConfiguration)
  .map(([both, left, right]) => [merged(both, left), merged(both, right)] as const);

function merged(one: Configuration, other: Configuration): Configuration {
  const sum = one.clone();
  load(sum, { action: 'set', format: 'set', content: writeSet(other) });
  return sum;
}

describe('the difference as text', () => {
  test('of a configuration and itself is empty', () => {
    fc.assert(fc.property(arbitraryConfiguration, (a) => diff(a, a.clone()) === ''));
  });

  test('is empty exactly where the two are equal', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(diff(a, b) === '').toBe(a.equals(b));
      }),
    );
  });

  test('applied to the old configuration gives the new one', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const text = diff(a, b);
        expect({ text, is: statementSet(patched(a, text)) }).toEqual({ text, is: statementSet(b) });
      }),
    );
  });

  test('begins every line with a marker or is a header', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        for (const line of diff(a, b).split('\n').slice(0, -1))
          expect(line).toMatch(/^(?:\[edit(?: .*)?\]|[-+! ] .*)$/u);
      }),
    );
  });

  test('leaves out the macros it is told to', () => {
    const a = readSet('set groups dc1 apply-macro junos-fabric digest 1\nset groups dc1 system host-name a\n');
    const b = readSet('set groups dc1 apply-macro junos-fabric digest 2\nset groups dc1 system host-name a\n');
    expect(diff(a, b)).toBe('[edit groups dc1 apply-macro junos-fabric]\n-   digest 1;\n+   digest 2;\n');
    expect(diff(a, b, { hideMacros: ['junos-fabric'] })).toBe('');
  });

  test('says nothing about comments', () => {
    const a = readSet('set system host-name a\n');
    const b = readSet('set system host-name a\nannotate system "the leaf"\n');
    expect(diff(a, b)).toBe('');
  });

  test('heads the statements of a group as if they stood at the top, with the group in the path', () => {
    const a = readSet('set groups dc1 system host-name a\n');
    const b = readSet('set groups dc1 system host-name a\nset groups dc1 routing-options router-id 1.1.1.1\n');
    expect(diff(a, b)).toBe('[edit groups dc1]\n+  routing-options {\n+      router-id 1.1.1.1;\n+  }\n');
  });
});

describe('the difference as statements', () => {
  test('deleted from the old configuration and set in it gives the new one', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const { removed, added } = diffStatements(a, b);
        const result = a.clone();
        for (const { words } of removed) result.delete(...words);
        for (const { words } of added) result.set(...words);
        removeLeftovers(result, new Set(removed.map(lineOfWords)), b);
        expect(linesOf(result)).toEqual(linesOf(b));
      }),
    );
  });

  test('has as many statements as the text has + and - lines with a semicolon, where values are single', () => {
    const a = readSet('set system host-name a\nset interfaces et-0/0/1 mtu 9000\nset interfaces et-0/0/2 mtu 9000\n');
    const b = readSet('set system host-name b\nset interfaces et-0/0/1 mtu 9000\nset interfaces et-0/0/3 mtu 9000\n');
    const { removed, added } = diffStatements(a, b);
    const lines = diff(a, b).split('\n');
    expect(lines.filter((line) => line.startsWith('-') && line.endsWith(';'))).toHaveLength(removed.length);
    expect(lines.filter((line) => line.startsWith('+') && line.endsWith(';'))).toHaveLength(added.length);
  });

  test('has a statement that was deactivated on both sides', () => {
    const a = readSet('set system host-name a\n');
    const b = readSet('set system host-name a\ndeactivate system host-name\n');
    const { removed, added } = diffStatements(a, b);
    expect(removed.map(lineOf)).toEqual(['["system","host-name","a"]']);
    expect(added.map(lineOf)).toEqual(['inactive ["system","host-name","a"]']);
  });
});

/** Words of every statement, sorted. */
function linesOf(configuration: Configuration): string[] {
  return [...configuration.statements()].map(lineOfWords).sort();
}

function lineOfWords({ words }: { readonly words: readonly string[] }): string {
  return JSON.stringify(words);
}

/** A list entry whose last statement was deleted stays, as on a device: each is deleted in turn. */
function removeLeftovers(result: Configuration, removed: ReadonlySet<string>, wanted: Configuration): void {
  const kept = new Set(linesOf(wanted));
  for (;;) {
    const leftover = [...result.statements()].find((one) => {
      const line = lineOfWords(one);
      return !kept.has(line) && [...removed].some((whole) => whole.startsWith(`${line.slice(0, -1)},`));
    });
    if (leftover === undefined) return;
    result.delete(...leftover.words);
  }
}
