import fc from 'fast-check';
import { Configuration } from '../../../lib/junos/tree/configuration';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import { arbitraryConfiguration } from '../arbitrary-configuration';

const PORT = ['interfaces', 'et-0/0/15'];
const ADDRESS = [...PORT, 'unit', '0', 'family', 'inet', 'address', '172.16.104.1/30'];
const VRF = ['routing-instances', 'VRF_5'];

function configurationOf(...lines: string[]): Configuration {
  return readSet(lines.map((line) => `set ${line}\n`).join(''));
}

const flat = (configuration: Configuration) => [...configuration.statements()].map(({ words }) => words.join(' '));

test('a statement that was set is found by its words, as is everything above it', () => {
  const configuration = new Configuration();
  configuration.set(...ADDRESS);
  expect(configuration.has(...ADDRESS)).toBe(true);
  expect(configuration.find(...PORT)).toMatchObject({ name: 'interface', keys: ['et-0/0/15'], words: ['et-0/0/15'] });
  expect(configuration.find(...PORT, 'unit', '0')).toMatchObject({ name: 'unit', words: ['unit', '0'] });
  expect(configuration.find(...PORT, 'unit', '1')).toBeUndefined();
  expect(configuration.find('protocols', 'bgp')).toBeUndefined();
});

test('a leaf has one value, with and without its keyword in set lines', () => {
  const configuration = new Configuration();
  configuration.set(...PORT, 'mtu', '9216');
  configuration.set(...PORT, 'mtu', '9000');
  configuration.set(...VRF, 'vrf-target', 'target:62273:16776000');
  configuration.set(...VRF, 'vrf-target', 'import', 'target:62273:1');
  expect(configuration.value(...PORT, 'mtu')).toBe('9000');
  expect(configuration.has(...PORT, 'mtu', '9216')).toBe(false);
  expect(configuration.value(...VRF, 'vrf-target')).toBe('target:62273:16776000');
  expect(configuration.value(...VRF, 'vrf-target', 'import')).toBe('target:62273:1');
  expect(configuration.value(...VRF, 'route-distinguisher')).toBeUndefined();
});

test('a leaf-list keeps its values in the order they came', () => {
  const configuration = configurationOf(
    'policy-options community C members target:1:2',
    'policy-options community C members target:1:1',
    'policy-options community C members target:1:2',
  );
  expect(configuration.values('policy-options', 'community', 'C', 'members')).toEqual(['target:1:2', 'target:1:1']);
  expect(configuration.find('policy-options', 'community', 'C', 'members')?.value).toBe('target:1:2');
});

test('entries of a list come in its order: Junos sorts interfaces, the user orders terms', () => {
  const configuration = configurationOf(
    'interfaces lo0 unit 0',
    'interfaces ae10 mtu 9000',
    'interfaces ae2 mtu 9000',
    'interfaces et-0/0/10 unit 100',
    'interfaces et-0/0/10 unit 20',
    'interfaces et-0/0/9 mtu 9000',
    'interfaces xe-0/0/3:1 mtu 9000',
    'interfaces irb unit 0',
    'policy-options policy-statement P term Z then accept',
    'policy-options policy-statement P term A then reject',
    'policy-options policy-statement B then accept',
  );
  const names = (...words: string[]) => configuration.entries(...words).map(({ keys }) => keys[0]);
  expect(names('interfaces')).toEqual(['xe-0/0/3:1', 'et-0/0/9', 'et-0/0/10', 'ae2', 'ae10', 'irb', 'lo0']);
  expect(names('interfaces', 'et-0/0/10', 'unit')).toEqual(['20', '100']);
  expect(names('policy-options', 'policy-statement')).toEqual(['B', 'P']);
  expect(names('policy-options', 'policy-statement', 'P', 'term')).toEqual(['Z', 'A']);
  expect(names('protocols', 'bgp', 'group')).toEqual([]);
  expect(names('routing-instances')).toEqual([]);
});

test('alternatives of a choice replace each other', () => {
  const configuration = configurationOf(
    'policy-options policy-statement P then accept',
    'policy-options policy-statement P then reject',
    'interfaces et-0/0/1 unit 1 vlan-id 1',
    'interfaces et-0/0/1 unit 1 vlan-tags outer 5 inner 6',
  );
  expect(flat(configuration)).toEqual([
    'interfaces et-0/0/1 unit 1 vlan-tags outer 5',
    'interfaces et-0/0/1 unit 1 vlan-tags inner 6',
    'policy-options policy-statement P then reject',
  ]);
});

