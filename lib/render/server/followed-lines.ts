import { serverLineNotFollowed } from '../errors';
import type { DeviceIntent, FabricIntent, InterfaceIntent, PeeringIntent } from '../../intent/fabric-intent';
import { Asn } from '../../model/asn';
import { IpAddress } from '../../model/ip-address';
import { DEFAULT_BFD_MULTIPLIER, LEAST_HOLD_TIME_SEC } from '../../model/junos-defaults';
import { readRawLine } from '../raw-line';
import type { ServerSide } from './server-side';

/**
 * Set lines of the user on a leaf add to what is generated there. Those that change what the server must say are followed
 * at its end or refused; every other statement of a session and of a port was looked at, and is the leaf's own business.
 */

/** A statement of a user's line, seen from the session or the port that it is about. */
interface Statement {
  /** As the user wrote the line. */
  readonly line: string;
  readonly constructPath: string;
  /** Below the session or the port. */
  readonly words: readonly string[];
  readonly isUnchecked: boolean;
  readonly place: Place;
}

/** Where a statement stands; what stands nearer to a session wins. */
enum Place {
  INSTANCE,
  BGP,
  GROUP,
  NEIGHBOR,
}

/** What the leaf's end of a session says because of set lines. */
export interface FollowedSession extends Partial<Pick<PeeringIntent, 'bfd' | 'holdTimeSec' | 'ttlSecurity'>> {
  /** AS number of the leaf on this session. */
  readonly localAsn?: number;
}

const GTSM_TTL = '255';

/** What set lines change of the leaf's end of a session, where the server can follow. */
export function followedSession(device: DeviceIntent, peering: PeeringIntent): FollowedSession {
  const statements = statementsOfSession(device, peering);
  if (statements.length === 0) return {};
  const value = (ours: boolean, ...path: readonly string[]): string | undefined => valueOf(statements, ours, path);
  const localAs = value(false, 'local-as') ?? value(false, 'routing-options', 'autonomous-system');
  const holdTime = value(peering.holdTimeSec !== undefined, 'hold-time');
  const ttl = value(peering.ttlSecurity === true, 'ttl');
  const interval = value(peering.bfd !== undefined, 'bfd-liveness-detection', 'minimum-interval');
  const multiplier = value(peering.bfd !== undefined, 'bfd-liveness-detection', 'multiplier');
  return {
    ...(localAs !== undefined && /^[\d.]+$/.test(localAs) && { localAsn: Asn.parse(localAs).value }),
    ...(holdTime !== undefined && { holdTimeSec: Number(holdTime) }),
    ...(ttl !== undefined && { ttlSecurity: ttl === GTSM_TTL ? true : undefined }),
    ...(interval !== undefined && {
      bfd: { minimumIntervalMs: Number(interval), multiplier: Number(multiplier ?? DEFAULT_BFD_MULTIPLIER) },
    }),
  };
}

/** The value that holds; `ours`: whether the group has a generated one, over which only a neighbor's own wins. */
function valueOf(statements: readonly Statement[], ours: boolean, path: readonly string[]): string | undefined {
  const found = statements
    .filter(({ place, words }) => path.every((word, i) => words[i] === word) && (!ours || place === Place.NEIGHBOR))
    .sort((a, b) => b.place - a.place);
  return found[0]?.words[path.length];
}

const BY_HAND = 'leave the line out, or write the configuration of the server by hand and leave serverSide out';
const insteadUse = (options: string): string => `leave the line out and use ${options}`;

/** Statements that need an answer at the server's end that is not written there, with what to do instead. */
const NOT_FOLLOWED: Readonly<Record<string, string>> = {
  'authentication-algorithm': insteadUse('authentication'),
  'authentication-key': insteadUse('authentication'),
  'authentication-key-chain': insteadUse('authentication'),
  'disable-4byte-as': BY_HAND,
  'forwarding-context': BY_HAND,
  'ipsec-sa': insteadUse('authentication'),
  'local-address': insteadUse('localAddress'),
  'local-interface': BY_HAND,
  multihop: insteadUse('multihop'),
  nlri: BY_HAND,
  protocol: BY_HAND,
  'route-server-client': BY_HAND,
};

/** The same below `bfd-liveness-detection`. */
const BFD_NOT_FOLLOWED: ReadonlySet<string> = new Set([
  'authentication',
  'echo',
  'echo-lite',
  'minimum-receive-interval',
  'minimum-transmit-interval',
]);

/** @throws FabricError `serverLineNotFollowed` */
export function requireFollowedSessions({ devices }: FabricIntent, { name }: ServerSide): void {
  for (const device of devices) {
    for (const peering of device.peerings.filter(({ server }) => server === name)) {
      for (const statement of statementsOfSession(device, peering)) {
        const instead = insteadOfSession(statement, peering);
        if (instead !== undefined) throw notFollowed(name, device.hostname, statement, instead);
      }
    }
  }
}

/** Undefined where the statement is followed or needs no answer. @param own - the session as it is generated */
function insteadOfSession({ isUnchecked, place, words }: Statement, own: PeeringIntent): string | undefined {
  const [first = '', second = '', third = ''] = words;
  if (isUnchecked) return BY_HAND;
  switch (first) {
    case 'hold-time':
      return Number(second) < LEAST_HOLD_TIME_SEC ? insteadUse('holdTimeSec') : undefined;
    case 'family':
      return second === own.family && (third === 'unicast' || third === '') ? undefined : BY_HAND;
    case 'bfd-liveness-detection':
      return isFollowedBfd(words.slice(1), place, own)
        ? undefined
        : insteadUse('bfdMinimumIntervalMs and bfdMultiplier');
    default:
      return NOT_FOLLOWED[first];
  }
}

