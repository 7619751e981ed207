import fc from 'fast-check';
import { Configuration } from '../../../lib/junos/tree/configuration';
import { writeCurly } from '../../../lib/junos/formats/curly-writer';
import { load, type LoadRequest } from '../../../lib/junos/load/load';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import { writeXml } from '../../../lib/junos/formats/xml-writer';
import { errorOf } from '../../support/errors';
import { arbitraryConfiguration } from '../arbitrary-configuration';

const CANDIDATE = `
set groups dc1 interfaces et-0/0/15 mtu 9216
set groups dc1 system host-name old
set groups other system host-name other
set apply-groups dc1
set system host-name leaf10
set interfaces et-0/0/1 description one
set interfaces et-0/0/1 unit 0 family inet address 10.0.0.1/31
set policy-options policy-statement p term a then accept
set policy-options policy-statement p term b then accept
set policy-options policy-statement p term c then reject
set protocols bgp group g import [ a b ]
`;

type Action = LoadRequest['action'];

/** Set lines that were not there before (+) and those that are gone (-), after the warnings. */
function loaded(action: Action, format: LoadRequest['format'], content: string, candidate = CANDIDATE): string[] {
  const configuration = readSet(candidate);
  const before = linesOf(configuration);
  const { warnings } = load(configuration, { action, format, content });
  const after = linesOf(configuration);
  return [
    ...warnings.map(({ code, message }) => `${code}: ${message}`),
    ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
  ];
}

function linesOf(configuration: Configuration): string[] {
  return writeSet(configuration)
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace(/^set /, ''));
}

const text = (content: string, action: Action = 'merge') => loaded(action, 'text', content);
const xml = (content: string, action: Action = 'merge') =>
  loaded(action, 'xml', `<configuration>${content}</configuration>`);
const set = (content: string) => loaded('set', 'set', content);

function terms(action: Action, format: LoadRequest['format'], content: string): string[] {
  const configuration = readSet(CANDIDATE);
  load(configuration, { action, format, content });
  return configuration.entries('policy-options', 'policy-statement', 'p', 'term').map(({ keys }) => keys[0] ?? '');
}

