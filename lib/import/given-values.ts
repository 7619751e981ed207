import type { DeviceIntent, FabricIntent, PeeringIntent } from '../intent/fabric-intent';
import type { Configuration, FlatStatement } from '../junos/tree/configuration';
import { setLine } from '../junos/formats/set-writer';
import { ownedPlace } from '../render/owned-place';
import { renderDevice } from '../render/render-device';
import type { FoundDevice } from './found-device';
import { withoutNewDescriptions } from './found-interfaces';
import { leftInGroup } from './found-sessions';

/** A value at a place of the program that a configuration group of others, or an `interface-range`, gives. */
export interface GivenValue {
  readonly words: readonly string[];
  readonly line: string;
  /** Who gives it: `the configuration group SITE`. */
  readonly by: string;
  /** Whether the program says the same; else it is in the way of the first rollout. */
  readonly isSaid: boolean;
}

/** What others give at the places of the program on a device, in the order of the configuration. */
export function givenValues(
  { effective }: FoundDevice,
  device: DeviceIntent | undefined,
  fabric: FabricIntent,
): GivenValue[] {
  if (device === undefined) return [];
  const { group } = renderDevice(device, fabric);
  const said = new Set([...group.statements()].map(({ words }) => keyOf(words)));
  const places = new Set(placesIn(group, fabric).map(keyOf));
  const isOurs = (words: readonly string[]): boolean => words.some((_, i) => places.has(keyOf(words.slice(0, i + 1))));
  return [...effective.statements()].flatMap((statement) => {
    const { words } = statement;
    const by = giverOf(statement, fabric.name);
    if (by === undefined || !isOurs(words)) return [];
    return [{ words, line: setLine(words), by, isSaid: said.has(keyOf(words)) }];
  });
}

function giverOf({ range, source }: FlatStatement, fabric: string): string | undefined {
  if (range !== undefined) return `the interface-range ${range}`;
  return source === undefined || source === fabric ? undefined : `the configuration group ${source}`;
}

/** The places that are the fabric's as a whole on a device. */
export function ownedPlaces(device: DeviceIntent, intent: FabricIntent): (readonly string[])[] {
  return placesIn(renderDevice(device, intent).group, intent);
}

function placesIn(group: Configuration, { vrfs }: FabricIntent): (readonly string[])[] {
  const ownedVrfs = new Set(vrfs.flatMap(({ name, owned }) => (owned ? [name] : [])));
  const places = [...group.statements()].map(({ words }) => ownedPlace(words, group, ownedVrfs));
  return [...new Map(places.map((place) => [keyOf(place), place])).values()].filter(isPlaceOfDevice);
}

/** Policies of the library have names of their own: nothing that others say in them is kept. */
function isPlaceOfDevice([top]: readonly string[]): boolean {
  return top === 'interfaces' || top === 'routing-instances';
}

/**
 * The device with what others decide left to them: a BGP group of which they say something else than the program stays
 * theirs, and the program has neighbors of it. (A port is the program's only where it says all that is in effect there.)
 *
 * @param inTheWay - what others give, and the program does not say
 */
export function leftToOthers(found: FoundDevice, inTheWay: readonly GivenValue[]): FoundDevice {
  const isDecided = ({ group, vrf }: PeeringIntent): boolean => {
    const place = ['routing-instances', vrf, 'protocols', 'bgp', 'group', group];
    return inTheWay.some(({ words }) => place.every((word, i) => word === words[i]));
  };
  const peerings = found.peerings.map((session) =>
    isDecided(session) ? leftInGroup(session, found.inGroupsOfOthers) : session,
  );
  return { ...found, interfaces: withoutNewDescriptions(found.interfaces, peerings, found.onPortsOfOthers), peerings };
}

function keyOf(words: readonly string[]): string {
  return words.join('\0');
}
