/**
 * Writes lib/junos/tree/schema-table.json from Juniper's YANG: what every configuration path is, in which order Junos keeps
 * statements, and since which release they exist.
 *
 *   node scripts/generate-schema.mjs [--check]     YANG from $JUNOS_FABRIC_SHARED/yang (default ../shared/yang)
 *
 * The table is a directed graph: nodes that are structurally equal are stored once. One node is one string, see
 * `serialize`; lib/junos/tree/schema.ts reads it. With --check nothing is written and a stale file makes the exit code 1.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseYang } from './yang-parser.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const TABLE = path.join(ROOT, 'lib/junos/tree/schema-table.json');
/** Types of text that has a form, by their names in YANG, where all of them are plain strings: lib/junos/values reads them. */
const FORMATS = [
  'areaid',
  'community',
  'interface-device',
  'interface-name',
  'interface-range-wild',
  'interface-unit',
  'interface-wildcard',
  'ipaddr',
  'ipaddr-or-interface',
  'ipaddr-scoped',
  'ipprefix',
  'ipprefix-mandatory',
  'ipprefix-only',
  'ipprefix-optional',
  'ipv4addr',
  'ipv4addr-or-interface',
  'ipv4prefix',
  'ipv4prefix-mandatory',
  'ipv4prefix-only',
  'ipv4prefix-optional',
  'ipv6addr',
  'ipv6addr-or-interface',
  'ipv6prefix',
  'ipv6prefix-mandatory',
  'ipv6prefix-only',
  'ipv6prefix-optional',
  'vlan-range',
];
/** Oldest first: an index into this list is what `since` and `last` mean in the table. */
const RELEASES = ['17.4R1', '19.1R1', '23.2R1', '24.4R1'];
/** The modules that Juniper publishes for the hierarchies this library writes; nothing inside them is left out. */
const MODULES = [
  'system',
  'chassis',
  'security',
  'interfaces',
  'forwarding-options',
  'policy-options',
  'routing-instances',
  'routing-options',
  'protocols',
  'switch-options',
  'vlans',
];
/** The top of a configuration as `show configuration` prints it; what is not named here is left out. */
const TOP_LEVEL_ORDER = ['version', 'when', 'groups', 'apply-groups', 'apply-groups-except', 'apply-macro', ...MODULES];
const APPLY_ADVANCED = ['apply-groups', 'apply-groups-except', 'apply-macro'];
const INTEGER_BOUNDS = {
  int8: [-128, 127],
  int16: [-32768, 32767],
  int32: [-2147483648, 2147483647],
  int64: ['-9223372036854775808', '9223372036854775807'],
  uint8: [0, 255],
  uint16: [0, 65535],
  uint32: [0, 4294967295],
  uint64: [0, '18446744073709551615'],
};

/** Nodes by id; equal nodes have one id, over all releases. */
class NodeStore {
  #ids = new Map();
  nodes = [];

  intern(node) {
    const text = JSON.stringify(node);
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    this.nodes.push(node);
    this.#ids.set(text, this.nodes.length - 1);
    return this.nodes.length - 1;
  }
}

/** One release's modules, expanded into nodes of the store. */
class Release {
  #store;
  #groupings = new Map();
  #typedefs = new Map();
  #cache = new Map();
  #roots = new Map();
  #rootModule;

  constructor(directory, store) {
    this.#store = store;
    const files = readdirSync(directory).sort();
    this.#load(directory, files, /^junos-common-types@/);
    this.#rootModule = this.#load(directory, files, /^junos-qfx-conf-root@/);
    for (const name of MODULES) {
      const module = this.#load(directory, files, new RegExp(`^junos-qfx-conf-${name}@`));
      const augment = module.substatements.find((s) => s.keyword === 'augment' && s.argument === '/jc:configuration');
      this.#roots.set(name, { module, substatements: augment.substatements });
    }
  }

