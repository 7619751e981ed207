import fc from 'fast-check';
import type { Configuration } from '../../../lib/junos/tree/configuration';
import { inherit, undecidedGroups, undefinedGroups } from '../../../lib/junos/inheritance/inheritance';
import { load } from '../../../lib/junos/load/load';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import { errorOf } from '../../support/errors';
import { arbitraryConfiguration } from '../arbitrary-configuration';

/** Effective set lines, inherited ones with their group behind them. */
function effective(...lines: string[]): string[] {
  return sourced(inherit(readSet(lines.join('\n'))));
}

function sourced(configuration: Configuration): string[] {
  return [...configuration.statements()].map(({ words, source }) => {
    return source === undefined ? words.join(' ') : `${words.join(' ')} < ${source}`;
  });
}

describe('inheritance', () => {
  test('a group that is applied gives its statements, and the group and its apply line are gone', () => {
    expect(effective('set groups g system host-name a', 'set apply-groups g')).toEqual(['system host-name a < g']);
  });

  test('a group that is not applied gives nothing', () => {
    expect(effective('set groups g system host-name a')).toEqual([]);
  });

  test('an explicit value wins over an inherited one', () => {
    expect(effective('set groups g system host-name a', 'set apply-groups g', 'set system host-name b')).toEqual([
      'system host-name b',
    ]);
  });

  test('an explicit alternative of a choice keeps the inherited one away', () => {
    const lines = ['set groups g policy-options policy-statement p then accept', 'set apply-groups g'];
    expect(effective(...lines, 'set policy-options policy-statement p then reject')).toEqual([
      'policy-options policy-statement p then reject',
    ]);
  });

  test('the earlier of two applied groups wins, whatever the order they are defined in', () => {
    const lines = ['set groups a system host-name a', 'set groups b system host-name b'];
    expect(effective(...lines, 'set apply-groups b', 'set apply-groups a')).toEqual(['system host-name b < b']);
  });

  test('statements of several groups come together in one container', () => {
    const lines = ['set groups a interfaces et-0/0/1 mtu 9000', 'set groups b interfaces et-0/0/1 description b'];
    expect(effective(...lines, 'set apply-groups [ a b ]')).toEqual([
      'interfaces et-0/0/1 description b < b',
      'interfaces et-0/0/1 mtu 9000 < a',
    ]);
  });

  test('a group applied at a nested level reaches what stands below that level and nothing else', () => {
    expect(
      effective(
        'set groups g interfaces <*> mtu 9000',
        'set interfaces et-0/0/1 apply-groups g',
        'set interfaces et-0/0/2 description b',
      ),
    ).toEqual(['interfaces et-0/0/1 mtu 9000 < g', 'interfaces et-0/0/2 description b']);
  });

  test('of groups applied at several levels the nearest wins', () => {
    expect(
      effective(
        'set groups outer interfaces <*> mtu 1500',
        'set groups outer interfaces <*> description outer',
        'set groups inner interfaces <*> mtu 9000',
        'set apply-groups outer',
        'set interfaces et-0/0/1 apply-groups inner',
      ),
    ).toEqual(['interfaces et-0/0/1 description outer < outer', 'interfaces et-0/0/1 mtu 9000 < inner']);
  });

  test('apply-groups-except keeps a group away from its level and below', () => {
    expect(
      effective(
        'set groups g interfaces <*> unit <*> description x',
        'set apply-groups g',
        'set interfaces et-0/0/1 unit 0 family inet',
        'set interfaces et-0/0/1 apply-groups-except g',
        'set interfaces et-0/0/2 unit 0 family inet',
      ),
    ).toEqual([
      'interfaces et-0/0/1 unit 0 family inet',
      'interfaces et-0/0/2 unit 0 description x < g',
      'interfaces et-0/0/2 unit 0 family inet',
    ]);
  });

  test('a group kept away at one level can be applied again further in', () => {
    expect(
      effective(
        'set groups g interfaces <*> unit <*> description x',
        'set apply-groups g',
        'set interfaces et-0/0/1 apply-groups-except g',
        'set interfaces et-0/0/1 unit 0 apply-groups g',
      ),
    ).toEqual(['interfaces et-0/0/1 unit 0 description x < g']);
  });

  test('a wildcard matches explicit entries and makes none', () => {
    const group = 'set groups g interfaces <*> mtu 9000';
    expect(effective(group, 'set apply-groups g')).toEqual([]);
    expect(effective(group, 'set apply-groups g', 'set interfaces et-0/0/1 description a')).toEqual([
      'interfaces et-0/0/1 description a',
      'interfaces et-0/0/1 mtu 9000 < g',
    ]);
  });

  test('a wildcard matches entries that another group makes by name', () => {
    expect(
      effective(
        'set groups w interfaces <*> mtu 9000',
        'set groups n interfaces et-0/0/1 description n',
        'set apply-groups [ w n ]',
      ),
    ).toEqual(['interfaces et-0/0/1 description n < n', 'interfaces et-0/0/1 mtu 9000 < w']);
  });

  test('a wildcard can name a type of port or a range of numbers', () => {
    const ports = ['et-0/0/1', 'ge-0/0/3', 'ge-0/0/4'].map((port) => `set interfaces ${port} description p`);
    expect(
      effective(
        'set groups g interfaces <et-*> mtu 1',
        'set groups g interfaces <ge-0/0/[0-3]> mtu 2',
        'set apply-groups g',
        ...ports,
      ),
    ).toEqual([
      'interfaces et-0/0/1 description p',
      'interfaces et-0/0/1 mtu 1 < g',
      'interfaces ge-0/0/3 description p',
      'interfaces ge-0/0/3 mtu 2 < g',
      'interfaces ge-0/0/4 description p',
    ]);
  });

  test('below a wildcard, an entry with a name is made in everything that matches', () => {
    expect(
      effective(
        'set groups g interfaces <et-*> unit 0 family inet',
        'set apply-groups g',
        'set interfaces et-0/0/1 mtu 9000',
      ),
    ).toEqual(['interfaces et-0/0/1 mtu 9000', 'interfaces et-0/0/1 unit 0 family inet < g']);
  });

  test('within one group an exact name wins over a wildcard', () => {
    expect(
      effective(
        'set groups g interfaces <*> mtu 1500',
        'set groups g interfaces et-0/0/1 mtu 9000',
        'set apply-groups g',
      ),
    ).toEqual(['interfaces et-0/0/1 mtu 9000 < g']);
  });

  test('values of a leaf-list come together, explicit ones first', () => {
    expect(
      effective(
        'set groups g protocols bgp group a import INHERITED',
        'set groups g protocols bgp group a import SHARED',
        'set apply-groups g',
        'set protocols bgp group a import SHARED',
        'set protocols bgp group a import OWN',
      ),
    ).toEqual([
      'protocols bgp group a import SHARED',
      'protocols bgp group a import OWN',
      'protocols bgp group a import INHERITED < g',
    ]);
  });

  test('entries of a list that the user orders come together, explicit ones first', () => {
    expect(
      effective(
        'set groups g policy-options policy-statement p term INHERITED then accept',
        'set apply-groups g',
        'set policy-options policy-statement p term OWN then reject',
      ),
    ).toEqual([
      'policy-options policy-statement p term OWN then reject',
      'policy-options policy-statement p term INHERITED then accept < g',
    ]);
  });

  test('an inactive apply line, an inactive group and inactive statements count as not there', () => {
    const group = ['set groups g system host-name a', 'set apply-groups g'];
    expect(effective(...group, 'deactivate apply-groups')).toEqual([]);
    expect(effective(...group, 'deactivate groups g')).toEqual([]);
    expect(effective(...group, 'deactivate groups g system')).toEqual([]);
    expect(effective(...group, 'set system host-name b', 'deactivate system')).toEqual(['system host-name a < g']);
  });

  test('a group that a group applies comes behind it, and before what is applied after that', () => {
    const groups = [
      'set groups a system host-name a',
      'set groups a system location building A',
      'set groups b system apply-groups a',
      'set groups b system host-name b',
      'set groups c system location building C',
      'set groups c system domain-name example.net',
    ];
    expect(effective(...groups, 'set apply-groups [ b c ]')).toEqual([
      'system host-name b < b',
      'system domain-name example.net < c',
      'system location building A < a',
    ]);
  });

  test('a group inside a group reaches what stands below the place where it is applied, wildcards included', () => {
    const groups = [
      'set groups mtu interfaces <et-*> mtu 9192',
      'set groups mtu system host-name never',
      'set groups ports interfaces apply-groups mtu',
      'set apply-groups ports',
    ];
    expect(
      effective(...groups, 'set interfaces et-0/0/1 description x', 'set interfaces xe-0/0/1 description y'),
    ).toEqual([
      'interfaces et-0/0/1 description x',
      'interfaces et-0/0/1 mtu 9192 < mtu',
      'interfaces xe-0/0/1 description y',
    ]);
  });

  test('groups that apply each other end, and a group that is not there in a group is named', () => {
    const circle = ['set groups a apply-groups b', 'set groups b apply-groups a', 'set groups b system host-name b'];
    expect(effective(...circle, 'set apply-groups a')).toEqual(['system host-name b < b']);
    const missing = readSet('set groups a system apply-groups nowhere\nset apply-groups a\n');
    expect(undefinedGroups(missing)).toEqual([
      { group: 'nowhere', path: ['groups', 'a', 'system'], statement: 'apply-groups' },
    ]);
  });

  describe('a group with conditions', () => {
    const lab = readSet(
      [
        'set groups LAB when model qfx5120-48y-8c',
        'set groups LAB when routing-engine re0',
        'set groups LAB system host-name lab',
        'set groups OTHER when time 22:00 to 23:00',
        'set groups OTHER system location building O',
        'set apply-groups [ LAB OTHER ]',
      ].join('\n'),
    );

    test.each([
      [
        'is in effect where all are met',
        { model: 'QFX5120-48Y-8C', routingEngine: 're0' },
        ['system host-name lab < LAB'],
      ],
      ['is not where one is not', { model: 'qfx5120-32c' }, []],
      ['is left out where one is not known', { model: 'qfx5120-48y-8c' }, []],
    ])('%s', (_, known, lines) => {
      expect(sourced(inherit(lab, undefined, known))).toEqual(lines);
    });

    test('is named with what it asks and what it says where nobody can know', () => {
      expect(undecidedGroups(lab, { model: 'qfx5120-32c' }).map(({ group }) => group)).toEqual(['OTHER']);
      expect(undecidedGroups(lab)[0]).toEqual({
        group: 'LAB',
        conditions: ['model qfx5120-48y-8c', 'routing-engine re0'],
        places: [['system', 'host-name', 'lab']],
      });
    });
  });

  test('a group cannot stand in a group', () => {
    expect(() => readSet('set groups a groups b system host-name x')).toThrow('no statement "groups" below "groups a"');
  });

  test('a container that only leads to wildcards does not come into being', () => {
    expect(effective('set groups g protocols bgp group <*> type internal', 'set apply-groups g')).toEqual([]);
  });

  test('the configuration it is given stays as it is', () => {
    const configuration = readSet(
      'set groups g system host-name a\nset apply-groups g\nset system apply-groups-except g\n',
    );
    const before = writeSet(configuration);
    inherit(configuration);
    expect(writeSet(configuration)).toBe(before);
  });
});

