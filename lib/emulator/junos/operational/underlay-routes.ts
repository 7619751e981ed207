import type { BgpSession } from './session';
import type { DeviceState } from './device-state';
import { remembered } from '../remembered';
import { exportsLoopback, underlaySessions } from './loopback-reach';

/** A loopback that the underlay has brought here. */
interface UnderlayRoute {
  /** Prefix of the loopback. */
  readonly text: string;
  readonly session: BgpSession;
  readonly asPath: readonly number[];
}

/** Every other device asks. */
const announcesLoopback = remembered<DeviceState, boolean>(exportsLoopback);

const neighborsOf = remembered((state: DeviceState) => underlaySessions(state.sessions));

/** By loopback. */
export type UnderlayTable = ReadonlyMap<string, readonly UnderlayRoute[]>;

/** Every session's counts ask for the table of its device. */
const known = new WeakMap<ReadonlyMap<string, DeviceState>, Map<string, UnderlayTable>>();

/** What a device learns over its underlay sessions, by loopback: the shortest AS path, which is active, first. */
export function underlayTable(hostname: string, states: ReadonlyMap<string, DeviceState>): UnderlayTable {
  const tables = known.get(states) ?? new Map<string, UnderlayTable>();
  known.set(states, tables);
  const table = tables.get(hostname) ?? readTable(hostname, states);
  tables.set(hostname, table);
  return table;
}

function readTable(hostname: string, states: ReadonlyMap<string, DeviceState>): UnderlayTable {
  const table = new Map<string, UnderlayRoute[]>();
  const routes = [...underlayRoutes(hostname, states)].sort((one, other) => one.asPath.length - other.asPath.length);
  for (const route of routes) table.set(route.text, [...(table.get(route.text) ?? []), route]);
  return table;
}

function underlayRoutes(hostname: string, states: ReadonlyMap<string, DeviceState>): UnderlayRoute[] {
  const own = states.get(hostname);
  if (own === undefined) return [];
  return underlaySessions(own.sessions).flatMap((session) => learnedOver(session, hostname, states));
}

/** Breadth first from the peer, never through the device itself: the shortest AS path to each loopback. */
function learnedOver(session: BgpSession, hostname: string, states: ReadonlyMap<string, DeviceState>): UnderlayRoute[] {
  const routes: UnderlayRoute[] = [];
  const seen = new Set([hostname]);
  let open = [step(session, [])];
  while (open.length > 0) {
    const next: Step[] = [];
    for (const { at, asPath } of open) {
      const state = states.get(at);
      if (state === undefined || seen.has(at)) continue;
      seen.add(at);
      const [loopback] = state.view.loopbacks;
      if (loopback !== undefined && announcesLoopback(state)) routes.push({ text: `${loopback}/32`, session, asPath });
      next.push(...neighborsOf(state).map((one) => step(one, asPath)));
    }
    open = next;
  }
  return routes;
}

interface Step {
  readonly at: string;
  readonly asPath: readonly number[];
}

function step({ peer, neighbor }: BgpSession, asPath: readonly number[]): Step {
  return { at: peer?.kind === 'device' ? peer.hostname : '', asPath: [...asPath, neighbor.peerAsn ?? 0] };
}
