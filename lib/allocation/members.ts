import type { Leaver, MemberRecord } from '../intent/member-record';
import { compareText } from '../model/order';

/** A device that is, or was, in a fabric. */
export interface Member {
  readonly record: MemberRecord;
  /** Whether the program does not have it any more. It stays until somebody says that it is to be forgotten. */
  readonly left: boolean;
}

/** The devices of one fabric, by host name. */
export type FabricMembers = ReadonlyMap<string, Member>;

/** The devices of every fabric, by the fabric's name. */
export type Members = ReadonlyMap<string, FabricMembers>;

/** A fabric as its program has it now. */
export interface LivingFabric {
  readonly name: string;
  /** The name it had before: its devices are those of this fabric. */
  readonly formerName?: string;
  /** By host name. */
  readonly devices: ReadonlyMap<string, MemberRecord>;
  /** Whether two devices have a host key in common, as known_hosts says. */
  readonly haveOneHostKey: (one: MemberRecord, other: MemberRecord) => boolean;
}

type NamedMember = readonly [hostname: string, member: Member];

/** What the file should say of a fabric: those that the program has, and, marked, those that it had. */
export function membersNow(recorded: Members, fabric: LivingFabric): FabricMembers {
  const { devices, formerName, name } = fabric;
  const former = formerName === undefined ? undefined : recorded.get(formerName);
  const known = new Map([...(former ?? []), ...(recorded.get(name) ?? [])]);
  const left = [...known]
    .filter(([hostname, { record }]) => !devices.has(hostname) && !isLiving(record, fabric))
    .map(([hostname, { record }]): NamedMember => [hostname, { record, left: true }]);
  const living = [...devices].map(([hostname, record]): NamedMember => [hostname, { record, left: false }]);
  return new Map([...living, ...left].sort(([one], [other]) => compareText(one, other)));
}

/** Under another name, or another device in its place: what stands there is that one's, and is never taken as a leaver's. */
function isLiving(record: MemberRecord, { devices, haveOneHostKey }: LivingFabric): boolean {
  return [...devices.values()].some(
    (one) =>
      (one.managementAddress === record.managementAddress && one.managementPort === record.managementPort) ||
      haveOneHostKey(one, record),
  );
}

/** The devices that have left. */
export function leaversIn(members: FabricMembers): Leaver[] {
  return devicesIn(new Map([...members].filter(([, { left }]) => left)));
}

/** All devices, with their host names. */
export function devicesIn(members: FabricMembers): Leaver[] {
  return [...members].map(([hostname, { record }]) => ({ ...record, hostname }));
}

/** Whether both say the same. */
export function sameMembers(one: FabricMembers | undefined, other: FabricMembers | undefined): boolean {
  return memberLines(one ?? new Map()).join() === memberLines(other ?? new Map()).join();
}

/** One line a device, as it stands in the file. */
export function memberLines(members: FabricMembers): string[] {
  return [...members]
    .sort(([one], [other]) => compareText(one, other))
    .map(([hostname, { left, record }]) => {
      const { addresses, engineHostnames, group, knownHosts, login, managementAddress, managementPort } = record;
      const { model, removalPolicy } = record;
      // In one order, whatever order it was read or made in.
      const said = { managementAddress, managementPort, login, model, engineHostnames, group, removalPolicy };
      const more = { knownHosts, addresses, ...(left && { left }) };
      return `${JSON.stringify(hostname)}: ${JSON.stringify({ ...said, ...more })}`;
    });
}
