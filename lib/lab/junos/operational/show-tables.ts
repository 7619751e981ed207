import { MAIN_INSTANCE } from '../configured/instances';
import { remembered } from '../remembered';
import type { RpcContext } from '../rpc/context';
import type { Session } from './session';
import { sinceMs } from './bgp-selection';
import type { EvpnPath } from './evpn-routes';
import type { DeviceState } from './fabric-state';
import { heldPaths, tableName } from './peer-ribs';
import { PREFERENCE, preferenceOf, PROTOCOL_NAME } from './route';
import type { TableRoute } from './route-tables';
import { byDestination, sortRoutes, wanted } from './route-tables';
import { underlaySessions } from './loopback-reach';
import { underlayTable } from './underlay-routes';

/** A next hop as it is printed: an underlay hop, or the server. */
export interface ShownNextHop {
  readonly to?: string;
  readonly via?: string;
}

/** One `rt-entry`. */
export interface ShownEntry {
  /**
   * `*` active and forwarding; with multipath `@` active and `#` forwarding; a space for neither.
   */
  readonly tag: '*' | '@' | '#' | ' ';
  readonly protocol: string;
  readonly preference: number;
  readonly ageMs: number;
  readonly localPreference?: number;
  readonly learnedFrom?: string;
  /** With the origin at the end: `4220000001 I`. */
  readonly asPath?: string;
  readonly nextHops: readonly ShownNextHop[];
}

/** One destination with its routes, the active one first. */
export interface ShownDestination {
  readonly destination: string;
  readonly entries: readonly ShownEntry[];
}

/** One routing table. */
export interface ShownTable {
  readonly name: string;
  readonly destinations: readonly ShownDestination[];
  readonly hidden: number;
}

/** Every routing table of a device that has a route; at one moment they are the same for every command. */
export function showTables(context: RpcContext): readonly ShownTable[] {
  const { device } = context;
  const state = device.fabric.device(device.hostname);
  const shown = shownOf(state);
  const at = device.clock.now();
  const [commit] = device.database.history;
  if (shown.last?.at !== at || shown.last.commit !== commit) {
    shown.last = { at, commit, tables: tablesOf(context, state) };
  }
  return shown.last.tables;
}

/** Tables of a moment: the ages in them are counted from commits and from what sessions did. */
interface Shown {
  last?: { readonly at: number; readonly commit: unknown; readonly tables: readonly ShownTable[] };
}

const shownOf = remembered<DeviceState, Shown>(() => ({}));

function tablesOf(context: RpcContext, state: DeviceState): ShownTable[] {
  const unicast = [...state.view.instances.keys()].flatMap((instance) =>
    (['inet', 'inet6'] as const).map((family) => unicastTable(context, state, instance, family)),
  );
  const tables = [...unicast, evpnTable(context, state), ...instanceEvpnTables(context, state)];
  return tables.filter(({ destinations, hidden }) => destinations.length > 0 || hidden > 0);
}

function unicastTable(context: RpcContext, state: DeviceState, name: string, family: 'inet' | 'inet6'): ShownTable {
  const routes = (state.routes.get(name) ?? []).filter(({ route }) => route.prefix.family === family);
  const instance = state.view.instances.get(name);
  const multipath = family === 'inet' ? instance?.multipath === true : instance?.multipath6 === true;
  const own = [...byDestination(routes)].map(([destination, same]) => ({
    destination,
    entries: entries(context, state, sortRoutes(same, state.preferred), multipath),
  }));
  const underlay = name === MAIN_INSTANCE && family === 'inet' ? underlayDestinations(context) : [];
  return {
    name: tableName(name, family),
    destinations: [...own, ...underlay].sort(byName),
    hidden: routes.filter(({ hidden }) => hidden).length,
  };
}

/** With multipath, several type-5 copies share the load: the best is active, an entry of its own forwards. */
function entries(
  context: RpcContext,
  state: DeviceState,
  sorted: readonly TableRoute[],
  multipath: boolean,
): ShownEntry[] {
  const copies = sorted.filter(({ type5 }) => type5 !== undefined);
  const shared = multipath && copies.length > 1 && sorted[0]?.type5 !== undefined;
  const shown = sorted.map((one, place) => entry(context, state, one, place > 0 ? ' ' : shared ? '@' : '*'));
  if (!shared) return shown;
  const ageMs = Math.min(...shown.map((one) => one.ageMs));
  return [...shown, { tag: '#', protocol: 'Multipath', preference: 255, ageMs, nextHops: uplinks(state) }];
}