describe('loading text', () => {
  test('merge adds statements and changes values', () => {
    expect(text('system { host-name new; time-zone UTC; }')).toEqual([
      '- system host-name leaf10',
      '+ system host-name new',
      '+ system time-zone UTC',
    ]);
  });

  test('replace: empties the statement first, and leaves its neighbours alone', () => {
    expect(text('groups { replace: dc1 { system { host-name new; } } }', 'replace')).toEqual([
      '- groups dc1 system host-name old',
      '- groups dc1 interfaces et-0/0/15 mtu 9216',
      '+ groups dc1 system host-name new',
    ]);
  });

  test('replace: keeps the place of an entry among the others', () => {
    const content = 'policy-options { policy-statement p { replace: term b { then reject; } } }';
    expect(terms('replace', 'text', content)).toEqual(['a', 'b', 'c']);
  });

  test('replace: of a list of values leaves only the new ones', () => {
    expect(text('protocols { bgp { group g { replace: import [ c b ]; } } }', 'replace')).toEqual([
      '- protocols bgp group g import a',
      '+ protocols bgp group g import c',
    ]);
  });

  test('replace: also makes what was not there, and an inactive statement active', () => {
    expect(
      loaded('replace', 'text', 'replace: system { host-name a; }', 'set system host-name a\ndeactivate system\n'),
    ).toEqual(['- deactivate system']);
    expect(text('protocols { replace: ospf { export x; } }', 'replace')).toEqual(['+ protocols ospf export x']);
  });

  test('replace: is passed over by a merge', () => {
    expect(text('groups { replace: dc1 { system { host-name new; } } }')).toEqual([
      '- groups dc1 system host-name old',
      '+ groups dc1 system host-name new',
    ]);
  });

  test('delete: removes statements, entries and values, and warns of what is not there', () => {
    expect(text('groups { delete: dc1; }\ndelete: apply-groups dc1;\nsystem {\n  delete: location;\n}')).toEqual([
      'statementNotFound: line 4: there is no statement "system location"',
      '- groups dc1 system host-name old',
      '- groups dc1 interfaces et-0/0/15 mtu 9216',
      '- apply-groups dc1',
    ]);
  });

  test('delete: does not make the statements that lead to what is not there', () => {
    expect(text('interfaces { et-0/0/9 { delete: mtu; unit 0 { delete: description; } } }')).toEqual([
      'statementNotFound: line 1: there is no statement "interfaces et-0/0/9"',
    ]);
  });

  test('inactive: and active: mark what is there and what is new', () => {
    expect(text('interfaces { inactive: et-0/0/1; inactive: et-0/0/2 { mtu 9000; } }')).toEqual([
      '+ interfaces et-0/0/2 mtu 9000',
      '+ deactivate interfaces et-0/0/1',
      '+ deactivate interfaces et-0/0/2',
    ]);
    expect(loaded('merge', 'text', 'active: system;', 'set system host-name a\ndeactivate system\n')).toEqual([
      '- deactivate system',
    ]);
  });

  test('delete: of an unknown statement is refused with its whole path', () => {
    expect(() => text('interfaces {\n  et-0/0/1 {\n    delete: mtuu;\n  }\n}')).toThrow(
      'line 3: no statement "mtuu" below "interfaces et-0/0/1"',
    );
  });

  test('protect: and unprotect: mark a statement', () => {
    const candidate = readSet(CANDIDATE);
    const places = (content: string) => {
      load(candidate, { action: 'merge', format: 'text', content });
      return candidate.protectedPlaces();
    };
    expect(places('protect: system { host-name b; }')).toEqual([['system']]);
    expect(places('unprotect: system { protect: host-name b; }')).toEqual([['system', 'host-name']]);
  });

  test('override and update leave nothing but the content', () => {
    for (const action of ['override', 'update'] as const) {
      const candidate = readSet(CANDIDATE);
      load(candidate, { action, format: 'text', content: 'system { host-name new; }' });
      expect(linesOf(candidate)).toEqual(['system host-name new']);
    }
  });
});