  /** The node of <configuration>. */
  root() {
    const container = this.#rootModule.substatements.find((s) => s.keyword === 'container');
    const groupsList = container.substatements.find((s) => s.keyword === 'list');
    const own = this.#edges(container.substatements, this.#rootModule).filter((edge) => edge.name !== 'groups');
    const top = [...own, ...MODULES.flatMap((name) => this.#topLevel(name))];
    const inGroups = this.#edges(groupsList.substatements, this.#rootModule);
    const nameAndWhen = inGroups.filter((edge) => edge.name === 'name' || edge.name === 'when');
    const edges = [...nameAndWhen.filter((edge) => edge.name === 'name'), ...inOrder([...nameAndWhen, ...top])];
    const groups = this.#store.intern({ kind: 'list', keys: ['name'], user: true, edges });
    return this.#store.intern({ kind: 'container', edges: inOrder([...top, { name: 'groups', node: groups }]) });
  }

  #topLevel(name) {
    const { module, substatements } = this.#roots.get(name);
    return this.#edges(substatements, module).filter((edge) => edge.name === name);
  }

  #load(directory, files, pattern) {
    const file = files.find((name) => pattern.test(name));
    const module = parseYang(readFileSync(path.join(directory, file), 'utf8'), file);
    const groupings = new Map();
    for (const statement of module.substatements) {
      if (statement.keyword === 'grouping') groupings.set(statement.argument, statement);
      if (statement.keyword === 'typedef') this.#typedefs.set(statement.argument, statement);
    }
    this.#groupings.set(module, groupings);
    return module;
  }

  /** A statement's data nodes. `choices`: the `choice.case` pairs they stand in, outermost first. */
  #edges(substatements, module, choices = []) {
    return substatements.flatMap((statement) => this.#edgesOf(statement, module, choices));
  }

  #edgesOf({ keyword, argument: name, substatements }, module, choices) {
    if (keyword === 'uses') return this.#used(name, module, choices);
    if (keyword === 'choice') return this.#choice(name, substatements, module, choices);
    if (!['container', 'list', 'leaf', 'leaf-list'].includes(keyword)) return [];
    const edge = { name, node: this.#store.intern(this.#node(keyword, substatements, module)) };
    return [choices.length === 0 ? edge : { ...edge, choices }];
  }

  /** A data node directly in a choice is a case of its own. */
  #choice(name, branches, module, choices) {
    return branches.flatMap((branch) => {
      const within = [...choices, `${name}.${branch.argument}`];
      return branch.keyword === 'case'
        ? this.#edges(branch.substatements, module, within)
        : this.#edgesOf(branch, module, within);
    });
  }

  #used(name, module, choices) {
    const grouping = this.#groupings.get(module).get(name);
    if (grouping === undefined) throw new Error(`${module.argument}: no grouping ${name}`);
    if (choices.length > 0) return this.#edges(grouping.substatements, module, choices);
    let edges = this.#cache.get(grouping);
    if (edges === undefined) {
      edges = this.#edges(grouping.substatements, module);
      this.#cache.set(grouping, edges);
    }
    return edges;
  }

  #node(keyword, substatements, module) {
    const argument = (wanted) => substatements.find((s) => s.keyword === wanted)?.argument;
    const user = argument('ordered-by') === 'user';
    if (keyword === 'leaf') return { kind: 'leaf', ...this.#type(substatements) };
    if (keyword === 'leaf-list') return { kind: 'leaf-list', user, ...this.#type(substatements) };
    const edges = this.#edges(substatements, module);
    if (keyword === 'list') return { kind: 'list', keys: argument('key').split(/\s+/), user, edges };
    return { kind: 'container', ...(argument('presence') === undefined ? {} : { presence: true }), edges };
  }

  #type(substatements) {
    const collected = { empty: false, free: false, enums: [], ranges: [], formats: [] };
    const type = substatements.find((s) => s.keyword === 'type');
    this.#collect(type, collected);
    if (collected.empty) return { empty: true };
    if (/(?:^|:)policy-algebra$/.test(type.argument)) return { expression: true, ...ANY_TEXT };
    const { enums, ranges, formats } = collected;
    return collected.free ? ANY_TEXT : { enums, ranges, formats };
  }

  #collect(type, into) {
    const name = type.argument.replace(/^.*:/, '');
    if (name === 'empty') into.empty = true;
    else if (name === 'union')
      type.substatements.filter((s) => s.keyword === 'type').forEach((s) => this.#collect(s, into));
    else if (name === 'enumeration') into.enums.push(...type.substatements.map((s) => s.argument));
    else if (name in INTEGER_BOUNDS) into.ranges.push(...ranges(type, INTEGER_BOUNDS[name]));
    else if (name === 'string' && isPlaceholder(type)) return;
    else if (FORMATS.includes(name)) into.formats.push(name);
    else if (this.#typedefs.has(name))
      this.#collect(
        this.#typedefs.get(name).substatements.find((s) => s.keyword === 'type'),
        into,
      );
    else into.free = true;
  }
}

