import type { FabricIntent } from '../intent/fabric-intent';
import type { PlannedDevice } from './planned-device';
import { serverKey, sessionsAfter, sessionsBefore } from './server-sessions';
import type { Shared } from './shared';

/** Where the things that devices share are known from, beside the devices themselves. */
export interface SharedSources {
  /** The fabric that is rolled out, and others that are on the same devices or servers. */
  readonly fabrics: readonly FabricIntent[];
  /** How many homes of one server may be in motion at the same time. */
  readonly maxUnavailable: number;
}

/**
 * Everything that keeps devices of a change apart: servers of the old state and of the new one, servers of the intents,
 * Ethernet segments of the committed configurations, redundancy groups, and being a spine.
 */
export function sharedThings(participants: readonly PlannedDevice[], sources: SharedSources): Shared[] {
  const { fabrics, maxUnavailable } = sources;
  return [
    ...configuredServers(participants, maxUnavailable),
    ...fabrics.flatMap((fabric) => intendedServers(fabric, maxUnavailable)),
    ...ethernetSegments(participants),
    ...redundancyGroups(participants, fabrics),
    ...spines(participants),
  ].filter(({ members }) => members.size > 1);
}

function configuredServers(participants: readonly PlannedDevice[], maxUnavailable: number): Shared[] {
  const before = homesBy(participants, (one) => sessionsBefore(one.change).map(serverKey));
  const after = homesBy(participants, (one) => sessionsAfter(one.change).map(serverKey));
  return [...new Set([...before.keys(), ...after.keys()])].map((key) => {
    const [old, next] = [before.get(key) ?? new Set<string>(), after.get(key) ?? new Set<string>()];
    const fewest = Math.min(...[old.size, next.size].filter((size) => size > 0));
    const [vrf = '', group = ''] = key.split(' ');
    return {
      what: `server ${group} of ${vrf}`,
      members: new Set([...old, ...next]),
      limit: limitOf(fewest, maxUnavailable),
    };
  });
}

function intendedServers(fabric: FabricIntent, maxUnavailable: number): Shared[] {
  return fabric.servers.map(({ name, attachments }) => {
    const members = new Set(attachments.map(({ hostname }) => hostname));
    return { what: `server ${name} of ${fabric.name}`, members, limit: limitOf(members.size, maxUnavailable) };
  });
}

/** Whatever is allowed, one home of a server that has several stays. */
function limitOf(homes: number, maxUnavailable: number): number {
  return Math.max(1, Math.min(maxUnavailable, homes - 1));
}

function ethernetSegments(participants: readonly PlannedDevice[]): Shared[] {
  return onePerKey(
    homesBy(participants, (one) => one.ethernetSegments),
    (esi) => `Ethernet segment ${esi}`,
  );
}

function redundancyGroups(participants: readonly PlannedDevice[], fabrics: readonly FabricIntent[]): Shared[] {
  const groups = new Map<string, Set<string>>();
  const devices = [...participants.map(({ device }) => device), ...fabrics.flatMap((fabric) => fabric.devices)];
  for (const { hostname, redundancyGroup } of devices) {
    if (redundancyGroup !== undefined) addTo(groups, redundancyGroup, hostname);
  }
  return onePerKey(groups, (group) => `redundancy group ${group}`);
}

function spines(participants: readonly PlannedDevice[]): Shared[] {
  const members = participants.filter(({ device }) => device.role === 'spine').map(({ hostname }) => hostname);
  return [{ what: 'the spines', members: new Set(members), limit: 1 }];
}

function onePerKey(homes: ReadonlyMap<string, ReadonlySet<string>>, what: (key: string) => string): Shared[] {
  return [...homes].map(([key, members]) => ({ what: what(key), members, limit: 1 }));
}

function homesBy(
  participants: readonly PlannedDevice[],
  keysOf: (participant: PlannedDevice) => readonly string[],
): Map<string, Set<string>> {
  const homes = new Map<string, Set<string>>();
  for (const participant of participants) {
    for (const key of keysOf(participant)) addTo(homes, key, participant.hostname);
  }
  return homes;
}

function addTo(sets: Map<string, Set<string>>, key: string, member: string): void {
  sets.set(key, (sets.get(key) ?? new Set<string>()).add(member));
}
