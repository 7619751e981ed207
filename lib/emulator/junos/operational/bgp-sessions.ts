import { canonicalAddress } from '../../../model/canonical-address';
import type { DeviceView } from './device-view';
import { directSession, dynamicSessions } from './direct-sessions';
import { LoopbackReach } from './loopback-reach';
import type { BgpSession, SessionInputs } from './session';
import { autonomousSystemsAgree, OPEN_ERROR } from './session';
import { devicesAgree } from './session-authentication';
import { MAIN_INSTANCE } from '../../../model/junos-defaults';

/** Every session of every device, by hostname, in the order of the configuration; dynamic ones behind. */
export function bgpSessions(inputs: SessionInputs): ReadonlyMap<string, readonly BgpSession[]> {
  const connected = new Map<string, readonly BgpSession[]>();
  for (const [hostname, view] of inputs.views) {
    connected.set(hostname, [
      ...view.neighbors.map((neighbor) => directSession(inputs, view, neighbor)),
      ...dynamicSessions(inputs, view),
    ]);
  }
  const reach = reachability(inputs, new LoopbackReach(inputs.views, connected));
  const owners = new Map<string, DeviceView>();
  for (const view of inputs.views.values()) for (const address of view.loopbacks) owners.set(address, view);
  return new Map(
    [...connected].map(([hostname, sessions]) => [
      hostname,
      sessions.map((session) =>
        isOverLoopbacks(session) ? overlaySession(inputs, session, { reach, owners }) : session,
      ),
    ]),
  );
}

/** Whether the session runs between loopbacks: internal, and no subnet of the device holds the neighbor. */
function isOverLoopbacks({ neighbor, interface: ifl }: BgpSession): boolean {
  return neighbor.type === 'internal' && ifl === undefined && !neighbor.shutdown;
}

interface Loopbacks {
  readonly reach: Reachability;
  readonly owners: ReadonlyMap<string, DeviceView>;
}

function overlaySession(inputs: SessionInputs, session: BgpSession, { reach, owners }: Loopbacks): BgpSession {
  const { neighbor, hostname } = session;
  const view = inputs.views.get(hostname);
  const localAddress = neighbor.localAddress ?? view?.loopbacks[0];
  const known = { ...session, localAddress };
  if (view === undefined || localAddress === undefined || !view.loopbacks.includes(localAddress)) {
    return { ...known, state: 'Idle' };
  }
  const address = canonicalAddress(neighbor.address);
  const far = owners.get(address);
  if (far === undefined || far.hostname === hostname) return { ...known, state: 'Active' };
  if (!reach(hostname, far.hostname, address) || !reach(far.hostname, hostname, localAddress)) {
    return { ...known, state: 'Active' };
  }
  const back = far.neighbors.find(
    (one) =>
      canonicalAddress(one.address) === localAddress &&
      (one.localAddress ?? far.loopbacks[0]) === address &&
      one.instance.name === MAIN_INSTANCE &&
      !one.shutdown,
  );
  if (back === undefined) return { ...known, state: 'Active' };
  if (!devicesAgree({ view, neighbor }, { view: far, neighbor: back }, inputs.now))
    return { ...known, state: 'Connect' };
  const common = neighbor.families.some((family) => back.families.includes(family));
  if (!autonomousSystemsAgree(neighbor, back) || !common) return { ...known, state: 'Active', lastError: OPEN_ERROR };
  return inputs.settle({
    ...known,
    state: 'Established',
    peer: { kind: 'device', hostname: far.hostname, neighbor: back },
  });
}

type Reachability = (from: string, owner: string, address: string) => boolean;

/** A device without underlay BGP may be reached in a way that the lab does not know. */
function reachability({ views, reachedOtherwise }: SessionInputs, underlay: LoopbackReach): Reachability {
  const hasUnderlay = (hostname: string) =>
    !reachedOtherwise.has(hostname) ||
    (views.get(hostname)?.neighbors ?? []).some(
      ({ type, instance }) => type === 'external' && instance.name === MAIN_INSTANCE,
    );
  return (from, owner, address) => !hasUnderlay(from) || !hasUnderlay(owner) || underlay.knows(from, owner, address);
}
