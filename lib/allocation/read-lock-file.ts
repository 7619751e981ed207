import type { NamedAllocation } from './errors';
import {
  duplicateAllocation,
  lockFileHasConflict,
  duplicateLockFileKey,
  lockFileMalformed,
  lockFileWrong,
} from './errors';
import { parseKey } from './allocation-key';
import type { Extent } from './extent';
import { compareExtents, overlaps } from './extent';
import type { JsonMember, JsonNode } from './json-reader';
import { isFault, readJson } from './json-reader';
import { isPoolName } from './pool-name';
import type { LockEntry, LockFile } from './lock-file';
import { LAST_MEMBER, LOCK_VERSION, LOCK_VERSION_WITH_MEMBERS, REMOVED } from './lock-file';
import type { Members } from './members';
import { readMembers } from './read-members';

const CONFLICT_MARKER = /^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/m;

/**
 * Reads the text of a lock file. It is committed and merged, and people edit it, so everything in it is checked: whatever
 * is wrong is named with its place in the file.
 *
 * @param label - the file as the user knows it
 * @throws FabricError for merge conflicts, what is no JSON, unknown members, keys and values that are none, and
 * values that two keys have
 */
export function readLockFile(text: string, label: string): LockFile {
  return new LockFileReader(label).read(text).allocations;
}

/** The same with the devices of fabrics. */
export function readWholeLockFile(text: string, label: string): ReadLockFile {
  return new LockFileReader(label).read(text);
}

/** All that a lock file says. */
interface ReadLockFile {
  readonly allocations: LockFile;
  readonly members: Members;
}

interface Located {
  readonly name: string;
  readonly key: string;
  readonly line: number;
  readonly entry: LockEntry;
}

const VERSIONS: ReadonlySet<string> = new Set([LOCK_VERSION, LOCK_VERSION_WITH_MEMBERS].map(String));

class LockFileReader {
  private readonly label: string;

  constructor(label: string) {
    this.label = label;
  }

  read(text: string): ReadLockFile {
    this.requireNoConflict(text);
    const root = readJson(text);
    if (isFault(root)) throw lockFileMalformed(this.label, root.line, root.why);
    const top = this.membersOf(root, '');
    for (const { name, line, value } of top.values()) {
      if (name === 'lockVersion') this.requireVersion(value);
      else if (name !== 'allocations' && name !== 'members') {
        this.wrong(name, line, quoted(name), '"lockVersion", "allocations" and "members"');
      }
    }
    const version = top.get('lockVersion');
    if (version === undefined) this.wrong('', root.line, 'no "lockVersion"', `"lockVersion": ${LOCK_VERSION}`);
    const allocations = top.get('allocations');
    if (allocations === undefined) this.wrong('', root.line, 'no "allocations"', '"allocations": {}');
    const members = top.get('members');
    return {
      allocations: this.sections(allocations.value),
      members: members === undefined ? new Map() : readMembers(members.value, this.label),
    };
  }

  private sections(node: JsonNode): LockFile {
    const located: Located[] = [];
    const sections = new Map<string, Map<string, LockEntry>>();
    for (const { name, line, value } of this.membersOf(node, 'allocations').values()) {
      if (!isPoolName(name)) {
        this.wrong(memberPath('allocations', name), line, quoted(name), 'the name of a fabric or of its pools');
      }
      const entries = this.entries(name, value);
      located.push(...entries);
      sections.set(name, new Map(entries.map(({ key, entry }) => [key, entry])));
    }
    this.requireApart(located);
    return sections;
  }

  private entries(name: string, node: JsonNode): Located[] {
    const place = memberPath('allocations', name);
    return [...this.membersOf(node, place).values()]
      .filter((member) => member.name !== LAST_MEMBER)
      .map((member) => ({ name, key: member.name, line: member.line, entry: this.entry(place, member) }));
  }

  private entry(place: string, { name: key, line, value }: JsonMember): LockEntry {
    const kind = parseKey(key)?.kind;
    const path = memberPath(place, key);
    if (kind === undefined) {
      return this.wrong(path, line, quoted(key), 'a key such as "vni VRF_5" or "subnet server1 leaf10 et-0/0/15"');
    }
    const given = value.kind === 'string' ? value.value : '';
    const removed = given.endsWith(REMOVED);
    const text = removed ? given.slice(0, -REMOVED.length) : given;
    const extent = kind.extentOf(text);
    if (extent !== undefined) return { value: text, removed, extent };
    return this.wrong(path, value.line, describe(value), `${kind.allowed}, in double quotes`);
  }

  /** Sorted by what they take up, values that collide are neighbors. */
  private requireApart(located: readonly Located[]): void {
    const held = located.map((one) => ({ ...one, extent: withinName(one) }));
    held.sort((a, b) => compareExtents(a.extent, b.extent) || a.line - b.line);
    for (const [i, one] of held.entries()) {
      const before = held[i - 1];
      if (before === undefined || !overlaps(before.extent, one.extent)) continue;
      const [first, second] = before.line < one.line ? [before, one] : [one, before];
      throw duplicateAllocation(this.label, described(first), described(second));
    }
  }

  private membersOf(node: JsonNode, place: string): Map<string, JsonMember> {
    if (node.kind !== 'object') return this.wrong(place, node.line, describe(node), 'an object: { … }');
    const members = new Map<string, JsonMember>();
    for (const member of node.members) {
      const first = members.get(member.name);
      if (first !== undefined) {
        const values = [first, member].map(({ line, value }) => ({ line, given: describe(value) }));
        throw duplicateLockFileKey(this.label, memberPath(place, member.name), values);
      }
      members.set(member.name, member);
    }
    return members;
  }

  private requireVersion(node: JsonNode): void {
    if (node.kind === 'other' && VERSIONS.has(node.text)) return;
    this.wrong(
      'lockVersion',
      node.line,
      describe(node),
      `${[...VERSIONS].join(' or ')}; another version of cdktf-junos-fabric wrote the file`,
    );
  }

  private requireNoConflict(text: string): void {
    const at = CONFLICT_MARKER.exec(text)?.index;
    if (at !== undefined) throw lockFileHasConflict(this.label, text.slice(0, at).split('\n').length);
  }

  private wrong(path: string, line: number, given: string, allowed: string): never {
    throw lockFileWrong(this.label, path, line, given, allowed);
  }
}

/** RD numbers of different names never meet. */
function withinName({ name, key, entry }: Located): Extent {
  const isPerName = parseKey(key)?.kind.isPerName === true;
  return isPerName ? { ...entry.extent, space: `${entry.extent.space} ${name}` } : entry.extent;
}

function described({ name, key, line, entry }: Located): NamedAllocation {
  return { key, name, line, value: entry.removed ? `${entry.value}${REMOVED}` : entry.value };
}

function memberPath(place: string, name: string): string {
  if (place === '') return name;
  return /^[A-Za-z_]\w*$/.test(name) ? `${place}.${name}` : `${place}[${quoted(name)}]`;
}

function describe(node: JsonNode): string {
  if (node.kind === 'object') return '{…}';
  if (node.kind === 'array') return '[…]';
  return node.kind === 'string' ? quoted(node.value) : node.text;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
