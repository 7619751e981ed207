import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import * as facts from '../../../lib/junos/tree/schema-facts';
import { ROOT_SCHEMA, SCHEMA_RELEASES, type StatementSchema } from '../../../lib/junos/tree/schema';
import { describeWithShared } from '../../support/shared';

const REPOSITORY = path.resolve(__dirname, '../../..');

function at(...elements: string[]): StatementSchema {
  let schema: StatementSchema = ROOT_SCHEMA;
  for (const element of elements) {
    const found = schema.children.byElement.get(element);
    if (found === undefined) throw new Error(`no ${element} below ${schema.element}`);
    schema = found;
  }
  return schema;
}

/** Every statement reachable from the root, each kind of place once, with the statement above. */
function everyStatement(): readonly (readonly [StatementSchema, StatementSchema])[] {
  const seen = new Set<unknown>();
  const found: (readonly [StatementSchema, StatementSchema])[] = [];
  const open: StatementSchema[] = [ROOT_SCHEMA];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    if (seen.has(parent.children)) continue;
    seen.add(parent.children);
    for (const schema of parent.children.all) {
      found.push([parent, schema]);
      open.push(schema);
    }
  }
  return found;
}

describeWithShared('the committed table', ['yang'], () => {
  test('is what the YANG of the four releases says', () => {
    expect(() => {
      execFileSync(process.execPath, ['scripts/generate-schema.mjs', '--check'], { cwd: REPOSITORY, stdio: 'pipe' });
    }).not.toThrow();
  });
});

test('the table stays small', () => {
  expect(statSync(path.join(REPOSITORY, 'lib/junos/tree/schema-table.json')).size).toBeLessThan(1_500_000);
});

test('a statement knows the release that first has it, and the one that last had it', () => {
  const vrf = ['routing-instances', 'instance'];
  const group = [...vrf, 'protocols', 'bgp', 'group'];
  expect(SCHEMA_RELEASES).toEqual(['17.4R1', '19.1R1', '23.2R1', '24.4R1']);
  expect(at(...group, 'bfd-liveness-detection', 'strict-bfd').since).toBe('23.2R1');
  expect(at(...group, 'graceful-shutdown').since).toBe('19.1R1');
  expect(at(...group, 'peer-as').since).toBeUndefined();
  expect(at(...vrf, 'protocols', 'evpn', 'irb-symmetric-routing').since).toBe('23.2R1');
  expect(at('forwarding-options', 'evpn-vxlan').since).toBe('23.2R1');
  expect(at('forwarding-options', 'evpn-vxlan', 'shared-tunnels').since).toBeUndefined();
  expect(at('interfaces', 'interface', 'number-of-sub-ports').since).toBe('23.2R1');
  expect(everyStatement().some(([, schema]) => schema.last !== undefined)).toBe(true);
});

test('kinds, keys and order come from the YANG', () => {
  expect(at('interfaces', 'interface')).toMatchObject({ kind: 'list', keys: ['name'], userOrdered: false });
  expect(at('protocols', 'bgp', 'group')).toMatchObject({ kind: 'list', userOrdered: true });
  expect(at('policy-options', 'policy-statement', 'term')).toMatchObject({ kind: 'list', userOrdered: true });
  expect(at('protocols', 'bgp', 'group', 'import')).toMatchObject({ kind: 'leaf-list', userOrdered: true });
  expect(at('routing-options', 'multipath')).toMatchObject({ kind: 'container', presence: true });
  expect(at('interfaces', 'interface', 'disable')).toMatchObject({ kind: 'leaf', empty: true });
  expect(at('interfaces')).toMatchObject({ kind: 'container', presence: false });
  const names = at('routing-instances', 'instance').children.all.map((schema) => schema.element);
  expect(names.slice(0, 4)).toEqual(['apply-groups', 'apply-groups-except', 'apply-macro', 'instance-type']);
});

test('everything of the root is possible in a group, and a group in a group is not', () => {
  const inGroup = at('groups').children;
  for (const schema of ROOT_SCHEMA.children.all) {
    expect(inGroup.byElement.has(schema.element)).toBe(schema.element !== 'groups');
  }
  expect(inGroup.byElement.has('when')).toBe(true);
});

test('Junos says 802.3ad where its XML says ieee-802.3ad', () => {
  expect(at('interfaces', 'interface', 'ether-options', 'ieee-802.3ad').keyword).toBe('802.3ad');
});

test('every fact is about a statement of the table', () => {
  const known = new Set(
    everyStatement().flatMap(([parent, { element }]) => [
      `${parent.element}/${element}`,
      ...(parent.kind === 'list' ? [`${parent.element}[]/${element}`] : []),
    ]),
  );
  const all = [
    ...facts.KEYWORDLESS,
    ...facts.KEYWORDS.keys(),
    ...facts.SORTED,
    ...facts.ONE_LINE,
    ...facts.ONE_LINE_WHEN_SINGLE,
    ...facts.PREFIX,
    ...facts.LIST_IN_BRACES,
  ];
  expect(all.filter((fact) => !known.has(fact))).toEqual([]);
});

test('no keyword means two statements at one place', () => {
  for (const [parent] of everyStatement()) {
    const keywords = parent.children.all.flatMap(({ keyword }) => (keyword === undefined ? [] : [keyword]));
    expect(new Set(keywords).size).toBe(keywords.length);
  }
});

test('where several statements have no keyword, at most the last of them takes any text', () => {
  const open = everyStatement().filter(([parent, schema]) => {
    const { keywordless } = parent.children;
    const type = schema.kind === 'list' ? schema.keyTypes[0] : schema.type;
    const takesAny = type !== undefined && (type.values.length + type.ranges.length === 0 || type.formats.length > 0);
    return schema.keyword === undefined && takesAny && keywordless.at(-1) !== schema;
  });
  expect(open.map(([parent, schema]) => `${parent.element}/${schema.element}`)).toEqual([]);
});
