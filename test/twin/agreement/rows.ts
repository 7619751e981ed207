import { compareText } from '../../../lib/model/order';

/**
 * What both sides say of a fabric in one state, as sentences: what is up or there has a row, what is not has none. Jest
 * shows the rows that only one side has.
 */

/** A packet from one server to another, and its answer. */
export interface Packet {
  readonly from: string;
  readonly to: string;
  readonly source: string;
  readonly target: string;
  /** Of the source and of the target. */
  readonly prefixes: readonly [string, string];
}

/** A route of a VRF. */
export interface VrfRoute {
  readonly node: string;
  readonly vrf: string;
  readonly prefix: string;
  /** Devices at which tunnels end, or servers. */
  readonly over: readonly string[];
  /** How many of them are used; absent: all. */
  readonly used?: number;
}

/** An established session, by its neighbor; `master` is the main instance. */
export function sessionRow(node: string, instance: string, neighbor: string): string {
  return `${node}: session with ${neighbor} in ${instance}`;
}

/** A type-5 route that a device has. */
export function typeFiveRow(node: string, routeDistinguisher: string, prefix: string, origin: string): string {
  return `${node}: type-5 ${routeDistinguisher} ${prefix} of ${origin}`;
}

/** Where BGP would send packets for a prefix, all equal ways; and where the kernel sends them. */
export function routeRow(of: 'BGP' | 'kernel', { node, vrf, prefix, over, used }: VrfRoute): string {
  const all = [...new Set(over)].sort(compareText);
  const count = used === undefined || used >= all.length ? '' : `${used} of `;
  return `${node}: ${of} ${vrf} ${prefix} over ${count}${all.join(' ')}`;
}

/** What a server has learned from a leaf. */
export function toldRow(server: string, leaf: string, prefix: string): string {
  return `${server}: hears of ${prefix} from ${leaf}`;
}

export function packetRow({ from, to, target }: Packet, isAnswered: boolean): string {
  return `${from}: ${isAnswered ? 'gets an answer from' : 'gets no answer from'} ${to} (${target})`;
}

export function sorted(rows: readonly string[]): string[] {
  return [...new Set(rows)].sort(compareText);
}
