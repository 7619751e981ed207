import type { BgpSession } from './session';
import type { EvpnPath } from './evpn-routes';
import type { DeviceState } from './device-state';
import { activeRoutes, wanted } from './route-tables';
import { isVrfSession } from './device-peers';
import { advertisedTo } from './advertised-routes';
import { remembered } from '../remembered';
import type { UnderlayTable } from './underlay-routes';
import { underlayTable } from './underlay-routes';
import { MAIN_INSTANCE } from '../../../model/junos-defaults';

/** Counts of one session in one table. */
export interface PeerRib {
  /** Table: `VRF_5.inet.0`, `bgp.evpn.0`. */
  readonly name: string;
  readonly received: number;
  readonly accepted: number;
  readonly active: number;
  readonly advertised: number;
}

/** Table of unicast routes of an instance. */
export function tableName(instance: string, family: 'inet' | 'inet6'): string {
  return instance === MAIN_INSTANCE ? `${family}.0` : `${instance}.${family}.0`;
}

/** What came over a session, by table; nothing while it is not established. */
export function peerRibs(
  hostname: string,
  session: BgpSession,
  states: ReadonlyMap<string, DeviceState>,
): readonly PeerRib[] {
  const known = ribsIn(states);
  const ribs = known.get(session) ?? countRibs(hostname, session, states);
  known.set(session, ribs);
  return ribs;
}

/** They are the same as long as the fabric is. */
const ribsIn = remembered<ReadonlyMap<string, DeviceState>, WeakMap<BgpSession, readonly PeerRib[]>>(
  () => new WeakMap(),
);

function countRibs(
  hostname: string,
  session: BgpSession,
  states: ReadonlyMap<string, DeviceState>,
): readonly PeerRib[] {
  const state = states.get(hostname);
  if (state === undefined || session.state !== 'Established') return [];
  if (session.peer?.kind === 'server' || isVrfSession(session)) return [serverRib(state, session)];
  if (session.neighbor.families.includes('evpn')) return evpnRibs(state, session);
  return [underlayRib(hostname, session, states)];
}

/** How many routes came over a session, were let in, are the best. */
interface Counts {
  received: number;
  accepted: number;
  active: number;
}

/** Counts by what the routes have in common: a session, the address of a peer. */
class Tally<Key> {
  private readonly counts = new Map<Key, Counts>();

  of(key: Key): Readonly<Counts> {
    return this.counts.get(key) ?? { received: 0, accepted: 0, active: 0 };
  }

  add(key: Key, counted: Readonly<Record<keyof Counts, boolean>>): void {
    const { accepted, active, received } = this.of(key);
    this.counts.set(key, {
      received: received + Number(counted.received),
      accepted: accepted + Number(counted.accepted),
      active: active + Number(counted.active),
    });
  }
}

const tallyOfUnderlay = remembered((table: UnderlayTable) => {
  const tally = new Tally<BgpSession>();
  for (const routes of table.values()) {
    for (const [place, { session }] of routes.entries()) {
      tally.add(session, { received: true, accepted: true, active: place === 0 });
    }
  }
  return tally;
});

/** A device sends its own loopback. */
function underlayRib(hostname: string, session: BgpSession, states: ReadonlyMap<string, DeviceState>): PeerRib {
  return { name: 'inet.0', ...tallyOfUnderlay(underlayTable(hostname, states)).of(session), advertised: 1 };
}

/** By instance, of the routes that came over each session. */
const tallyOfSessions = remembered(({ preferred, routes }: DeviceState) => {
  const tally = new Tally<BgpSession>();
  for (const own of routes.values()) {
    for (const { hidden, session } of own) {
      if (session !== undefined) tally.add(session, { received: true, accepted: !hidden, active: false });
    }
    for (const { session } of activeRoutes(own, preferred)) {
      if (session !== undefined) tally.add(session, { received: false, accepted: false, active: true });
    }
  }
  return tally;
});

function serverRib(state: DeviceState, session: BgpSession): PeerRib {
  const { neighbor } = session;
  return {
    name: tableName(neighbor.instance.name, neighbor.address.includes(':') ? 'inet6' : 'inet'),
    ...tallyOfSessions(state).of(session),
    advertised: advertisedTo(state, session).length,
  };
}

/** The name of a table with the paths of each overlay peer in it. */
interface EvpnTally {
  readonly name: string;
  readonly tally: Tally<string | undefined>;
  readonly advertised: number;
}

const talliesOfEvpn = remembered((state: DeviceState): readonly EvpnTally[] => {
  const tallied = (chosen: (path: EvpnPath) => boolean) => {
    const tally = new Tally<string | undefined>();
    for (const [place, path] of heldPaths(state)) {
      if (chosen(path)) tally.add(path.learnedFrom, { received: true, accepted: true, active: place === 0 });
    }
    return tally;
  };
  const instances = [...state.view.instances.values()].filter(({ ipPrefixRoutes }) => ipPrefixRoutes !== undefined);
  return [
    { name: 'bgp.evpn.0', tally: tallied(() => true), advertised: [...state.made.values()].flat().length },
    ...instances.map((instance) => ({
      name: `${instance.name}.evpn.0`,
      tally: tallied(({ route }) => wanted({ view: state.view, instance }, route)),
      advertised: state.made.get(instance.name)?.length ?? 0,
    })),
  ];
});

function evpnRibs(state: DeviceState, { neighbor }: BgpSession): PeerRib[] {
  return talliesOfEvpn(state).map(({ advertised, name, tally }) => ({
    name,
    ...tally.of(neighbor.address),
    advertised,
  }));
}

function isExternalOverlay({ neighbor }: BgpSession): boolean {
  return neighbor.type === 'external' && neighbor.families.includes('evpn');
}

/**
 * The paths that a device keeps, each with its place among the paths of its route. A device that neither reflects routes nor
 * has external neighbors for them keeps only what one of its instances imports.
 */
export const heldPaths = remembered((state: DeviceState): readonly (readonly [place: number, path: EvpnPath])[] => {
  const keepsAll = state.view.clusters.size > 0 || state.sessions.some(isExternalOverlay);
  const instances = [...state.view.instances.values()];
  return [...state.evpn.values()].flatMap((paths) =>
    paths.flatMap((path, place) => {
      const kept =
        path.learnedFrom !== undefined &&
        (keepsAll || instances.some((instance) => wanted({ view: state.view, instance }, path.route)));
      return kept ? [[place, path] as const] : [];
    }),
  );
});
