import fc from 'fast-check';
import { Configuration, dropVoid, placeBelow } from '../../../lib/junos/tree/configuration';
import type { CurlyStatement } from '../../../lib/junos/formats/curly-parser';
import { parseCurly } from '../../../lib/junos/formats/curly-parser';
import { mergeCurly } from '../../../lib/junos/formats/curly-reader';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { type Stanza, stanzas } from '../../../lib/junos/formats/stanzas';
import { splitWords } from '../../../lib/junos/tree/words';
import { arbitraryConfiguration } from '../arbitrary-configuration';
import { statementSet } from '../patched';

/** The configuration that stanzas say: each text stands in the braces of its key, or is the statement of that name. */
function assembled(pieces: readonly Stanza[]): Configuration {
  const configuration = new Configuration();
  for (const { key, text } of pieces) {
    const words = splitWords(key).map((word) => word.text);
    const statements = parseCurly(text);
    const placed = placeBelow(configuration.root, words.slice(0, words.length - repeatedWords(words, statements)));
    for (const statement of statements) mergeCurly(placed.at(-1) ?? configuration.root, statement);
    dropVoid(configuration.root, placed);
  }
  return configuration;
}

/** How many words of the key the text says again: none where it stands in the braces, else those of the statement. */
function repeatedWords(key: readonly string[], statements: readonly CurlyStatement[]): number {
  const [first] = statements;
  if (first === undefined) return 0;
  const isValue = (one: CurlyStatement): boolean => one.words[0]?.text === key[0] && one.block === undefined;
  if (key.length === 1 && statements.every(isValue)) return 1;
  if (statements.length > 1 || !(first.tags.includes('inactive') || first.comment !== undefined)) return 0;
  const said = first.words.map((word) => word.text);
  const own = placeBelow(new Configuration().root, key).at(-1)?.words ?? [];
  return own.join('\0') === said.slice(0, own.length).join('\0') ? own.length : 0;
}

const LEAF10 = `
set apply-groups dc1
set interfaces et-0/0/15 description "to server1"
set interfaces et-0/0/15 unit 0 family inet address 172.16.104.1/30
set interfaces ae0 mtu 9216
set policy-options policy-statement SERVER_1_IN then reject
set policy-options community FABRIC members target:*:*
set routing-options autonomous-system 4210000001
set routing-instances VRF_5 instance-type vrf
set routing-instances VRF_5 protocols bgp group server1 neighbor 172.16.104.2 peer-as 4220000001
set routing-instances VRF_5 protocols bgp group server2 type external
set routing-instances VRF_5 protocols bgp log-updown
set routing-instances VRF_6 protocols bgp group server1 type external
set protocols bgp group UNDERLAY type external
set protocols evpn encapsulation vxlan
`;

describe('stanzas', () => {
  test('are interfaces, policies, communities, VRFs, BGP groups, and the rest by top-level statement, sorted', () => {
    expect(stanzas(readSet(LEAF10))).toEqual([
      { key: 'apply-groups', text: 'apply-groups dc1;\n' },
      { key: 'interfaces ae0', text: 'mtu 9216;\n' },
      {
        key: 'interfaces et-0/0/15',
        text: 'description "to server1";\nunit 0 {\n    family inet {\n        address 172.16.104.1/30;\n    }\n}\n',
      },
      { key: 'policy-options community FABRIC', text: 'members target:*:*;\n' },
      { key: 'policy-options policy-statement SERVER_1_IN', text: 'then reject;\n' },
      { key: 'protocols', text: 'evpn {\n    encapsulation vxlan;\n}\n' },
      { key: 'protocols bgp group UNDERLAY', text: 'type external;\n' },
      {
        key: 'routing-instances VRF_5',
        text: 'instance-type vrf;\nprotocols {\n    bgp {\n        log-updown;\n    }\n}\n',
      },
      {
        key: 'routing-instances VRF_5 protocols bgp group server1',
        text: 'neighbor 172.16.104.2 {\n    peer-as 4220000001;\n}\n',
      },
      { key: 'routing-instances VRF_5 protocols bgp group server2', text: 'type external;\n' },
      { key: 'routing-instances VRF_6 protocols bgp group server1', text: 'type external;\n' },
      { key: 'routing-options', text: 'autonomous-system 4210000001;\n' },
    ]);
  });

  test('of a configuration group are keyed below it', () => {
    const grouped = readSet(LEAF10.replaceAll(/^set (?!apply)/gm, 'set groups dc1 '));
    const keys = stanzas(readSet(LEAF10)).map(({ key }) => (key === 'apply-groups' ? key : `groups dc1 ${key}`));
    expect(stanzas(grouped).map(({ key }) => key)).toEqual(keys);
  });

  test('quote names in their key as a set line does', () => {
    expect(stanzas(readSet('set routing-instances "a b" instance-type vrf\n')).map(({ key }) => key)).toEqual([
      'routing-instances "a b"',
    ]);
  });

  test('that are inactive are whole statements and are not cut further', () => {
    const text =
      'inactive: VRF_5 {\n    protocols {\n        bgp {\n            group a {\n                type external;\n';
    const [stanza, ...others] = stanzas(
      readSet('set routing-instances VRF_5 protocols bgp group a type external\ndeactivate routing-instances VRF_5\n'),
    );
    expect(stanza?.key).toBe('routing-instances VRF_5');
    expect(stanza?.text.startsWith(text)).toBe(true);
    expect(others).toEqual([]);
  });

  test('without anything in them have an empty text', () => {
    expect(stanzas(readSet('set interfaces et-0/0/1\n'))).toEqual([{ key: 'interfaces et-0/0/1', text: '' }]);
  });

  test('of an empty configuration are none', () => {
    expect(stanzas(new Configuration())).toEqual([]);
  });

  test('change only where a statement of theirs changes', () => {
    const before = stanzas(readSet(LEAF10));
    const after = stanzas(readSet(LEAF10.replace('172.16.104.1/30', '172.16.105.1/30')));
    const changed = after.filter(({ text }, i) => text !== before[i]?.text);
    expect(changed.map(({ key }) => key)).toEqual(['interfaces et-0/0/15']);
  });

  test('read back give the configuration, order of entries aside', () => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        const pieces = stanzas(configuration);
        expect({ pieces, is: statementSet(assembled(pieces)) }).toEqual({ pieces, is: statementSet(configuration) });
      }),
    );
  });

  test('have keys that are sorted and no two alike', () => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        const keys = stanzas(configuration).map(({ key }) => key);
        expect(keys).toEqual([...new Set(keys)].sort());
      }),
    );
  });

  test('leave the configuration as it is', () => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        const before = configuration.clone();
        stanzas(configuration);
        expect(configuration.equals(before)).toBe(true);
      }),
    );
  });
});
