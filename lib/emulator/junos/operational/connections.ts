import type { LabClock, LabTimer } from '../../lab-clock';
import type { LabTopology } from '../../topology';
import { deviceAsnOf } from '../../topology';
import { canonicalAddress } from '../../../model/canonical-address';
import { connectedSessions, isOverLoopbacks, overlaySession } from './bgp-sessions';
import type { Cabling } from './cabling';
import { Convergence } from './convergence';
import type { DeviceView, FabricMember } from './device-view';
import { deviceView } from './device-view';
import type { PortState } from './interfaces';
import { interfaceStates } from './interfaces';
import { areSame, Kept } from './kept';
import { LoopbackReach, underlayText } from './loopback-reach';
import type { BgpSession, SessionInputs } from './session';
import type { SessionHistory } from './session-history';

/** What every device has configured, which of its ports are up, and with whom it speaks BGP. By hostname. */
export interface ConnectionsOfDevices {
  readonly views: ReadonlyMap<string, DeviceView>;
  readonly ports: ReadonlyMap<string, ReadonlyMap<string, PortState>>;
  readonly sessions: ReadonlyMap<string, readonly BgpSession[]>;
  /** Another object as soon as the underlay may carry other loopbacks, or over other paths. */
  readonly reach: LoopbackReach;
}

/** What connections are computed from, beside the devices. */
interface ConnectionInputs {
  readonly topology: LabTopology;
  readonly clock: LabClock;
  readonly cabling: Cabling;
  readonly history: SessionHistory;
  /** Called when a session that waits is established, whether or not anybody asks. */
  readonly wake: () => void;
}

type Views = ReadonlyMap<string, DeviceView>;

/**
 * Keeps the connections of all devices as the lab changes. What is kept for a device is computed anew where something that
 * it was computed from is another object: after a commit, of the device itself and of those that it has a cable or a session to.
 */
export class Connections {
  private readonly convergence: Convergence;
  private readonly reachedOtherwise: ReadonlySet<string>;
  private readonly keptPorts = new Kept<ReadonlyMap<string, PortState>>();
  private readonly keptConnected = new Kept<readonly BgpSession[]>();
  private readonly keptUnderlay = new Kept<string>();
  private readonly keptOverlay = new Kept<readonly BgpSession[]>();
  private readonly keptSessions = new Kept<readonly BgpSession[]>();
  /** One object for the life of the lab: searches of `reach` go on in it. */
  private readonly views = new Map<string, DeviceView>();
  private readonly connected = new Map<string, readonly BgpSession[]>();
  private reach: LoopbackReach;
  private underlay: readonly string[] = [];
  private timer: LabTimer | undefined;

  constructor(
    private readonly members: readonly FabricMember[],
    private readonly inputs: ConnectionInputs,
  ) {
    const byHostname = new Map(members.map((member) => [member.hostname, member]));
    this.convergence = new Convergence((hostname) => byHostname.get(hostname)?.switches);
    this.reachedOtherwise = new Set(
      inputs.topology.devices
        .filter(({ configuration, starts }) => starts !== 'empty' && configuration === undefined)
        .map(({ hostname }) => hostname),
    );
    this.reach = this.newReach();
  }

  /** The connections now. */
  now(): ConnectionsOfDevices {
    for (const member of this.members) this.views.set(member.hostname, deviceView(member));
    const views = new Map(this.views);
    const ports = this.portsOf(views);
    const inputs: SessionInputs = {
      deviceAsnOf: (hostname) => deviceAsnOf(this.inputs.topology, hostname),
      servers: this.inputs.topology.servers,
      now: this.inputs.clock.now(),
      cabling: this.inputs.cabling,
      views,
      ports,
    };
    this.connect(inputs);
    const sessions = this.withOverlay(inputs);
    for (const [hostname, own] of sessions) this.inputs.history.record(hostname, own);
    this.wakeAt(this.convergence.due);
    return { views, ports, sessions, reach: this.reach };
  }

