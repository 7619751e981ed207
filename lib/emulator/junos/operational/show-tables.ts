import { remembered } from '../remembered';
import type { RpcContext } from '../rpc/context';
import type { BgpSession } from './session';
import type { EvpnPath } from './evpn-routes';
import type { DeviceState } from './device-state';
import { heldPaths, tableName } from './peer-ribs';
import { PREFERENCE, preferenceOf, PROTOCOL_NAME } from './route';
import type { TableRoute } from './route-tables';
import { byDestination, sortRoutes, wanted } from './route-tables';
import { underlaySessions } from './loopback-reach';
import { underlayTable } from './underlay-routes';
import { MAIN_INSTANCE } from '../../../model/junos-defaults';

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
  /** Epoch milliseconds. */
  readonly since: number;
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

/** Every routing table of a device that has a route. */
export function showTables(context: RpcContext): readonly ShownTable[] {
  const { device } = context;
  const state = device.fabric.device(device.hostname);
  const shown = shownOf(state);
  const committed = committedAt(context);
  if (shown.last?.committed !== committed) {
    shown.last = { committed, tables: tablesOf(new Source(context, state)) };
  }
  return shown.last.tables;
}

/** The tables of a state, and the commit from which the ages of own type-5 routes are counted. */
interface Shown {
  last?: { readonly committed: number; readonly tables: readonly ShownTable[] };
}

const shownOf = remembered<DeviceState, Shown>(() => ({}));

/** What the tables of one device are made of; what many routes have in common is looked up once. */
class Source {
  /** Type-5 routes leave through the underlay: these are hops of the fabric, not homes of the server. */
  readonly uplinks: readonly ShownNextHop[];
  private readonly overlay = new Map<string | undefined, number>();

  constructor(
    readonly context: RpcContext,
    readonly state: DeviceState,
  ) {
    this.uplinks = underlaySessions(state.sessions).map(({ neighbor, interface: via }) => ({
      to: neighbor.address,
      via,
    }));
  }

  /** Since when a session is in its state. */
  since(session: BgpSession): number {
    return this.context.device.fabric.history.of(session).since;
  }

  /** Since when the overlay session with an address, or the oldest of them, has been up; never where there is none. */
  overlaySince(address?: string): number {
    const since = this.overlay.get(address) ?? this.oldestOverlaySession(address);
    this.overlay.set(address, since);
    return since;
  }

  private oldestOverlaySession(address?: string): number {
    const sessions = this.state.sessions.filter(
      ({ neighbor }) => neighbor.families.includes('evpn') && (address === undefined || neighbor.address === address),
    );
    return Math.min(...sessions.map((session) => this.since(session)));
  }
}

function tablesOf(source: Source): ShownTable[] {
  const unicast = [...source.state.view.instances.keys()].flatMap((instance) =>
    (['inet', 'inet6'] as const).map((family) => unicastTable(source, instance, family)),
  );
  const tables = [...unicast, evpnTable(source), ...instanceEvpnTables(source)];
  return tables.filter(({ destinations, hidden }) => destinations.length > 0 || hidden > 0);
}

function unicastTable(source: Source, name: string, family: 'inet' | 'inet6'): ShownTable {
  const { state } = source;
  const routes = (state.routes.get(name) ?? []).filter(({ route }) => route.prefix.family === family);
  const instance = state.view.instances.get(name);
  const multipath = instance?.multipath[family] === true;
  const own = [...byDestination(routes)].map(([destination, same]) => ({
    destination,
    entries: entries(source, sortRoutes(same, state.preferred), multipath),
  }));
  const underlay = name === MAIN_INSTANCE && family === 'inet' ? underlayDestinations(source) : [];
  return {
    name: tableName(name, family),
    destinations: [...own, ...underlay].sort(byName),
    hidden: routes.filter(({ hidden }) => hidden).length,
  };
}