describe('what multiplies', () => {
  const interfaces = (count: number) => Array.from({ length: count }, (_, i) => `set interfaces et-0/0/${i} mtu 9000`);

  test('a wildcard that gives each of many interfaces many statements is refused, with its place', () => {
    const units = Array.from({ length: 600 }, (_, i) => `set groups g interfaces <*> unit ${i} family inet`);
    const error = errorOf(() => effective(...units, ...interfaces(600), 'set apply-groups g'));
    expect(error.code).toBe('expandsTooFar');
    expect(error.message).toMatch(/^the configuration: .* at "unit \d+"/);
  });

  test('many wildcards that match none of many interfaces are refused', () => {
    const wildcards = Array.from({ length: 2_000 }, (_, i) => `set groups g interfaces <xe-${i}*> disable`);
    expect(() => effective(...wildcards, ...interfaces(2_000), 'set apply-groups g')).toThrow('take as long');
  });

  test('a large device is none of it', () => {
    const lines = [
      ...Array.from({ length: 40 }, (_, i) => `set groups g interfaces <et-*> unit ${i} family inet`),
      ...interfaces(1_000),
      'set apply-groups g',
    ];
    expect(effective(...lines)).toHaveLength(41_000);
  });
});

describe('interface ranges', () => {
  test('are named by the statements that they give, with their group where they have one', () => {
    const lines = [
      'set groups g interfaces interface-range r description inherited',
      'set apply-groups g',
      'set interfaces interface-range r member et-0/0/1',
      'set interfaces interface-range r mtu 9216',
      'set interfaces et-0/0/1 unit 0 family inet mtu 9000',
    ];
    const found = [...inherit(readSet(lines.join('\n'))).statements()];
    expect(found.map(({ range, source, words }) => [words.slice(2).join(' '), range, source])).toEqual([
      ['description inherited', 'r', 'g'],
      ['mtu 9216', 'r', undefined],
      ['unit 0 family inet mtu 9000', undefined, undefined],
    ]);
  });

  test('give each member their statements, behind its own', () => {
    expect(
      effective(
        'set interfaces interface-range servers member et-0/0/9',
        'set interfaces interface-range servers member-range et-0/0/0 to et-0/0/1',
        'set interfaces interface-range servers mtu 9216',
        'set interfaces interface-range servers unit 0 family inet',
        'set interfaces et-0/0/1 mtu 1500',
      ),
    ).toEqual([
      'interfaces et-0/0/0 mtu 9216',
      'interfaces et-0/0/0 unit 0 family inet',
      'interfaces et-0/0/1 mtu 1500',
      'interfaces et-0/0/1 unit 0 family inet',
      'interfaces et-0/0/9 mtu 9216',
      'interfaces et-0/0/9 unit 0 family inet',
    ]);
  });

  test('name several ports in brackets, and with a star those that are there', () => {
    expect(
      effective(
        'set interfaces interface-range a member "et-0/0/[0-1,5]"',
        'set interfaces interface-range a disable',
        'set interfaces interface-range b member xe-0/0/*',
        'set interfaces interface-range b disable',
        'set interfaces xe-0/0/7 mtu 1500',
      ),
    ).toEqual([
      'interfaces et-0/0/0 disable',
      'interfaces et-0/0/1 disable',
      'interfaces et-0/0/5 disable',
      'interfaces xe-0/0/7 disable',
      'interfaces xe-0/0/7 mtu 1500',
    ]);
  });

  test('take in, between different cards, the ports that are there', () => {
    expect(
      effective(
        'set interfaces interface-range a member-range et-0/0/30 to et-1/0/1',
        'set interfaces interface-range a disable',
        'set interfaces et-0/0/31 mtu 1500',
        'set interfaces et-1/0/2 mtu 1500',
      ),
    ).toEqual(['interfaces et-0/0/31 disable', 'interfaces et-0/0/31 mtu 1500', 'interfaces et-1/0/2 mtu 1500']);
  });

  test('win over groups, and inherit from them', () => {
    expect(
      effective(
        'set groups g interfaces et-0/0/1 mtu 1500',
        'set groups g interfaces interface-range r description inherited',
        'set apply-groups g',
        'set interfaces interface-range r member et-0/0/1',
        'set interfaces interface-range r mtu 9216',
      ),
    ).toEqual(['interfaces et-0/0/1 description inherited < g', 'interfaces et-0/0/1 mtu 9216']);
  });

  test('thousands of members with wildcards take the interfaces that they name', () => {
    const count = 4_000;
    const lines = Array.from({ length: count }, (_, i) => [
      `set interfaces interface-range r member et-0/0/${i}*`,
      `set interfaces et-0/0/${i} description x`,
    ]);
    const found = inherit(readSet([...lines.flat(), 'set interfaces interface-range r mtu 9192'].join('\n')));
    expect([...found.statements()].filter(({ words }) => words.includes('mtu'))).toHaveLength(count);
  });

  test('name nothing when their numbers run down, and the letters between brackets stay', () => {
    const lines = [
      'set interfaces interface-range a member "et-[2-1]/0/0"',
      'set interfaces interface-range a disable',
    ];
    expect(effective(...lines, 'set interfaces interface-range a member "et-[0-1]/[3]/[5,7]"')).toEqual(
      ['et-0/3/5', 'et-0/3/7', 'et-1/3/5', 'et-1/3/7'].map((name) => `interfaces ${name} disable`),
    );
  });

  test.each([
    ['brackets that multiply', 'member "et-[0-99]/[0-99]/[0-99]:[0-9]"'],
    ['one bracket', 'member "et-0/0/[0-99999999999]"'],
    ['a list in a bracket', `member "et-0/0/[${'1,'.repeat(20_000)}1]"`],
    ['a first and a last', 'member-range et-0/0/0 to et-0/0/99999999'],
  ])('that name more interfaces than any device has are refused: %s', (_title, member) => {
    const error = errorOf(() =>
      inherit(
        readSet(`set interfaces interface-range R ${member}\nset interfaces interface-range R mtu 9000`),
        'leaf10',
      ),
    );
    expect(error.code).toBe('rangeTooLarge');
    expect(error.message).toMatch(/^leaf10: "interface-range R member/);
  });

  test('that give many interfaces many statements are refused before they have taken the memory', () => {
    const units = Array.from({ length: 400 }, (_, i) => `set interfaces interface-range R unit ${i} family inet`);
    const lines = [...units, 'set interfaces interface-range R member "et-0/[0-99]/[0-99]"'];
    expect(() => effective(...lines)).toThrow('more than 250000 statements');
  });

  test('that a group brings are marked as coming from it', () => {
    expect(
      effective(
        'set groups g interfaces interface-range r member et-0/0/1',
        'set groups g interfaces interface-range r mtu 9216',
        'set apply-groups g',
      ),
    ).toEqual(['interfaces et-0/0/1 mtu 9216 < g']);
  });
});

describe('a commit check of groups', () => {
  test('names each place where a group is applied that is not there', () => {
    const configuration = readSet(
      'set apply-groups [ a b ]\nset groups a system host-name x\nset interfaces et-0/0/1 apply-groups-except c\n',
    );
    expect(undefinedGroups(configuration)).toEqual([
      { group: 'b', path: [], statement: 'apply-groups' },
      { group: 'c', path: ['interfaces', 'et-0/0/1'], statement: 'apply-groups-except' },
    ]);
  });

  test('passes inactive apply lines and groups that Junos brings along', () => {
    expect(undefinedGroups(readSet('set apply-groups [ junos-defaults x ]\ndeactivate apply-groups x\n'))).toEqual([]);
  });
});

/** Some configuration, with another one in a group that is applied. */
const withGroup = fc.tuple(arbitraryConfiguration, arbitraryConfiguration).map(([explicit, inherited]) => {
  const configuration = explicit.clone();
  for (const name of ['groups', 'apply-groups', 'apply-groups-except']) remove(configuration, name);
  const group = inherited.clone();
  for (const name of ['groups', 'version']) remove(group, name);
  load(configuration, { action: 'set', format: 'set', content: writeSet(group, { prefix: ['groups', 'g'] }) });
  configuration.set('apply-groups', 'g');
  return configuration;
});

function remove(configuration: Configuration, element: string): void {
  for (const child of configuration.root.children)
    if (child.schema.element === element) configuration.root.remove(child);
}

function isAbout(words: readonly string[], ...elements: string[]): boolean {
  return words.some((word) => elements.includes(word));
}

describe('for any configuration with a group', () => {
  test('every active explicit statement stays, without a source', () => {
    fc.assert(
      fc.property(withGroup, (configuration) => {
        const after = new Map(
          [...inherit(configuration).statements()].map((one) => [one.words.join('\0'), one.source]),
        );
        for (const { words, inactive } of configuration.statements()) {
          if (
            inactive ||
            words[0] === 'groups' ||
            isAbout(words, 'apply-groups', 'apply-groups-except', 'interface-range')
          )
            continue;
          if (!hasBelow(after, words)) throw new Error(`lost: ${words.join(' ')}`);
        }
      }),
    );
  });

  test('no statement without a source is new', () => {
    fc.assert(
      fc.property(withGroup, (configuration) => {
        const before = [...configuration.statements()].filter(({ words }) => words[0] !== 'groups');
        const known = new Set(before.flatMap(({ words }) => words.map((_, i) => words.slice(0, i + 1).join('\0'))));
        for (const { words, source } of inherit(configuration).statements()) {
          if (source === undefined && !before.some((one) => isAbout(one.words, 'interface-range'))) {
            expect(known).toContain(words.join('\0'));
          }
        }
      }),
    );
  });

  test('what is expanded is not expanded further', () => {
    fc.assert(
      fc.property(withGroup, (configuration) => {
        const once = inherit(configuration);
        expect(sourced(inherit(once))).toEqual(sourced(once));
      }),
    );
  });

  test('nothing is inactive and no group is left', () => {
    fc.assert(
      fc.property(withGroup, (configuration) => {
        for (const { words, inactive } of inherit(configuration).statements()) {
          expect(inactive).toBe(false);
          expect(words[0]).not.toMatch(/^(?:groups|apply-groups)$/);
        }
      }),
    );
  });
});

function hasBelow(statements: ReadonlyMap<string, string | undefined>, words: readonly string[]): boolean {
  const path = words.join('\0');
  if (statements.has(path)) return statements.get(path) === undefined;
  return [...statements.keys()].some((one) => one.startsWith(`${path}\0`));
}