  private portsOf(views: Views): ReadonlyMap<string, ReadonlyMap<string, PortState>> {
    const { cabling } = this.inputs;
    return mapValues(views, (view, hostname) => {
      const far = [...cabling.neighbors(hostname)].flatMap((one) => [views.get(one), cabling.movesAt(one)]);
      return this.keptPorts.of(hostname, [view, cabling.movesAt(hostname), ...far], (before) =>
        unlessSame(before, interfaceStates(view, { views, cabling })),
      );
    });
  }

  private connect(inputs: SessionInputs): void {
    const { cabling, ports, views } = inputs;
    for (const [hostname, view] of views) {
      const far = [...cabling.neighbors(hostname)];
      const own = [view, ports.get(hostname), cabling.movesAt(hostname)];
      const others = far.flatMap((one) => [views.get(one), ports.get(one)]);
      const moment = momentOfKeys([hostname, ...far], inputs);
      const sessions = this.keptConnected.of(hostname, [...own, ...others, moment], () =>
        connectedSessions(inputs, view),
      );
      this.connected.set(hostname, this.settle(hostname, 'connected', sessions, inputs.now));
    }
  }

  private withOverlay(inputs: SessionInputs): ReadonlyMap<string, readonly BgpSession[]> {
    this.renewReach(inputs.views);
    const { connected } = this;
    const owners = new Map([...inputs.views.values()].flatMap((view) => view.loopbacks.map((one) => [one, view])));
    const reach = (from: string, owner: string, address: string) => this.reach.knows(from, owner, address);
    return mapValues(connected, (own, hostname) => {
      const overLoopbacks = own.filter(isOverLoopbacks);
      if (overLoopbacks.length === 0) return own;
      const far = overLoopbacks.flatMap(({ neighbor }) => owners.get(canonicalAddress(neighbor.address)) ?? []);
      const moment = momentOfKeys([hostname, ...far.map((one) => one.hostname)], inputs);
      const given = [inputs.views.get(hostname), own, this.reach, ...far, moment];
      const overlay = this.keptOverlay.of(hostname, given, () =>
        overLoopbacks.map((session) => overlaySession({ ...inputs, connected, owners, reach }, session)),
      );
      const settled = this.settle(hostname, 'overlay', overlay, inputs.now);
      return this.keptSessions.of(hostname, [own, settled], () => {
        const next = settled.values();
        return own.map((session) => (isOverLoopbacks(session) ? (next.next().value ?? session) : session));
      });
    });
  }

  private settle(hostname: string, kind: string, sessions: readonly BgpSession[], now: number): readonly BgpSession[] {
    return this.convergence.settle(hostname, kind, sessions, { now, changedAt: this.inputs.history.changedAt });
  }

  private renewReach(views: Views): void {
    const underlay = [...views].map(([hostname, view]) => {
      const sessions = this.connected.get(hostname) ?? [];
      return this.keptUnderlay.of(hostname, [view, sessions], () => underlayText({ view, sessions }));
    });
    if (!areSame(underlay, this.underlay)) this.reach = this.newReach();
    this.underlay = underlay;
  }

  private newReach(): LoopbackReach {
    return new LoopbackReach(this.views, this.connected, this.reachedOtherwise);
  }

  private wakeAt(due: number | undefined): void {
    this.timer?.cancel();
    this.timer =
      due === undefined
        ? undefined
        : this.inputs.clock.at(due, () => {
            this.inputs.wake();
          });
  }
}

/** Sessions depend on the time where a device has keys that begin. */
function momentOfKeys(hostnames: readonly string[], { now, views }: SessionInputs): number | undefined {
  return hostnames.some((one) => (views.get(one)?.keyChains.size ?? 0) > 0) ? now : undefined;
}

/** Ports that are as they were, of the same configuration, are the same. */
function unlessSame(
  before: ReadonlyMap<string, PortState> | undefined,
  ports: ReadonlyMap<string, PortState>,
): ReadonlyMap<string, PortState> {
  const isSame =
    before?.size === ports.size &&
    [...ports].every(([name, { configured, up }]) => {
      const known = before.get(name);
      return known?.up === up && known.configured === configured;
    });
  return isSame ? before : ports;
}

function mapValues<Value, Made>(
  map: ReadonlyMap<string, Value>,
  make: (value: Value, key: string) => Made,
): ReadonlyMap<string, Made> {
  return new Map([...map].map(([key, value]) => [key, make(value, key)]));
}