const ANY_TEXT = { enums: [], ranges: [], formats: [] };

/** Junos accepts `<wildcard>` and `$variable` in place of any number or choice; the table leaves that to its reader. */
function isPlaceholder(type) {
  return type.substatements.some((s) => s.keyword === 'pattern' && /^<\.\*>\|\$\.\*$/.test(s.argument));
}

function ranges(type, bounds) {
  const range = type.substatements.find((s) => s.keyword === 'range')?.argument;
  if (range === undefined) return [bounds];
  return range.split('|').map((part) => {
    const ends = part.split('..').map((end) => end.trim());
    const number = (end) => (end === 'min' ? bounds[0] : end === 'max' ? bounds[1] : Number(end));
    return [number(ends[0]), number(ends.at(-1))];
  });
}

function inOrder(edges) {
  const rank = (edge) => TOP_LEVEL_ORDER.indexOf(edge.name);
  return edges.filter((edge) => rank(edge) >= 0).sort((a, b) => rank(a) - rank(b));
}

/** Several releases' versions of one node, made one. */
class Merger {
  #store;
  #merged = new Map();
  #out;

  constructor(store, out) {
    this.#store = store;
    this.#out = out;
  }

  /** `ids[r]`: the node in release r, undefined where the release has none. */
  merge(ids) {
    const key = ids.join();
    let id = this.#merged.get(key);
    if (id === undefined) {
      id = this.#out.intern(
        this.#mergeNodes(ids.map((one) => (one === undefined ? undefined : this.#store.nodes[one]))),
      );
      this.#merged.set(key, id);
    }
    return id;
  }

  #mergeNodes(versions) {
    const present = versions.filter((one) => one !== undefined);
    const newest = present.at(-1);
    const same = versions.map((one) => (one?.kind === newest.kind ? one : undefined));
    if (newest.kind === 'container' || newest.kind === 'list') return this.#mergeInner(newest, same);
    return mergeLeaf(newest, same);
  }

  #mergeInner(newest, versions) {
    const names = [];
    for (const version of [...versions].reverse()) insertNames(names, version?.edges.map((edge) => edge.name) ?? []);
    const inner = names.filter((name) => !newest.keys?.includes(name));
    const advanced = APPLY_ADVANCED.every((name) => inner.includes(name));
    const edges = inner
      .filter((name) => !(advanced && APPLY_ADVANCED.includes(name)))
      .map((name) => this.#mergeEdge(name, versions));
    const { kind, presence, keys, user } = newest;
    const keyTypes = (keys ?? []).map((name) => this.#mergeEdge(name, versions));
    return { kind, presence, keys, user, advanced, keyTypes, edges };
  }

  #mergeEdge(name, versions) {
    const found = versions.map((version) => version?.edges.find((edge) => edge.name === name));
    const { since, last } = lifetime(versions, found);
    const { choices, node } = found.findLast((edge) => edge !== undefined);
    // the oldest YANG lists every statement below a route filter as an operator, too
    const merged = this.merge(name === 'choice-ident' ? [node] : found.map((edge) => edge?.node));
    return { name, node: merged, since, last, choices };
  }
}

/** Where a member of a parent exists: nothing said about releases that do not have the parent. */
function lifetime(parents, members) {
  const first = members.findIndex((one) => one !== undefined);
  const final = members.findLastIndex((one) => one !== undefined);
  return {
    since: parents.slice(0, first).some((parent) => parent !== undefined) ? first : undefined,
    last: parents.slice(final + 1).some((parent) => parent !== undefined) ? final : undefined,
  };
}

/** Adds the names that are not there yet, each after the one it follows in its own release. */
function insertNames(names, others) {
  let previous = -1;
  for (const name of others) {
    const at = names.indexOf(name);
    if (at < 0) names.splice(++previous, 0, name);
    else previous = at;
  }
}

