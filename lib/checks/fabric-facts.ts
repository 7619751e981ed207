import type { DeviceIntent, FabricIntent, Family, PeeringIntent } from '../intent/fabric-intent';
import { PrefixRange } from '../model/prefix-range';
import { indexed } from './indexed';

/** A prefix that servers announce in a VRF, with one entry for each session it is announced on. */
export interface AnnouncedPrefix {
  readonly vrf: string;
  readonly prefix: string;
  readonly family: Family;
  readonly announcements: readonly Announcement[];
}

/** The session of a device that a prefix is announced on. */
export interface Announcement {
  readonly device: DeviceIntent;
  readonly peering: PeeringIntent;
}

/** A prefix on a device that its server has a session with. */
export interface PrefixOfHome {
  readonly device: DeviceIntent;
  readonly peering: PeeringIntent;
  readonly prefix: string;
  /** The devices that carry it instead, where this one is drained and there are others; else none. */
  readonly leftTo: readonly string[];
}

/** What kinds of checks ask of an intent, worked out once. */
export class FabricFacts {
  readonly prefixes: readonly AnnouncedPrefix[];
  /**
   * The devices of this fabric that routes between its leaves depend on, sorted: the reflectors, and where a client has no
   * link to one of them, everything that the way there may lead through.
   */
  readonly carriers: readonly string[];
  private readonly byKey: ReadonlyMap<string, AnnouncedPrefix>;
  private readonly inUnderlay: readonly string[];
  private readonly own: ReadonlySet<string>;
  private readonly hostnamesByVrf = indexed(() => new Map<string, readonly string[]>());

  constructor(readonly fabric: FabricIntent) {
    this.own = new Set(fabric.devices.map(({ hostname }) => hostname));
    this.inUnderlay = fabric.devices.filter(({ underlay }) => underlay !== undefined).map(({ hostname }) => hostname);
    this.carriers = unique(
      fabric.devices.flatMap((device) => {
        const { clusterId, peers } = device.overlay ?? { peers: [] };
        return clusterId === undefined ? peers.flatMap(({ hostname }) => this.onTheWay(device, hostname)) : [];
      }),
    );
    this.byKey = announcedPrefixes(fabric);
    this.prefixes = [...this.byKey.values()];
  }

  /** Every prefix of every attachment of these devices, device by device. */
  prefixesOfHomes(asked: readonly DeviceIntent[]): PrefixOfHome[] {
    return asked.flatMap((device) =>
      device.peerings.flatMap((peering) =>
        prefixesOf(peering).map((prefix) => ({
          device,
          peering,
          prefix,
          leftTo: peering.drained === undefined ? [] : this.carryingElsewhere(device, peering.vrf, prefix),
        })),
      ),
    );
  }

  private carryingElsewhere(device: DeviceIntent, vrf: string, prefix: string): string[] {
    const announcements = this.byKey.get(keyOf(vrf, prefix))?.announcements ?? [];
    return carryingElsewhere(device, announcements).map((one) => one.device.hostname);
  }

  /** Those of the devices that have a VRF, but for some; the same list for the same devices, as thousands of checks have it. */
  hostnamesIn(vrf: string, asked: readonly DeviceIntent[], but: readonly string[] = []): readonly string[] {
    const lists = this.hostnamesByVrf(asked);
    const key = [vrf, ...but].join(' ');
    const known = lists.get(key);
    if (known !== undefined) return known;
    const found = asked
      .filter((device) => device.vrfs.some(({ name }) => name === vrf) && !but.includes(device.hostname))
      .map(({ hostname }) => hostname);
    lists.set(key, found);
    return found;
  }

  /** Of these, the devices that belong to this fabric. */
  ownDevices(hostnames: readonly string[]): string[] {
    return hostnames.filter((hostname) => this.own.has(hostname));
  }

  /** The peer, and without a link to it every device of the underlay, since any of them may be on the way. */
  onTheWay({ hostname, underlay }: DeviceIntent, peer: string): string[] {
    const isDirect = underlay?.links.some((link) => link.peer === peer) ?? true;
    if (isDirect) return this.ownDevices([peer]);
    return unique([...this.ownDevices([peer]), ...this.inUnderlay.filter((other) => other !== hostname)]);
  }
}

/**
 * What must be announced on a session: its single prefixes. Ranges of prefixes only allow, and of a range of servers nothing is
 * known before one of them comes.
 */
export function prefixesOf({ acceptedPrefixes, isRange }: PeeringIntent): readonly string[] {
  return isRange === true ? [] : (acceptedPrefixes ?? []).filter((text) => PrefixRange.isExact(text));
}

/** The announcements of other devices that are up and not drained. */
export function carryingElsewhere(device: DeviceIntent, announcements: readonly Announcement[]): Announcement[] {
  return announcements.filter(
    ({ device: other, peering }) =>
      other.hostname !== device.hostname && peering.drained === undefined && peering.expect === 'UP',
  );
}

/** Absent for a VRF of others whose route distinguisher the intent does not know. */
export function routeDistinguisherOf(device: DeviceIntent, vrf: string): string | undefined {
  return device.vrfs.find((one) => one.name === vrf)?.routeDistinguisher;
}

function announcedPrefixes(fabric: FabricIntent): ReadonlyMap<string, AnnouncedPrefix> {
  const found = new Map<string, AnnouncedPrefix & { readonly announcements: Announcement[] }>();
  for (const device of fabric.devices) {
    for (const peering of device.peerings) {
      for (const prefix of prefixesOf(peering)) {
        const { family, vrf } = peering;
        const key = keyOf(vrf, prefix);
        const announced = found.get(key) ?? { vrf, prefix, family, announcements: [] };
        announced.announcements.push({ device, peering });
        found.set(key, announced);
      }
    }
  }
  return found;
}

function keyOf(vrf: string, prefix: string): string {
  return `${vrf} ${prefix}`;
}

function unique(hostnames: readonly string[]): string[] {
  return [...new Set(hostnames)].sort();
}
