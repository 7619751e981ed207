import type { XmlElement } from '../../junos/xml';
import { children, descendants } from '../../junos/xml';
import { countOf, trimmedText } from './values';

/** One routing table of `get-route-information` (`show route table …`). */
export interface RouteTable {
  /** For example `VRF_5.inet.0` or `VRF_5.evpn.0`. */
  readonly name: string;
  readonly hiddenRouteCount: number;
  readonly routes: readonly Route[];
}

/** One destination and the routes toward it. */
export interface Route {
  /** As printed, with its length: `10.1.5.0/24`, `5:192.168.1.11:5::0::10.1.5.0::24/248`. */
  readonly destination: string;
  readonly entries: readonly RouteEntry[];
}

/** One route toward a destination. */
export interface RouteEntry {
  /** `*` active, `@` active in a multipath set, `#` the multipath route that forwards, '' neither. */
  readonly activeTag: string;
  /** `BGP`, `EVPN`, `Direct`, `Multipath` … */
  readonly protocol: string;
  readonly learnedFrom?: string;
  readonly localPreference?: number;
}

/** Whether Junos chose this route: `*` alone, or `@` where a multipath route stands beside it. */
export function isActive(entry: RouteEntry): boolean {
  return entry.activeTag === '*' || entry.activeTag === '@';
}

/** Reads the reply of `get-route-information`, or of `get-route-summary-information`, which has the counts alone. */
export function readRouteInformation(reply: XmlElement): readonly RouteTable[] {
  return descendants(reply, 'route-table').map((table) => ({
    name: trimmedText(table, 'table-name'),
    hiddenRouteCount: countOf(table, 'hidden-route-count'),
    routes: children(table, 'rt').map(readRoute),
  }));
}

function readRoute(route: XmlElement): Route {
  const destination = trimmedText(route, 'rt-destination');
  // At the detailed levels the length stands apart from the destination.
  const length = trimmedText(route, 'rt-prefix-length');
  return {
    destination: length === '' || destination.includes('/') ? destination : `${destination}/${length}`,
    entries: children(route, 'rt-entry').map((entry) => ({
      activeTag: trimmedText(entry, 'active-tag'),
      protocol: trimmedText(entry, 'protocol-name'),
      learnedFrom: trimmedText(entry, 'learned-from') || undefined,
      ...localPreferenceOf(entry),
    })),
  };
}

function localPreferenceOf(entry: XmlElement): Pick<RouteEntry, 'localPreference'> {
  const text = trimmedText(entry, 'local-preference');
  return /^\d+$/.test(text) ? { localPreference: Number(text) } : {};
}

/** What the name of a type-5 route in an EVPN table says. */
export interface TypeFiveDestination {
  readonly routeDistinguisher: string;
  /** For example `10.1.5.0/24`. */
  readonly prefix: string;
}

/** Takes `5:192.168.1.11:5::0::10.1.5.0::24/248` apart; undefined for any other type of route. */
export function typeFiveDestination(destination: string): TypeFiveDestination | undefined {
  const parts = /^5:([^:]+:\d+)::\d+::(.+)::(\d{1,3})\/\d+$/.exec(destination);
  const [, routeDistinguisher, network, length] = parts ?? [];
  return routeDistinguisher === undefined || network === undefined || length === undefined
    ? undefined
    : { routeDistinguisher, prefix: `${network}/${length}` };
}
