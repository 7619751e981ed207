/** Which port is cabled to which, as far as configurations tell: by their subnets, their BGP neighbors, their descriptions. */
import type { LabCable } from '../emulator/topology';
import { networkText } from '../model/address-with-length';
import type { Port, Unit } from '../routing-model/ports';
import type { CapturedDevice } from './captured-device';

/** What was found of the cables between devices. */
export interface FoundCables {
  readonly cables: readonly LabCable[];
  /** Ports that could be cabled in several ways, a sentence each; they have no cable. */
  readonly ambiguous: readonly string[];
}

/** A port with addresses, physical or an aggregate. */
interface End {
  readonly device: CapturedDevice;
  readonly port: Port;
  /** The device's own address by subnet and VLAN. */
  readonly subnets: ReadonlyMap<string, string>;
}

/** Two ends that share a subnet. */
interface Candidate {
  readonly one: End;
  readonly other: End;
  readonly evidence: Evidence;
}

/** How much speaks for a cable, what counts most first. */
type Evidence = readonly [subnets: number, peers: number, described: number];

const NOT_CABLED = /^(?:lo|irb|fxp|em|me|vme|re\d|vtep|jsrv|bme)/;
const AGGREGATE = /^ae\d/;

/** Finds the cables between devices. */
export function findCables(devices: readonly CapturedDevice[]): FoundCables {
  const ends = devices.flatMap(endsOf);
  const subnets = bySubnet(ends);
  let open = candidates(subnets);
  const taken: Candidate[] = [];
  for (let found = surest(open); found.length > 0; found = surest(open)) {
    taken.push(...found);
    const used = new Set(found.flatMap(({ one, other }) => [one, other]));
    open = open.filter(({ one, other }) => !used.has(one) && !used.has(other));
  }
  return { cables: taken.flatMap(cablesOf), ambiguous: [...open.map(sentence), ...crowded(subnets)] };
}

function endsOf(device: CapturedDevice): End[] {
  return device.routing.ports.flatMap((port) => {
    if (NOT_CABLED.test(port.name) || port.disabled) return [];
    const subnets = new Map(
      port.units.flatMap((unit) =>
        unit.addresses
          .filter(({ family, length }) => length < (family === 'inet' ? 32 : 128))
          .map((one) => [`${networkText(one)} ${vlanOnWire(port, unit) ?? ''}`, one.address.toString()] as const),
      ),
    );
    return subnets.size === 0 ? [] : [{ device, port, subnets }];
  });
}

/** The tag that frames of a unit have on the cable. */
export function vlanOnWire({ nativeVlanId }: Pick<Port, 'nativeVlanId'>, { vlanId }: Unit): number | undefined {
  return vlanId === nativeVlanId ? undefined : vlanId;
}

/** A subnet of more ports than this is no cable. */
const MOST_ENDS = 32;

type EndsBySubnet = ReadonlyMap<string, readonly End[]>;

function bySubnet(ends: readonly End[]): EndsBySubnet {
  const found = new Map<string, End[]>();
  for (const end of ends) {
    for (const subnet of end.subnets.keys()) {
      const sharing = found.get(subnet);
      if (sharing === undefined) found.set(subnet, [end]);
      else sharing.push(end);
    }
  }
  return found;
}

function crowded(subnets: EndsBySubnet): string[] {
  return [...subnets].flatMap(([subnet, { length }]) =>
    length > MOST_ENDS ? [`${length} ports share ${subnet.split(' ')[0] ?? ''}: it is taken for no cable`] : [],
  );
}

function candidates(subnets: EndsBySubnet): Candidate[] {
  const found = new Map<End, Set<End>>();
  for (const sharing of subnets.values()) {
    if (sharing.length > MOST_ENDS) continue;
    for (const [at, one] of sharing.entries()) {
      for (const other of sharing.slice(at + 1)) {
        if (one.device === other.device) continue;
        found.set(one, (found.get(one) ?? new Set()).add(other));
      }
    }
  }
  return [...found].flatMap(([one, others]) =>
    [...others].flatMap((other) => {
      const shared = sharedSubnets(one, other);
      if (shared.length === 0) return [];
      const described = describes(one, other) + describes(other, one);
      const evidence = [shared.length, peersBetween(one, other, shared), described] as const;
      return [{ one, other, evidence }];
    }),
  );
}

/** Subnets in which both have an address, and not the same. */
function sharedSubnets(one: End, other: End): string[] {
  return [...one.subnets].flatMap(([subnet, address]) => {
    const far = other.subnets.get(subnet);
    return far === undefined || far === address ? [] : [subnet];
  });
}

/** How many BGP neighbors of both are the other one there, by address and AS number. */
function peersBetween(one: End, other: End, shared: readonly string[]): number {
  const ways = [
    [one, other],
    [other, one],
  ] as const;
  return ways.flatMap(([near, far]) =>
    shared.filter((subnet) => {
      const expected = near.device.peers.get(far.subnets.get(subnet) ?? '');
      return expected !== undefined && far.device.asns.has(expected);
    }),
  ).length;
}

/** Whether the description of a port names the other device, and the port there. */
function describes(near: End, far: End): number {
  const texts = [near.port.description, ...near.port.units.map(({ description }) => description)];
  const words = texts.flatMap((text) => (text ?? '').toLowerCase().split(/[\s,;()[\]"']+/));
  const host = far.device.hostname.toLowerCase();
  const naming = words.filter((word) => word.includes(host) || namesOneLike(word, host));
  if (naming.length === 0) return 0;
  const port = far.port.name.toLowerCase();
  return words.some((word) => word === port || word.endsWith(`:${port}`) || word.endsWith(`_${port}`)) ? 2 : 1;
}

/** `spine-1` and `spine1` are one device to whoever describes a port. */
function namesOneLike(word: string, host: string): boolean {
  return word.replaceAll(/[-_.]/g, '').includes(host.replaceAll(/[-_.]/g, ''));
}

/** Those that are better than any other for both of their ends. */
function surest(open: readonly Candidate[]): Candidate[] {
  const byEnd = new Map<End, Candidate[]>();
  for (const one of open) {
    for (const end of [one.one, one.other]) byEnd.set(end, [...(byEnd.get(end) ?? []), one]);
  }
  const isBest = (candidate: Candidate, end: End): boolean =>
    (byEnd.get(end) ?? []).every((rival) => rival === candidate || compare(candidate.evidence, rival.evidence) > 0);
  return open.filter((one) => isBest(one, one.one) && isBest(one, one.other));
}

function compare(one: Evidence, other: Evidence): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}

/** Of aggregates, one for each pair of members in their order. */
function cablesOf({ one, other }: Candidate): LabCable[] {
  const [near, far] = [physicalPorts(one), physicalPorts(other)];
  return near.flatMap((port, at) => {
    const back = far[at];
    if (back === undefined) return [];
    return [{ a: { device: one.device.hostname, port }, b: { device: other.device.hostname, port: back } }];
  });
}

function physicalPorts({ device, port }: End): readonly string[] {
  return membersOf(device, port.name);
}

/** The port itself, or the members of an aggregate. */
export function membersOf({ routing }: CapturedDevice, port: string): readonly string[] {
  return AGGREGATE.test(port) ? routing.ports.filter(({ bundle }) => bundle === port).map(({ name }) => name) : [port];
}

function sentence({ one, other }: Candidate): string {
  const [shared = ''] = sharedSubnets(one, other);
  const [subnet = ''] = shared.split(' ');
  return `${place(one)} and ${place(other)} share ${subnet}, and so do others: they have no cable`;
}

function place({ device, port }: End): string {
  return `${device.hostname} ${port.name}`;
}
