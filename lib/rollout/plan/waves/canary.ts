import { compareText } from '../../../model/order';
import type { PlannedDevice } from '../../planned-device';
import { gatewaysAfter, gatewaysBefore, isServing, serverKey, sessionsAfter, sessionsBefore } from './server-sessions';

/**
 * The device that changes first: the one named, where it changes; else the one whose failure would hurt least. A leaf is
 * better than a spine; then few servers that have no other attachment count, then few servers at all, then the first by name.
 */
export function canaryOf(participants: readonly PlannedDevice[], named?: string): string | undefined {
  const changing = participants.filter(({ change }) => change.needed);
  if (changing.some(({ hostname }) => hostname === named)) return named;
  const homes = homesByServer(participants);
  const ranked = changing.map((one) => ({ hostname: one.hostname, harm: harmOf(one, homes) }));
  ranked.sort((one, other) => compareHarm(one.harm, other.harm) || compareText(one.hostname, other.hostname));
  return ranked[0]?.hostname;
}

/** The worse the greater, the first number that differs decides. */
type Harm = readonly [isSpine: number, singleHomed: number, servers: number];

function harmOf(participant: PlannedDevice, homes: ReadonlyMap<string, number>): Harm {
  const servers = serversOf(participant);
  const singleHomed = servers.filter((server) => (homes.get(server) ?? 0) < 2).length;
  return [participant.device.role === 'spine' ? 1 : 0, singleHomed, servers.length];
}

function compareHarm(one: Harm, other: Harm): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}

function homesByServer(participants: readonly PlannedDevice[]): Map<string, number> {
  const homes = new Map<string, number>();
  for (const server of participants.flatMap(serversOf)) homes.set(server, (homes.get(server) ?? 0) + 1);
  return homes;
}

/** Those that it serves, bridged ones by their gateway: from an attachment that is drained nothing can be taken, and no other attachment can lean on it. */
function serversOf({ change }: PlannedDevice): string[] {
  const sessions = [...sessionsBefore(change), ...sessionsAfter(change)];
  const gateways = [...gatewaysBefore(change), ...gatewaysAfter(change)].map(({ name, vrf }) => `${vrf} ${name}`);
  return [...new Set([...sessions.filter(isServing).map(serverKey), ...gateways])];
}