/** Whether a neighbor with BFD of its own still has what its group says is not known, so there it is not followed. */
function isFollowedBfd([first = '', second = '']: readonly string[], place: Place, own: PeeringIntent): boolean {
  if (BFD_NOT_FOLLOWED.has(first)) return false;
  if (first === 'transmit-interval') return second !== 'minimum-interval';
  if (first === 'session-mode') return second !== 'multihop';
  return place !== Place.NEIGHBOR || own.bfd === undefined;
}

/** What set lines change of a leaf's port, where the server can follow. */
export function followedPort(
  device: DeviceIntent,
  { port, unit }: InterfaceIntent,
): Partial<Pick<InterfaceIntent, 'mtu' | 'inetMtu' | 'inet6Mtu'>> {
  const statements = statementsOfPort(device, port, unit);
  const [mtu, inetMtu, inet6Mtu] = [['mtu'], ['unit', 'family', 'inet', 'mtu'], ['unit', 'family', 'inet6', 'mtu']].map(
    (path) => valueOf(statements, false, path),
  );
  return {
    ...(mtu !== undefined && { mtu: Number(mtu) }),
    ...(inetMtu !== undefined && { inetMtu: Number(inetMtu) }),
    ...(inet6Mtu !== undefined && { inet6Mtu: Number(inet6Mtu) }),
  };
}

const PORT_OPTIONS = insteadUse('vlanId, native, unit and aggregate of the attachment');

/** Statements of a port, and of its unit, that decide which frames are on the cable. */
const FRAMES: ReadonlySet<string> = new Set([
  'aggregated-ether-options',
  'encapsulation',
  'flexible-vlan-tagging',
  'native-vlan-id',
  'stacked-vlan-tagging',
  'vlan-tagging',
]);
const FRAMES_OF_UNIT: ReadonlySet<string> = new Set([
  'encapsulation',
  'input-vlan-map',
  'output-vlan-map',
  'vlan-id',
  'vlan-id-list',
  'vlan-id-range',
  'vlan-tags',
]);

/** @throws FabricError `serverLineNotFollowed` */
export function requireFollowedPorts({ devices }: FabricIntent, { links, name }: ServerSide): void {
  for (const { attachment } of links) {
    const { hostname, port, unit } = attachment;
    const device = devices.find((one) => one.hostname === hostname);
    const statements = device === undefined ? [] : statementsOfPort(device, port, unit);
    const refused = statements.find((one) => one.isUnchecked || changesFrames(one.words));
    if (refused !== undefined) throw notFollowed(name, hostname, refused, PORT_OPTIONS);
  }
}

function changesFrames([first = '', second = '']: readonly string[]): boolean {
  return FRAMES.has(first) || second === '802.3ad' || (first === 'unit' && FRAMES_OF_UNIT.has(second));
}

function notFollowed(server: string, leaf: string, { constructPath, line }: Statement, instead: string): Error {
  return serverLineNotFollowed(server, leaf, line, instead, constructPath);
}

/** Those that hold for a session: on it, on its group, on BGP in its VRF, and the VRF's AS number. */
function statementsOfSession(device: DeviceIntent, { group, neighbor, vrf }: PeeringIntent): Statement[] {
  const instance = ['routing-instances', vrf];
  const bgp = [...instance, 'protocols', 'bgp'];
  const ofGroup = [...bgp, 'group', group];
  return statementsOf(device, (words) => {
    if (begins(words, [...instance, 'routing-options', 'autonomous-system'])) {
      return { place: Place.INSTANCE, words: words.slice(instance.length) };
    }
    if (!begins(words, bgp)) return undefined;
    const [keyword, ...below] = words.slice(bgp.length);
    if (keyword !== 'group') return { place: Place.BGP, words: words.slice(bgp.length) };
    if (!begins(words, ofGroup)) return undefined;
    const [, ofKeyword, address = '', ...ofNeighbor] = below;
    if (ofKeyword !== 'neighbor') return { place: Place.GROUP, words: words.slice(ofGroup.length) };
    return isAddress(address, neighbor) ? { place: Place.NEIGHBOR, words: ofNeighbor } : undefined;
  });
}

/** Whether a word is this address, however it is spelled. */
function isAddress(word: string, address: string): boolean {
  if (word === address) return true;
  try {
    return IpAddress.parse(word).toString() === address;
  } catch {
    return false;
  }
}

/** Those of a port itself, and of one of its units, without the unit's number. */
function statementsOfPort(device: DeviceIntent, port: string, unit: number): Statement[] {
  return statementsOf(device, (words) => {
    if (!begins(words, ['interfaces', port])) return undefined;
    const [first = '', number, ...below] = words.slice(2);
    const place = Place.NEIGHBOR;
    if (first !== 'unit') return { place, words: words.slice(2) };
    return number === String(unit) ? { place, words: [first, ...below] } : undefined;
  });
}

function statementsOf(
  { statements = [] }: DeviceIntent,
  seen: (words: readonly string[]) => Pick<Statement, 'place' | 'words'> | undefined,
): Statement[] {
  return statements.flatMap(({ constructPath, line, unchecked }) =>
    [...readRawLine(line, unchecked === true).statements()].flatMap((one) => {
      const at = seen(one.words);
      return at === undefined ? [] : [{ ...at, line, constructPath, isUnchecked: one.unchecked === true }];
    }),
  );
}

function begins(words: readonly string[], path: readonly string[]): boolean {
  return path.every((word, i) => words[i] === word);
}