function entry(context: RpcContext, state: DeviceState, one: TableRoute, tag: ShownEntry['tag']): ShownEntry {
  const { route, session, type5 } = one;
  const common = { tag, protocol: PROTOCOL_NAME[route.protocol], preference: preferenceOf(route) };
  if (type5 !== undefined) return { ...common, ageMs: overlayAge(context, state), nextHops: uplinks(state) };
  if (session === undefined) {
    const ageMs = context.device.clock.now() - context.device.booted;
    return { ...common, ageMs, nextHops: route.interface === undefined ? [] : [{ via: route.interface }] };
  }
  return {
    ...common,
    ageMs: sinceMs(context, session),
    localPreference: route.localPreference,
    learnedFrom: route.neighbor,
    asPath: asPath(route.asPath),
    nextHops: [{ to: route.nextHop, via: session.interface }],
  };
}

function underlayDestinations(context: RpcContext): ShownDestination[] {
  const { device } = context;
  return [...underlayTable(device.hostname, device.fabric.states())].map(([destination, routes]) => ({
    destination,
    entries: routes.map(({ session, asPath: path }, place) => ({
      tag: place === 0 ? '*' : ' ',
      protocol: 'BGP',
      preference: PREFERENCE.bgp,
      ageMs: sinceMs(context, session),
      localPreference: 100,
      learnedFrom: session.neighbor.address,
      asPath: asPath(path),
      nextHops: [{ to: session.neighbor.address, via: session.interface }],
    })),
  }));
}

function evpnTable(context: RpcContext, state: DeviceState): ShownTable {
  const held = heldPaths(state);
  return { name: 'bgp.evpn.0', destinations: evpnDestinations(context, state, held), hidden: 0 };
}

/** The table of an instance: what it made and what it imports. */
function instanceEvpnTables(context: RpcContext, state: DeviceState): ShownTable[] {
  const instances = [...state.view.instances.values()].filter(({ ipPrefixRoutes }) => ipPrefixRoutes !== undefined);
  return instances.map((instance) => {
    const own = (state.made.get(instance.name) ?? []).map(({ key }): ShownDestination => ({
      destination: key,
      entries: [{ tag: '*', protocol: 'EVPN', preference: PREFERENCE.evpn, ageMs: age(context), nextHops: [] }],
    }));
    const held = heldPaths(state).filter(([, { route }]) => wanted({ view: state.view, instance }, route));
    const destinations = [...own, ...evpnDestinations(context, state, held)].sort(byName);
    return { name: `${instance.name}.evpn.0`, destinations, hidden: 0 };
  });
}

function evpnDestinations(
  context: RpcContext,
  state: DeviceState,
  held: readonly (readonly [number, EvpnPath])[],
): ShownDestination[] {
  const byKey = new Map<string, ShownEntry[]>();
  for (const [place, path] of held) {
    const shown: ShownEntry = {
      tag: place === 0 ? '*' : ' ',
      protocol: 'BGP',
      preference: PREFERENCE.bgp,
      ageMs: overlayAge(context, state, path.learnedFrom),
      localPreference: path.route.localPreference,
      learnedFrom: path.learnedFrom,
      asPath: asPath(path.route.asPath),
      nextHops: uplinks(state),
    };
    byKey.set(path.route.key, [...(byKey.get(path.route.key) ?? []), shown]);
  }
  return [...byKey].map(([destination, shown]) => ({ destination, entries: shown })).sort(byName);
}

/** How long the overlay session, or the oldest of them, has been up. */
function overlayAge(context: RpcContext, state: DeviceState, address?: string): number {
  const sessions = state.sessions.filter(
    (session: Session) =>
      session.neighbor.families.includes('evpn') && (address === undefined || session.neighbor.address === address),
  );
  return Math.max(0, ...sessions.map((session) => sinceMs(context, session)));
}

function age({ device }: RpcContext): number {
  const [newest] = device.database.history;
  return device.clock.now() - (newest?.time ?? device.booted);
}

/** Type-5 routes leave through the underlay: these are hops of the fabric, not homes of the server. */
function uplinks(state: DeviceState): ShownNextHop[] {
  return underlaySessions(state.sessions).map(({ neighbor, interface: via }) => ({ to: neighbor.address, via }));
}

function asPath(path: readonly number[]): string {
  return [...path, 'I'].join(' ');
}

function byName(one: ShownDestination, other: ShownDestination): number {
  return one.destination < other.destination ? -1 : Number(one.destination > other.destination);
}