test('several statements of one container may follow each other', () => {
  const configuration = configurationOf(
    'protocols bgp group G neighbor 10.0.0.1 peer-as 65001 passive',
    'routing-options autonomous-system 65000 loops 2',
  );
  expect(flat(configuration)).toEqual([
    'routing-options autonomous-system 65000',
    'routing-options autonomous-system loops 2',
    'protocols bgp group G neighbor 10.0.0.1 passive',
    'protocols bgp group G neighbor 10.0.0.1 peer-as 65001',
  ]);
});

test('what is said inside a container or an entry counts from there, and is the same statement', () => {
  const [whole, inside] = [new Configuration(), new Configuration()];
  whole.set('routing-instances', 'VRF_5', 'protocols', 'bgp', 'group', 'server1', 'type', 'external');
  whole.set(
    'routing-instances',
    'VRF_5',
    'protocols',
    'bgp',
    'group',
    'server1',
    'neighbor',
    '10.0.0.1',
    'peer-as',
    '65001',
  );
  const group = inside.inside('routing-instances', 'VRF_5', 'protocols', 'bgp', 'group', 'server1');
  group.set('type', 'external');
  group.inside('neighbor', '10.0.0.1').set('peer-as', '65001');
  expect(inside.equals(whole)).toBe(true);
  expect(inside.inside('routing-instances', 'VRF_5', 'protocols', 'bgp', 'group', 'server1').value('type')).toBe(
    'external',
  );
});

test('route filters and communities are told apart by all their words', () => {
  const from = ['policy-options', 'policy-statement', 'P', 'from', 'route-filter'];
  const configuration = new Configuration();
  configuration.set(...from, '10.0.0.0/8', 'exact');
  configuration.set(...from, '10.0.0.0/8', 'upto', '/24');
  configuration.set(...from, '10.0.0.0/8', 'upto', '/25', 'accept');
  configuration.set('policy-options', 'policy-statement', 'P', 'then', 'community', '+', 'X');
  expect(configuration.entries(...from).map(({ keys }) => keys.join(' '))).toEqual([
    '10.0.0.0/8 exact',
    '10.0.0.0/8 upto /24',
    '10.0.0.0/8 upto /25',
  ]);
  expect(configuration.has(...from, '10.0.0.0/8', 'upto', '/25', 'accept')).toBe(true);
  expect(configuration.has('policy-options', 'policy-statement', 'P', 'then', 'community', '+', 'X')).toBe(true);
});

test('deleting takes empty containers along that mean nothing by themselves, and no others', () => {
  const configuration = new Configuration();
  configuration.set(...ADDRESS);
  configuration.set(...VRF, 'vrf-target', 'target:1:1');
  expect(configuration.delete(...ADDRESS)).toBe(true);
  expect(configuration.delete(...ADDRESS)).toBe(false);
  expect(configuration.delete(...VRF, 'vrf-target', 'target:1:1')).toBe(true);
  expect(flat(configuration)).toEqual(['interfaces et-0/0/15 unit 0 family inet', 'routing-instances VRF_5']);
  expect(configuration.delete('interfaces')).toBe(true);
  expect(configuration.delete(...VRF)).toBe(true);
  expect(configuration.isEmpty).toBe(true);
});

test('a leaf-list is deleted value by value or whole', () => {
  const configuration = configurationOf(
    'protocols bgp group G import A',
    'protocols bgp group G import B',
    'protocols bgp group G import C',
  );
  expect(configuration.delete('protocols', 'bgp', 'group', 'G', 'import', 'B')).toBe(true);
  expect(configuration.values('protocols', 'bgp', 'group', 'G', 'import')).toEqual(['A', 'C']);
  expect(configuration.delete('protocols', 'bgp', 'group', 'G', 'import')).toBe(true);
  expect(configuration.delete('protocols', 'bgp', 'group', 'G', 'import')).toBe(false);
});

test('a container that means nothing when empty is not kept', () => {
  const configuration = new Configuration();
  configuration.set('protocols', 'bgp');
  expect(configuration.isEmpty).toBe(true);
  configuration.set('routing-options', 'multipath');
  expect(flat(configuration)).toEqual(['routing-options multipath']);
});

test('an error changes nothing', () => {
  const configuration = new Configuration();
  expect(() => {
    configuration.set(...PORT, 'mtu', '9000', 'unit', '0', 'familly');
  }).toThrow('did you mean "family"?');
  expect(configuration.isEmpty).toBe(true);
});

