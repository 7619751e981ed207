import type { XmlElement } from '../../junos/formats/xml';
import { children, descendants } from '../../junos/formats/xml';
import { canonicalAddress } from '../../model/canonical-address';
import { countOf, trimmedText } from './values';
import type { Family } from '../../intent/fabric-intent';
import type { Query } from '../observation';

/** `show route summary`: the counts of every table, without its routes. */
export const ROUTE_SUMMARY: Query<readonly RouteTable[]> = {
  rpc: 'get-route-summary-information',
  args: {},
  read: readRouteInformation,
};

/** `show route table TABLE protocol PROTOCOL`. */
export function routesOf(table: string, protocol: 'bgp' | 'evpn'): Query<readonly RouteTable[]> {
  return { rpc: 'get-route-information', args: { table, protocol }, read: readRouteInformation };
}

/** Name of the unicast table of a VRF. */
export function routingTable(vrf: string, family: Family): string {
  return `${vrf}.${family}.0`;
}

/** Name of the table that holds a VRF's EVPN routes. */
export function evpnTable(vrf: string): string {
  return `${vrf}.evpn.0`;
}

/** One routing table of `get-route-information` (`show route table …`). */
export interface RouteTable {
  /** For example `VRF_5.inet.0` or `VRF_5.evpn.0`. */
  readonly name: string;
  readonly hiddenRouteCount: number;
  readonly routes: readonly ReportedRoute[];
}

/** One destination and the routes toward it. */
interface ReportedRoute {
  /** With its length: `10.1.5.0/24`, `5:192.168.1.11:5::0::10.1.5.0::24/248`. */
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
  /** Addresses of the next hops; none of a route that needs none. */
  readonly nextHops: readonly string[];
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
    routes: children(table, 'rt').map((route) => readRoute(route, isOfAddresses(trimmedText(table, 'table-name')))),
  }));
}

/** EVPN routes have names, `5:192.168.1.11:5::0::10.1.5.0::24/248`. */
function isOfAddresses(table: string): boolean {
  return !table.endsWith('.evpn.0');
}

function readRoute(route: XmlElement, toAddress: boolean): ReportedRoute {
  const printed = trimmedText(route, 'rt-destination');
  // At the detailed levels the length stands apart from the destination.
  const length = trimmedText(route, 'rt-prefix-length');
  const destination = length === '' || printed.includes('/') ? printed : `${printed}/${length}`;
  return {
    destination: toAddress ? canonicalAddress(destination) : destination,
    entries: children(route, 'rt-entry').map((entry) => ({
      activeTag: trimmedText(entry, 'active-tag'),
      protocol: trimmedText(entry, 'protocol-name'),
      learnedFrom: trimmedText(entry, 'learned-from') || undefined,
      nextHops: descendants(entry, 'to').map((hop) => canonicalAddress(trimmedText(hop))),
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
    : { routeDistinguisher, prefix: canonicalAddress(`${network}/${length}`) };
}
