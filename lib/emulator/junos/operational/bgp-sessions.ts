import type { LabDistantSession, LabServer } from '../../topology';
import { containsAddress, readAddress } from '../../../model/address-with-length';
import { canonicalAddress } from '../../../model/canonical-address';
import type { DeviceView } from './device-view';
import { directSession, dynamicSessions } from './direct-sessions';
import { neighborsAt } from './neighbor-index';
import type { BgpSession, SessionInputs, StatelessSession } from './session';
import { autonomousSystemsAgree, OPEN_ERROR } from './session';
import { announced } from './route-tables';
import { agreesWithServer, devicesAgree } from './session-authentication';
import { MAIN_INSTANCE } from '../../../model/junos-defaults';

/** The sessions of a device that need no route, as they could be, in the order of the configuration; dynamic ones behind. */
export function connectedSessions(inputs: SessionInputs, view: DeviceView): BgpSession[] {
  return [...view.neighbors.map((neighbor) => directSession(inputs, view, neighbor)), ...dynamicSessions(inputs, view)];
}

/** Whether the session runs over several hops: internal or multihop, and no subnet of the device holds the neighbor. */
export function isOverLoopbacks({ neighbor, interface: ifl }: BgpSession): boolean {
  return (neighbor.type === 'internal' || neighbor.multihop) && ifl === undefined && !neighbor.shutdown;
}

/** What sessions over several hops are computed from. */
export interface OverlayInputs extends SessionInputs {
  /** The sessions of every device that need no route. */
  readonly connected: ReadonlyMap<string, readonly BgpSession[]>;
  /** Who has a loopback address. */
  readonly owners: ReadonlyMap<string, DeviceView>;
  /** Whether a device has a route to a loopback address of another. */
  readonly reach: (from: string, owner: string, address: string) => boolean;
}

/** One over several hops, as it could be. */
export function overlaySession(inputs: OverlayInputs, session: BgpSession): BgpSession {
  const { owners, reach } = inputs;
  const { neighbor, hostname } = session;
  const view = inputs.views.get(hostname);
  const localAddress = neighbor.localAddress ?? view?.loopbacks[0];
  const known = { ...session, localAddress };
  if (view === undefined || localAddress === undefined || !view.loopbacks.includes(localAddress)) {
    return { ...known, state: 'Idle' };
  }
  const address = canonicalAddress(neighbor.address);
  const far = owners.get(address);
  if (far === undefined) return distantSession(inputs, known, view);
  if (far.hostname === hostname) return { ...known, state: 'Active' };
  if (!reach(hostname, far.hostname, address) || !reach(far.hostname, hostname, localAddress)) {
    return { ...known, state: 'Active' };
  }
  const back = neighborsAt(far, localAddress).find(
    (one) => (one.localAddress ?? far.loopbacks[0]) === address && one.instance.name === MAIN_INSTANCE && !one.shutdown,
  );
  if (back === undefined) return { ...known, state: 'Active' };
  if (!devicesAgree({ view, neighbor }, { view: far, neighbor: back }, inputs.now))
    return { ...known, state: 'Connect' };
  const common = neighbor.families.some((family) => back.families.includes(family));
  if (!autonomousSystemsAgree(neighbor, back) || !common) return { ...known, state: 'Active', lastError: OPEN_ERROR };
  return { ...known, state: 'Established', peer: { kind: 'device', hostname: far.hostname, neighbor: back } };
}

/** A server or router outside answers over several hops where what another session with it has brought leads there. */
function distantSession(inputs: OverlayInputs, known: StatelessSession, view: DeviceView): BgpSession {
  const { hostname, neighbor } = known;
  const address = canonicalAddress(neighbor.address);
  const { server, session } = distantEnd(inputs.servers, hostname, address);
  const isReached = server !== undefined && leadsTo(view, inputs.connected.get(hostname) ?? [], server, address);
  if (session === undefined || !isReached) return { ...known, state: 'Active' };
  if (!agreesWithServer(view, neighbor, session.authentication, inputs.now)) return { ...known, state: 'Connect' };
  if (neighbor.peerAsn !== server.asn || neighbor.localAsn !== (session.peerAsn ?? inputs.deviceAsnOf(hostname))) {
    return { ...known, state: 'Active', lastError: OPEN_ERROR };
  }
  return { ...known, state: 'Established', peer: { kind: 'server', server } };
}

function distantEnd(
  servers: readonly LabServer[],
  hostname: string,
  address: string,
): { readonly server?: LabServer; readonly session?: LabDistantSession } {
  for (const server of servers) {
    const session = server.sessions?.find(
      (one) => one.device === hostname && canonicalAddress(one.address) === address,
    );
    if (session !== undefined) return { server, session };
  }
  return {};
}

/** Whether a route that the server has brought over a link, and that policies let in, covers an address of its own. */
function leadsTo(view: DeviceView, sessions: readonly BgpSession[], server: LabServer, text: string): boolean {
  const address = readAddress(text);
  return sessions
    .filter(({ neighbor, peer }) => peer?.kind === 'server' && peer.server === server && neighbor.instance.isMain)
    .some((session) =>
      announced(session).some(
        (route) =>
          address !== undefined &&
          containsAddress(route.prefix, address) &&
          view.policies.evaluate(session.neighbor.imports, route, 'accept').accepted,
      ),
    );
}
