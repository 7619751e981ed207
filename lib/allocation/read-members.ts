import { memberSchema } from '../intent/member-record';
import { fabricName, hostname } from '../intent/schema';
import { duplicateLockFileKey, lockFileWrong } from './errors';
import type { JsonMember, JsonNode } from './json-reader';
import { plainValue } from './json-reader';
import { LAST_MEMBER } from './lock-file';
import type { FabricMembers, Member, Members } from './members';

/**
 * Reads the devices of a lock file. Their form is exact: it is committed and merged, and commands log in by it.
 *
 * @param label - the file as the user knows it
 * @throws FabricError `lockFileWrong`, `duplicateLockFileKey`
 */
export function readMembers(node: JsonNode, label: string): Members {
  return new Map(
    membersOf(node, 'members', label).map(({ line, name, value }) => {
      if (!fabricName.safeParse(name).success) wrong(label, 'members', line, name, 'the name of a fabric');
      return [name, fabricMembers(value, `members.${name}`, label)] as const;
    }),
  );
}

function fabricMembers(node: JsonNode, place: string, label: string): FabricMembers {
  const members = membersOf(node, place, label).filter(({ name }) => name !== LAST_MEMBER);
  return new Map(members.map((one) => [one.name, memberOf(one, place, label)] as const));
}

function memberOf({ line, name, value }: JsonMember, place: string, label: string): Member {
  if (!hostname.safeParse(name).success) wrong(label, place, line, name, 'the host name of a device');
  const said = plainValue(value);
  const { left, ...rest } =
    typeof said === 'object' && said !== null ? (said as { left?: unknown }) : { left: undefined };
  if (left !== undefined && left !== true)
    wrong(label, `${place}.${name}.left`, line, JSON.stringify(left), 'true, or nothing');
  const read = memberSchema.safeParse(rest);
  if (read.success) return { record: read.data, left: left === true };
  const [issue] = read.error.issues;
  const where = [place, name, ...(issue?.path ?? [])].map(String).join('.');
  return wrong(label, where, line, issue?.message ?? 'no record', 'what synth writes: address, port, login, group …');
}

function membersOf(node: JsonNode, place: string, label: string): readonly JsonMember[] {
  if (node.kind !== 'object') return wrong(label, place, node.line, node.kind, 'an object: { … }');
  const seen = new Map<string, JsonMember>();
  for (const member of node.members) {
    const first = seen.get(member.name);
    if (first !== undefined) {
      const values = [first, member].map(({ line }) => ({ line, given: '{…}' }));
      throw duplicateLockFileKey(label, `${place}.${member.name}`, values);
    }
    seen.set(member.name, member);
  }
  return node.members;
}

function wrong(label: string, place: string, line: number, given: string, allowed: string): never {
  throw lockFileWrong(label, place, line, given, allowed);
}
