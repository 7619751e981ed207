import type { BgpSession } from './session';
import type { EvpnPath } from './evpn-routes';
import type { DeviceState } from './device-state';
import { activeRoutes, wanted } from './route-tables';
import { isVrfSession } from './device-peers';
import { advertisedTo } from './advertised-routes';
import { remembered } from '../remembered';
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

/** A device sends its own loopback. */
function underlayRib(hostname: string, session: BgpSession, states: ReadonlyMap<string, DeviceState>): PeerRib {
  const routes = [...underlayTable(hostname, states).values()];
  const received = routes.flat().filter((route) => route.session === session).length;
  const active = routes.filter(([best]) => best?.session === session).length;
  return { name: 'inet.0', received, accepted: received, active, advertised: 1 };
}

function serverRib(state: DeviceState, session: BgpSession): PeerRib {
  const { neighbor } = session;
  const routes = state.routes.get(neighbor.instance.name) ?? [];
  const accepted = routes.filter((one) => one.session === session && !one.hidden);
  const active = activeRoutes(routes, state.preferred).filter((one) => one.session === session);
  return {
    name: tableName(neighbor.instance.name, neighbor.address.includes(':') ? 'inet6' : 'inet'),
    received: routes.filter((one) => one.session === session).length,
    accepted: accepted.length,
    active: active.length,
    advertised: advertisedTo(state, session).length,
  };
}

function evpnRibs(state: DeviceState, session: BgpSession): PeerRib[] {
  const from = session.neighbor.address;
  const paths = heldPaths(state).filter(([, path]) => path.learnedFrom === from);
  const best = paths.filter(([place]) => place === 0);
  const advertised = [...state.made.values()].flat().length;
  const whole = { name: 'bgp.evpn.0', received: paths.length, accepted: paths.length, active: best.length, advertised };
  const instances = [...state.view.instances.values()].filter(({ ipPrefixRoutes }) => ipPrefixRoutes !== undefined);
  return [
    whole,
    ...instances.map((instance) => {
      const own = paths.filter(([, { route }]) => wanted({ view: state.view, instance }, route));
      return {
        name: `${instance.name}.evpn.0`,
        received: own.length,
        accepted: own.length,
        active: own.filter(([place]) => place === 0).length,
        advertised: state.made.get(instance.name)?.length ?? 0,
      };
    }),
  ];
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