describe('loading XML', () => {
  test('merge adds statements and changes values', () => {
    expect(xml('<system><host-name>new</host-name></system>')).toEqual([
      '- system host-name leaf10',
      '+ system host-name new',
    ]);
  });

  test('replace="replace" empties an entry first, if the action is replace', () => {
    const content = '<groups replace="replace"><name>dc1</name><system><host-name>new</host-name></system></groups>';
    expect(xml(content, 'replace')).toEqual([
      '- groups dc1 system host-name old',
      '- groups dc1 interfaces et-0/0/15 mtu 9216',
      '+ groups dc1 system host-name new',
    ]);
    expect(xml(content)).toEqual(['- groups dc1 system host-name old', '+ groups dc1 system host-name new']);
  });

  test('operation="replace" empties a statement whatever the action', () => {
    expect(
      xml('<interfaces><interface operation="replace"><name>et-0/0/1</name><mtu>1</mtu></interface></interfaces>'),
    ).toEqual([
      '- interfaces et-0/0/1 description one',
      '- interfaces et-0/0/1 unit 0 family inet address 10.0.0.1/31',
      '+ interfaces et-0/0/1 mtu 1',
    ]);
  });

  test('operation="replace" on values of a leaf-list leaves only the new ones', () => {
    const values = '<import operation="replace">c</import><import operation="replace">d</import>';
    expect(xml(`<protocols><bgp><group><name>g</name>${values}</group></bgp></protocols>`)).toEqual([
      '- protocols bgp group g import a',
      '- protocols bgp group g import b',
      '+ protocols bgp group g import c',
      '+ protocols bgp group g import d',
    ]);
  });

  test('delete="delete" and operation="delete" remove, and warn of what is not there', () => {
    expect(
      xml(
        '<groups delete="delete"><name>dc1</name></groups><groups operation="delete"><name>dc2</name></groups>' +
          '<system><host-name delete="delete"/><location operation="remove"/></system>',
      ),
    ).toEqual([
      'statementNotFound: there is no statement "groups dc2"',
      '- groups dc1 system host-name old',
      '- groups dc1 interfaces et-0/0/15 mtu 9216',
      '- system host-name leaf10',
    ]);
  });

  test('a delete in something that is not there makes nothing', () => {
    expect(xml('<interfaces><interface><name>et-0/0/9</name><mtu delete="delete"/></interface></interfaces>')).toEqual([
      'statementNotFound: there is no statement "interfaces et-0/0/9"',
    ]);
  });

  test('a leaf-list is deleted value by value or whole', () => {
    const inGroup = (content: string) =>
      xml(`<protocols><bgp><group><name>g</name>${content}</group></bgp></protocols>`);
    expect(inGroup('<import delete="delete">b</import>')).toEqual(['- protocols bgp group g import b']);
    expect(inGroup('<import delete="delete"/>')).toEqual([
      '- protocols bgp group g import a',
      '- protocols bgp group g import b',
      '+ protocols bgp group g',
    ]);
  });

  test('operation="create" refuses what is there', () => {
    expect(() => xml('<system><host-name operation="create">x</host-name></system>')).toThrow(
      'there is a statement "system host-name x" already',
    );
    expect(xml('<system><time-zone operation="create">UTC</time-zone></system>')).toEqual(['+ system time-zone UTC']);
  });

  test('inactive="inactive" and active="active" mark entries and leaves', () => {
    expect(xml('<interfaces><interface inactive="inactive"><name>et-0/0/1</name></interface></interfaces>')).toEqual([
      '+ deactivate interfaces et-0/0/1',
    ]);
    expect(xml('<system><host-name inactive="inactive"/></system>')).toEqual(['+ deactivate system host-name']);
    const off = 'set system host-name a\ndeactivate system host-name\n';
    const content = '<configuration><system><host-name active="active"/></system></configuration>';
    expect(loaded('merge', 'xml', content, off)).toEqual(['- deactivate system host-name']);
  });

  test('insert moves an entry next to another or to an end', () => {
    const moved = (attributes: string) => {
      const term = `<term ${attributes}><name>c</name></term>`;
      const statement = `<policy-statement><name>p</name>${term}</policy-statement>`;
      return terms('merge', 'xml', `<configuration><policy-options>${statement}</policy-options></configuration>`);
    };
    expect(moved('insert="before" name="a"')).toEqual(['c', 'a', 'b']);
    expect(moved('insert="after" name="a"')).toEqual(['a', 'c', 'b']);
    expect(moved('insert="first"')).toEqual(['c', 'a', 'b']);
    expect(moved('insert="last"')).toEqual(['a', 'b', 'c']);
  });

  test('the element may be wrapped, as in edit-config, and prefixed', () => {
    const content =
      '<nc:config xmlns:nc="urn:x"><configuration><system><host-name nc:operation="delete"/></system></configuration></nc:config>';
    expect(loaded('merge', 'xml', content)).toEqual(['- system host-name leaf10']);
  });

  test('an unknown element is named with its place', () => {
    const error = errorOf(() =>
      xml('<interfaces><interface><name>et-0/0/1</name><mtuu>1</mtuu></interface></interfaces>'),
    );
    expect([error.code, error.word]).toEqual(['unknownStatement', 'mtuu']);
    expect(error.message).toContain('no statement "mtuu" below "interfaces et-0/0/1"; did you mean "mtu"?');
  });
});

