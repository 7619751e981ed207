/** Unicast routes that devices of the lab bring each other over sessions in VRFs. */
import type { BgpSession } from './session';
import type { DeviceView } from './device-view';
import type { RibRoute } from './route';
import type { TableRoute } from './route-tables';
import { isLooped } from './route-tables';
import { advertisedTo } from './advertised-routes';
import { DEFAULT_LOCAL_PREFERENCE } from '../../../model/junos-defaults';

/** A device, its sessions, and the routes of its instances. */
export interface Exchanging {
  readonly view: DeviceView;
  readonly sessions: readonly BgpSession[];
  readonly routes: ReadonlyMap<string, readonly TableRoute[]>;
  readonly preferred: 'bgp' | 'evpn';
}

/** Whether a session between devices has a VRF at one of its ends: between main instances the underlay sees to the routes. */
export function isVrfSession({ neighbor, peer, state }: BgpSession): boolean {
  const vrf = peer?.kind === 'device' && !(neighbor.instance.isMain && peer.neighbor.instance.isMain);
  return state === 'Established' && vrf && neighbor.families.some((family) => family.endsWith('-unicast'));
}

/** What every instance of a device learns from other devices, by instance. */
export function learnedFromDevices(
  hostname: string,
  devices: ReadonlyMap<string, Exchanging>,
): ReadonlyMap<string, readonly TableRoute[]> {
  const own = devices.get(hostname);
  const learned = new Map<string, TableRoute[]>();
  for (const session of own?.sessions.filter(isVrfSession) ?? []) {
    const { name } = session.neighbor.instance;
    learned.set(name, [...(learned.get(name) ?? []), ...learnedOver(session, own?.view, devices)]);
  }
  return learned;
}

function learnedOver(
  session: BgpSession,
  view: DeviceView | undefined,
  devices: ReadonlyMap<string, Exchanging>,
): TableRoute[] {
  const { hostname, neighbor, peer } = session;
  const far = peer?.kind === 'device' ? devices.get(peer.hostname) : undefined;
  if (far === undefined || view === undefined || peer?.kind !== 'device') return [];
  const back = far.sessions.find(
    (one) => one.peer?.kind === 'device' && one.peer.hostname === hostname && one.neighbor === peer.neighbor,
  );
  if (back === undefined) return [];
  return advertisedTo(far, back).map((route) => {
    const received: RibRoute = {
      ...route,
      protocol: 'bgp',
      localPreference: neighbor.type === 'internal' ? route.localPreference : DEFAULT_LOCAL_PREFERENCE,
      preference: undefined,
      interface: session.interface,
      neighbor: neighbor.address,
      nextHop: neighbor.address,
    };
    const { accepted, route: taken } = view.policies.evaluate(neighbor.imports, received, 'accept');
    return { route: taken, hidden: !accepted || isLooped(session, taken), session };
  });
}