function mergeLeaf(newest, versions) {
  if (newest.empty) return { kind: newest.kind, user: newest.user, empty: true };
  const typed = versions.map((one) => (one === undefined || one.empty ? undefined : one));
  const free = typed.some(
    (one) => one !== undefined && one.enums.length + one.ranges.length + one.formats.length === 0,
  );
  const { kind, user, expression } = newest;
  if (free) return { kind, user, expression, ...ANY_TEXT };
  const names = [];
  for (const one of [...typed].reverse()) insertNames(names, one?.enums ?? []);
  const enums = names.map((name) => ({
    name,
    ...lifetime(
      typed,
      typed.map((one) => (one?.enums.includes(name) ? one : undefined)),
    ),
  }));
  const all = typed.flatMap((one) => one?.ranges ?? []).map((range) => range.join('..'));
  const formats = [...new Set(typed.flatMap((one) => one?.formats ?? []))].sort();
  return { kind: newest.kind, user: newest.user, enums, ranges: [...new Set(all)], formats };
}

/**
 * One node as a string of words:
 *   c | p            container, presence container       l:keys | L:keys   list sorted by Junos, ordered by user
 *   f | e            leaf, leaf without a value          s | S             leaf-list sorted by Junos, ordered by user
 *   + after the kind: apply-groups, apply-groups-except and apply-macro are allowed
 *   & after the kind: its values are policy expressions
 *   =value           an enumerated value                 #a..b             a range of numbers
 *   ~format          text of a form                      (none of the three: any text)
 *   %node            type of a list's key, in order      name@node         a child
 *   >n <n after a value or child: index of its first and last release; ?choice.case … after a child: its cases
 */
function serialize(node, number) {
  const life = ({ since, last }) => (since === undefined ? '' : `>${since}`) + (last === undefined ? '' : `<${last}`);
  const kind = { container: 'c', list: 'l', leaf: 'f', 'leaf-list': 's' }[node.kind];
  const letter = node.presence ? 'p' : node.empty ? 'e' : node.user ? kind.toUpperCase() : kind;
  const marks = (node.advanced ? '+' : '') + (node.expression ? '&' : '');
  const words = [letter + marks + (node.keys ? `:${node.keys.join(',')}` : '')];
  for (const key of node.keyTypes ?? []) words.push(`%${number(key.node)}`);
  for (const value of node.enums ?? []) words.push(`=${value.name}${life(value)}`);
  for (const range of node.ranges ?? []) words.push(`#${range}`);
  for (const format of node.formats ?? []) words.push(`~${format}`);
  for (const { name, node: child, choices, ...times } of node.edges ?? []) {
    words.push(`${name}@${number(child)}${life(times)}${(choices ?? []).map((one) => `?${one}`).join('')}`);
  }
  return words.join(' ');
}

function generate(yang) {
  const store = new NodeStore();
  const roots = RELEASES.map((release) => new Release(path.join(yang, release), store).root());
  const merged = new NodeStore();
  const root = new Merger(store, merged).merge(roots);
  const numbers = new Map();
  const lines = [];
  const number = (id) => {
    if (!numbers.has(id)) {
      numbers.set(id, lines.length);
      const place = lines.push('') - 1;
      lines[place] = serialize(merged.nodes[id], number);
    }
    return numbers.get(id);
  };
  number(root);
  return `${JSON.stringify({ releases: RELEASES, nodes: lines }, null, 0).replaceAll('","', '",\n"')}\n`;
}

const yang = path.join(process.env.JUNOS_FABRIC_SHARED ?? path.join(ROOT, '../shared'), 'yang');
if (!existsSync(yang)) {
  console.error(`no YANG in ${path.relative(process.cwd(), yang)}: set JUNOS_FABRIC_SHARED to the folder that has it`);
  process.exit(2);
}
const text = generate(yang);
if (!process.argv.includes('--check')) writeFileSync(TABLE, text);
else if (readFileSync(TABLE, 'utf8') !== text) {
  console.error('lib/junos/tree/schema-table.json is not what the YANG says: run npm run generate:schema');
  process.exit(1);
}