test('wildcards and variables stand in for numbers and choices', () => {
  const configuration = configurationOf(
    'groups g interfaces <et-*> unit <*> family inet mtu <1500>',
    'groups g protocols bgp group <*> type $kind',
  );
  expect(configuration.has('groups', 'g', 'interfaces', '<et-*>', 'unit', '<*>', 'family', 'inet')).toBe(true);
});

test('apply-groups, apply-groups-except and apply-macro are possible nearly everywhere', () => {
  const lines = [
    'apply-groups a',
    'apply-macro m key value',
    'interfaces apply-groups-except a',
    'interfaces et-0/0/15 apply-groups a',
    'interfaces et-0/0/15 unit 0 apply-macro m key "two words"',
  ];
  expect(writeSet(configurationOf(...lines))).toBe(lines.map((line) => `set ${line}\n`).join(''));
});

test('deactivating marks a statement and all below it, and is undone by activating', () => {
  const configuration = new Configuration();
  configuration.set(...ADDRESS);
  configuration.deactivate(...PORT);
  expect([...configuration.statements()]).toEqual([{ words: ADDRESS, inactive: true, source: undefined }]);
  expect(configuration.find(...PORT)?.inactive).toBe(true);
  configuration.activate(...PORT);
  expect([...configuration.statements()][0]?.inactive).toBe(false);
});

test('annotating puts a comment, and an empty text removes it', () => {
  const configuration = new Configuration();
  configuration.set(...ADDRESS);
  configuration.annotate(' port of\n   server1 ', ...PORT);
  expect(configuration.find(...PORT)?.comment).toBe('port of\nserver1');
  configuration.annotate('', ...PORT);
  expect(configuration.find(...PORT)?.comment).toBeUndefined();
});

test('a subtree is still addressed from the root', () => {
  const configuration = configurationOf(
    'routing-instances VRF_5 protocols bgp group A type external',
    'routing-instances VRF_5 protocols bgp group B type external',
    'routing-instances VRF_6 instance-type vrf',
  );
  const group = [...VRF, 'protocols', 'bgp', 'group', 'B'];
  expect(flat(configuration.subtree(...group))).toEqual([[...group, 'type', 'external'].join(' ')]);
  expect(flat(configuration.subtree(...group, 'type'))).toEqual([[...group, 'type', 'external'].join(' ')]);
  expect(configuration.subtree(...VRF, 'protocols', 'bgp', 'group').equals(configuration.subtree(...VRF))).toBe(true);
  expect(configuration.subtree('interfaces').isEmpty).toBe(true);
  expect(configuration.subtree().equals(configuration)).toBe(true);
});

test('an entry that is not there is not every entry', () => {
  const configuration = configurationOf('groups A system location building a', 'apply-groups A');
  expect(configuration.subtree('groups', 'B').isEmpty).toBe(true);
  expect(configuration.entries('groups', 'B')).toEqual([]);
  expect(configuration.values('apply-groups', 'B')).toEqual([]);
  expect(() => {
    configuration.deactivate('apply-groups', 'B');
  }).toThrow();
});

test('the order counts for equality where the user gives it, and nowhere else', () => {
  const first = ['interfaces et-0/0/1 mtu 9000', 'interfaces et-0/0/2 mtu 9000'];
  expect(configurationOf(...first).equals(configurationOf(...[...first].reverse()))).toBe(true);
  const terms = [
    'policy-options policy-statement P term A then accept',
    'policy-options policy-statement P term B then accept',
  ];
  expect(configurationOf(...terms).equals(configurationOf(...[...terms].reverse()))).toBe(false);
  expect(configurationOf(...terms).equals(configurationOf(terms[0] ?? ''))).toBe(false);
  const inactive = configurationOf(...terms);
  inactive.deactivate('policy-options');
  expect(inactive.equals(configurationOf(...terms))).toBe(false);
});

test('what words mean does not depend on the words before them', () => {
  const outcomeOf = (words: readonly string[], before: readonly string[]): string => {
    new Configuration().set(...before);
    const configuration = new Configuration();
    try {
      configuration.set(...words);
      return writeSet(configuration);
    } catch (error) {
      return String(error);
    }
  };
  const cut = fc.record({
    keep: fc.nat(12),
    add: fc.array(fc.constantFrom('0', 'inet', 'mtu', 'peer-as', '65001'), { maxLength: 2 }),
  });
  fc.assert(
    fc.property(arbitraryConfiguration, cut, (configuration, { add, keep }) => {
      for (const { words } of configuration.statements()) {
        const changed = [...words.slice(0, keep), ...add];
        expect(outcomeOf(changed, words)).toBe(outcomeOf(changed, ['system', 'host-name', 'leaf10']));
      }
    }),
  );
});