describe('loading set commands', () => {
  test('set, delete, deactivate, activate and annotate are carried out in order', () => {
    expect(
      set('set system time-zone UTC\ndelete system host-name\ndeactivate interfaces et-0/0/1\n\n# a comment\n'),
    ).toEqual(['- system host-name leaf10', '+ system time-zone UTC', '+ deactivate interfaces et-0/0/1']);
  });

  test('what is to be deleted or marked and is not there is a warning with its line', () => {
    expect(set('delete system location\nset system time-zone UTC\ndeactivate interfaces et-0/0/9')).toEqual([
      'statementNotFound: line 1: there is no statement "system location"',
      'statementNotFound: line 3: there is no statement "interfaces et-0/0/9"',
      '+ system time-zone UTC',
    ]);
  });

  test('a list in brackets stands for each of its members', () => {
    expect(set('delete protocols bgp group g import [ a x ]')).toEqual([
      'statementNotFound: line 1: there is no statement "protocols bgp group g import x"',
      '- protocols bgp group g import a',
    ]);
  });

  test('rename gives an entry another name and keeps its place', () => {
    const content = 'rename policy-options policy-statement p term b to term z';
    expect(terms('set', 'set', content)).toEqual(['a', 'z', 'c']);
    expect(set('rename interfaces et-0/0/1 to et-0/0/2')).toEqual([
      '- interfaces et-0/0/1 description one',
      '- interfaces et-0/0/1 unit 0 family inet address 10.0.0.1/31',
      '+ interfaces et-0/0/2 description one',
      '+ interfaces et-0/0/2 unit 0 family inet address 10.0.0.1/31',
    ]);
  });

  test('copy keeps the entry and shares nothing with it', () => {
    const candidate = readSet(CANDIDATE);
    const content = 'copy interfaces et-0/0/1 to et-0/0/2\nset interfaces et-0/0/2 description two';
    load(candidate, { action: 'set', format: 'set', content });
    expect(candidate.value('interfaces', 'et-0/0/1', 'description')).toBe('one');
    expect(candidate.value('interfaces', 'et-0/0/2', 'description')).toBe('two');
    expect(candidate.has('interfaces', 'et-0/0/2', 'unit', '0', 'family', 'inet', 'address', '10.0.0.1/31')).toBe(true);
  });

  test('insert moves an entry before or behind another', () => {
    const insert = (where: string) => terms('set', 'set', `insert policy-options policy-statement p term c ${where}`);
    expect(insert('before term a')).toEqual(['c', 'a', 'b']);
    expect(insert('after term a')).toEqual(['a', 'c', 'b']);
  });

  test('insert also orders the values of a leaf-list', () => {
    const candidate = readSet(CANDIDATE);
    load(candidate, { action: 'set', format: 'set', content: 'insert protocols bgp group g import b before import a' });
    expect(candidate.values('protocols', 'bgp', 'group', 'g', 'import')).toEqual(['b', 'a']);
  });

  test('with action set the format may be text, as NETCONF has it', () => {
    expect(loaded('set', 'text', 'set system time-zone UTC')).toEqual(['+ system time-zone UTC']);
  });

  const refused: readonly (readonly [title: string, content: string, message: string])[] = [
    ['an unknown command', 'ping 10.0.0.1', 'line 1: "ping" is no command'],
    ['a command without a statement', 'set', 'line 1: "set" names no statement'],
    [
      'an unknown statement, with its line',
      'set system time-zone UTC\nset interfaces et-0/0/1 mtuu 1',
      'line 2: no statement "mtuu"',
    ],
    [
      'a rename to a name that is taken',
      'rename policy-options policy-statement p term a to term b',
      'there is a statement "policy-options policy-statement p term b" already',
    ],
    [
      'a rename of what is not there',
      'rename interfaces et-0/0/9 to et-0/0/8',
      'there is no statement "interfaces et-0/0/9"',
    ],
    [
      'a rename to something else',
      'rename interfaces et-0/0/1 to interface-range r',
      'there is no statement "interfaces interface-range r"',
    ],
    ['a rename without a name', 'rename interfaces et-0/0/1', 'after the statement comes "to"'],
    ['an insert where Junos sorts', 'insert interfaces et-0/0/1 before et-0/0/1', 'cannot be moved there'],
    ['an insert without a place', 'insert policy-options policy-statement p term a', 'comes "before" or "after"'],
  ];
  test.each(refused)('%s is refused', (_title, content, message) => {
    expect(() => set(content)).toThrow(message);
  });
});

