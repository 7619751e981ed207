import type { FabricIntent } from '../../../intent/fabric-intent';
import { listed } from '../../../model/listing';
import type { PlannedDevice } from '../../planned-device';
import type { Gateway, ServerSessions } from './server-sessions';
import {
  gatewaysAfter,
  gatewaysBefore,
  interconnectedVrfs,
  isServing,
  serverKey,
  sessionsAfter,
  sessionsBefore,
} from './server-sessions';
import type { Shared } from './shared';

/** Where the things that devices share are known from, beside the devices themselves. */
export interface SharedSources {
  /** The fabric that is rolled out, and others that are on the same devices or servers. */
  readonly fabrics: readonly FabricIntent[];
  /** How many attachments of one server may be in motion at the same time. */
  readonly maxUnavailable: number;
}

/**
 * Everything that keeps devices of a change apart: servers of the old state and of the new one, servers of the intents, gateways of
 * bridged servers, ways to other sites, Ethernet segments of the committed configurations, redundancy groups, and being a spine.
 */
export function sharedThings(participants: readonly PlannedDevice[], sources: SharedSources): Shared[] {
  const { fabrics, maxUnavailable } = sources;
  return [
    ...configuredServers(participants, maxUnavailable),
    ...fabrics.flatMap((fabric) => intendedServers(fabric, maxUnavailable)),
    ...gateways(participants),
    ...interconnects(participants),
    ...ethernetSegments(participants),
    ...redundancyGroups(participants, fabrics),
    ...spines(participants),
  ].filter(({ members }) => members.size > 1);
}

/** All attachments of a server; and where some are drained, the others by themselves: of these, too, one stays. */
function configuredServers(participants: readonly PlannedDevice[], maxUnavailable: number): Shared[] {
  const sessions = participants.flatMap(({ change }) => [...sessionsBefore(change), ...sessionsAfter(change)]);
  const withDrained = new Set(sessions.filter((one) => !isServing(one)).map(serverKey));
  return [
    ...serversBy(participants, maxUnavailable, () => true),
    ...serversBy(participants, maxUnavailable, (one) => withDrained.has(serverKey(one)) && isServing(one)),
  ];
}

function serversBy(
  participants: readonly PlannedDevice[],
  maxUnavailable: number,
  counts: (session: ServerSessions) => boolean,
): Shared[] {
  const keys = (sessions: readonly ServerSessions[]): string[] => sessions.filter(counts).map(serverKey);
  const before = homesBy(participants, (one) => keys(sessionsBefore(one.change)));
  const after = homesBy(participants, (one) => keys(sessionsAfter(one.change)));
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
  const drained = drainedHomes(fabric);
  return fabric.servers.flatMap(({ name, attachments }) => {
    const homes = new Set(attachments.map(({ hostname }) => hostname));
    const serving = new Set([...homes].filter((hostname) => !drained.has(`${name} ${hostname}`)));
    const what = `server ${name} of ${fabric.name}`;
    return [homes, ...(serving.size < homes.size ? [serving] : [])].map((members) => ({
      what,
      members,
      limit: limitOf(members.size, maxUnavailable),
    }));
  });
}

/** Server and leaf of each attachment that is drained. */
function drainedHomes({ devices }: FabricIntent): ReadonlySet<string> {
  return new Set(
    devices.flatMap(({ hostname, peerings }) =>
      peerings.flatMap(({ drained, server }) =>
        drained === undefined || server === undefined ? [] : [`${server} ${hostname}`],
      ),
    ),
  );
}

/** Whatever is allowed, one attachment of a server that has several stays. */
function limitOf(homes: number, maxUnavailable: number): number {
  return Math.max(1, Math.min(maxUnavailable, homes - 1));
}

/**
 * Of the devices with one IRB interface of a VRF one stays. Which servers are bridged to which of them nobody tells but the Ethernet
 * segments, which are kept apart by themselves; on every leaf of a large fabric the same gateway is no reason to change them one by one.
 */
function gateways(participants: readonly PlannedDevice[]): Shared[] {
  const keyOf = ({ name, vrf }: Gateway): string => `${name} of ${vrf}`;
  const homes = homesBy(participants, ({ change }) => [...gatewaysBefore(change), ...gatewaysAfter(change)].map(keyOf));
  return oneStays(homes, (keys) => `the servers behind ${listed(keys)}`);
}

/** Nor do all devices change at once that connect a VRF to another site. */
function interconnects(participants: readonly PlannedDevice[]): Shared[] {
  const homes = homesBy(participants, ({ change }) => interconnectedVrfs(change));
  return oneStays(homes, (vrfs) => `the way of ${listed(vrfs)} to other sites`);
}

/** One of the devices that have a thing; a device has dozens of one kind, which others have, too. */
function oneStays(
  homes: ReadonlyMap<string, ReadonlySet<string>>,
  what: (keys: readonly string[]) => string,
): Shared[] {
  const alike = new Map<string, string[]>();
  for (const [key, members] of homes) {
    const devices = [...members].join(' ');
    alike.set(devices, [...(alike.get(devices) ?? []), key]);
  }
  return [...alike].map(([devices, keys]) => {
    const members = new Set(devices.split(' '));
    return { what: what(keys), members, limit: Math.max(1, members.size - 1) };
  });
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