/** With multipath, several type-5 copies share the load: the best is active, an entry of its own forwards. */
function entries(source: Source, sorted: readonly TableRoute[], multipath: boolean): ShownEntry[] {
  const copies = sorted.filter(({ type5 }) => type5 !== undefined);
  const shared = multipath && copies.length > 1 && sorted[0]?.type5 !== undefined;
  const shown = sorted.map((one, place) => entry(source, one, place > 0 ? ' ' : shared ? '@' : '*'));
  if (!shared) return shown;
  const since = Math.max(...shown.map((one) => one.since));
  return [...shown, { tag: '#', protocol: 'Multipath', preference: 255, since, nextHops: source.uplinks }];
}

function entry(source: Source, one: TableRoute, tag: ShownEntry['tag']): ShownEntry {
  const { route, session, type5 } = one;
  const common = { tag, protocol: PROTOCOL_NAME[route.protocol], preference: preferenceOf(route) };
  if (type5 !== undefined) return { ...common, since: source.overlaySince(), nextHops: source.uplinks };
  if (session === undefined) {
    const { booted } = source.context.device;
    return { ...common, since: booted, nextHops: route.interface === undefined ? [] : [{ via: route.interface }] };
  }
  return {
    ...common,
    since: source.since(session),
    localPreference: route.localPreference,
    learnedFrom: route.neighbor,
    asPath: asPath(route.asPath),
    nextHops: [{ to: route.nextHop, via: session.interface }],
  };
}

function underlayDestinations(source: Source): ShownDestination[] {
  const { device } = source.context;
  return [...underlayTable(device.hostname, device.fabric.states())].map(([destination, routes]) => ({
    destination,
    entries: routes.map(({ session, asPath: path }, place) => ({
      tag: place === 0 ? '*' : ' ',
      protocol: 'BGP',
      preference: PREFERENCE.bgp,
      since: source.since(session),
      localPreference: 100,
      learnedFrom: session.neighbor.address,
      asPath: asPath(path),
      nextHops: [{ to: session.neighbor.address, via: session.interface }],
    })),
  }));
}

function evpnTable(source: Source): ShownTable {
  return { name: 'bgp.evpn.0', destinations: evpnDestinations(source, heldPaths(source.state)), hidden: 0 };
}

/** The table of an instance: what it made and what it imports. */
function instanceEvpnTables(source: Source): ShownTable[] {
  const { context, state } = source;
  const instances = [...state.view.instances.values()].filter(({ ipPrefixRoutes }) => ipPrefixRoutes !== undefined);
  return instances.map((instance) => {
    const own = (state.made.get(instance.name) ?? []).map(({ key }): ShownDestination => ({
      destination: key,
      entries: [{ tag: '*', protocol: 'EVPN', preference: PREFERENCE.evpn, since: committedAt(context), nextHops: [] }],
    }));
    const held = heldPaths(state).filter(([, { route }]) => wanted({ view: state.view, instance }, route));
    const destinations = [...own, ...evpnDestinations(source, held)].sort(byName);
    return { name: `${instance.name}.evpn.0`, destinations, hidden: 0 };
  });
}

function evpnDestinations(source: Source, held: readonly (readonly [number, EvpnPath])[]): ShownDestination[] {
  const byKey = new Map<string, ShownEntry[]>();
  for (const [place, path] of held) {
    const shown: ShownEntry = {
      tag: place === 0 ? '*' : ' ',
      protocol: 'BGP',
      preference: PREFERENCE.bgp,
      since: source.overlaySince(path.learnedFrom),
      localPreference: path.route.localPreference,
      learnedFrom: path.learnedFrom,
      asPath: asPath(path.route.asPath),
      nextHops: source.uplinks,
    };
    const same = byKey.get(path.route.key);
    if (same === undefined) byKey.set(path.route.key, [shown]);
    else same.push(shown);
  }
  return [...byKey].map(([destination, shown]) => ({ destination, entries: shown })).sort(byName);
}

function committedAt({ device }: RpcContext): number {
  const [newest] = device.database.history;
  return newest?.time ?? device.booted;
}

function asPath(path: readonly number[]): string {
  return [...path, 'I'].join(' ');
}

function byName(one: ShownDestination, other: ShownDestination): number {
  return one.destination < other.destination ? -1 : Number(one.destination > other.destination);
}