describe('any load', () => {
  test('that fails leaves the candidate as it was', () => {
    const broken: readonly LoadRequest[] = [
      { action: 'merge', format: 'text', content: 'system { host-name x; }\nnonsense { }' },
      { action: 'override', format: 'text', content: 'system { host-name x; ' },
      {
        action: 'merge',
        format: 'xml',
        content: '<configuration><system><host-name>x</host-name><q/></system></configuration>',
      },
      { action: 'merge', format: 'xml', content: '<rpc/>' },
      { action: 'set', format: 'set', content: 'set system host-name x\nset nonsense' },
      { action: 'set', format: 'xml', content: '<configuration/>' },
    ];
    for (const request of broken) {
      const candidate = readSet(CANDIDATE);
      expect(() => load(candidate, request)).toThrow();
      expect(linesOf(candidate)).toEqual(linesOf(readSet(CANDIDATE)));
    }
  });

  test('says which word it stumbled over', () => {
    const word = (format: LoadRequest['format'], content: string) =>
      errorOf(() => load(new Configuration(), { action: format === 'set' ? 'set' : 'merge', format, content })).word;
    expect(word('set', 'set interfaces et-0/0/1 mtuu 1')).toBe('mtuu');
    expect(word('text', 'interfaces { et-0/0/1 { mtuu 1; } }')).toBe('mtuu');
    expect(word('set', 'set protocols bgp group g type sideways')).toBe('sideways');
  });

  const forms = [
    ['set', writeSet],
    ['text', writeCurly],
    ['xml', (configuration: Configuration) => writeXml(configuration)],
  ] as const;

  test.each(forms)('with override, in form %s, gives exactly what was written', (format, write) => {
    fc.assert(
      fc.property(arbitraryConfiguration, arbitraryConfiguration, (before, wanted) => {
        const candidate = before.clone();
        expect(load(candidate, { action: 'override', format, content: write(wanted) }).warnings).toEqual([]);
        expect(writeSet(candidate)).toBe(writeSet(wanted));
      }),
    );
  });

  test.each(forms)('of what is there already, in form %s, changes nothing', (format, write) => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        const candidate = configuration.clone();
        load(candidate, { action: 'merge', format, content: write(configuration) });
        expect(candidate.equals(configuration)).toBe(true);
      }),
    );
  });

  test('that replaces a group gives the group as written and touches nothing else', () => {
    fc.assert(
      fc.property(arbitraryConfiguration, arbitraryConfiguration, (around, wanted) => {
        const candidate = around.clone();
        const inner = inGroup(wanted);
        const group = writeCurly(inner).replace(/^groups \{\n {4}dc1/, 'groups {\n    replace: dc1');
        if (inner.isEmpty) return;
        load(candidate, { action: 'replace', format: 'text', content: group });
        const isOurs = (line: string) => /^(?:deactivate )?groups dc1 /.test(line);
        const sorted = (configuration: Configuration) => linesOf(configuration).sort();
        expect(sorted(candidate).filter(isOurs)).toEqual(sorted(inner));
        expect(sorted(candidate).filter((line) => !isOurs(line))).toEqual(
          sorted(around).filter((line) => !isOurs(line)),
        );
      }),
    );
  });
});

/** What a group can have of a configuration, under `groups dc1`. */
function inGroup(configuration: Configuration): Configuration {
  const plain = configuration.clone();
  for (const child of plain.root.children) {
    if (['groups', 'version'].includes(child.schema.element)) plain.root.remove(child);
  }
  return readSet(writeSet(plain, { prefix: ['groups', 'dc1'] }));
}
