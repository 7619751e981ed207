/** Who is at the other end of the sessions that lead out of what was saved. */
import { PolicyEvaluation } from '../emulator/junos/operational/policy-evaluation';
import type { RibRoute } from '../emulator/junos/operational/route';
import type { LabAuthentication, LabCable, LabLink, LabServer } from '../emulator/topology';
import { plainSecret } from '../junos/tree/secret-encoding';
import type { AddressWithLength } from '../model/address-with-length';
import { containsAddress, networkText, readAddress, readRoutingPrefix } from '../model/address-with-length';
import { canonicalAddress } from '../model/canonical-address';
import { DEFAULT_LOCAL_PREFERENCE } from '../model/junos-defaults';
import type { Neighbor } from '../routing-model/bgp';
import type { RoutingPolicies } from '../routing-model/policies';
import { policiesIn, readPolicyExpression } from '../junos/tree/policy-expression';
import type { Port, Unit } from '../routing-model/ports';
import { neighborsOf } from '../routing-model/routing-model';
import { membersOf, vlanOnWire } from './cables';
import type { CapturedDevice } from './captured-device';

/** The servers and routers outside, and the sessions that cannot come up. */
export interface Outside {
  readonly servers: readonly LabServer[];
  /** A sentence each. */
  readonly unreachable: readonly string[];
}

/** A neighbor that no device here is, and the port that leads to it. */
interface Stranger {
  readonly device: CapturedDevice;
  readonly neighbor: Neighbor;
  readonly port: Port;
  readonly unit: Unit;
  readonly subnet: AddressWithLength;
}

/** Makes servers of the neighbors that nobody here is: they answer as they are expected to. */
export function findOutside(devices: readonly CapturedDevice[], cables: readonly LabCable[]): Outside {
  const present = new Presence(devices, cables);
  const strangers: Stranger[] = [];
  const distant: { device: CapturedDevice; neighbor: Neighbor }[] = [];
  const unreachable: string[] = [];
  for (const device of devices) {
    for (const neighbor of neighborsOf(device.routing)) {
      const found = present.look(device, neighbor);
      if (found.kind === 'stranger') strangers.push(found);
      else if (found.kind === 'distant') distant.push({ device, neighbor });
      else if (found.kind === 'unreachable') unreachable.push(`${sessionName(device, neighbor)}: ${found.why}`);
    }
  }
  const servers = serversOf(strangers, distant);
  const known = new Set(
    servers.flatMap(({ sessions = [] }) => sessions.map(({ device, address }) => `${device} ${address}`)),
  );
  for (const { device, neighbor } of distant) {
    if (known.has(`${device.hostname} ${canonicalAddress(neighbor.address)}`)) continue;
    unreachable.push(
      `${sessionName(device, neighbor)}: no device here has that address, and no router outside is known that could lead to it`,
    );
  }
  return { servers, unreachable };
}

function sessionName({ hostname }: CapturedDevice, { address, instance }: Neighbor): string {
  return `${hostname} to ${address}${instance.isMain ? '' : ` in ${instance.name}`}`;
}

type Look =
  | { readonly kind: 'present' | 'distant' }
  | { readonly kind: 'unreachable'; readonly why: string }
  | ({ readonly kind: 'stranger' } & Stranger);

/** Who is here, by address. */
class Presence {
  readonly #addresses = new Set<string>();
  /** Addresses that devices take for their own in sessions, by device and the neighbor's address. */
  readonly #claimed = new Map<string, string>();
  readonly #cabled: ReadonlySet<string>;

  constructor(devices: readonly CapturedDevice[], cables: readonly LabCable[]) {
    this.#cabled = new Set(cables.flatMap(({ a, b }) => [a, b]).map(({ device, port }) => `${device} ${port}`));
    for (const { hostname, routing } of devices) {
      for (const { addresses } of routing.ports.flatMap(({ units }) => units)) {
        for (const { address } of addresses) this.#addresses.add(address.toString());
      }
      for (const { localAddress } of neighborsOf(routing)) {
        if (localAddress !== undefined) this.#claimed.set(canonicalAddress(localAddress), hostname);
      }
    }
  }

  look(device: CapturedDevice, neighbor: Neighbor): Look {
    const address = canonicalAddress(neighbor.address);
    if (neighbor.shutdown) return { kind: 'present' };
    const at = connectedTo(device, neighbor);
    if (at === undefined) return this.#away(device, neighbor, address);
    if (this.#addresses.has(address)) return { kind: 'present' };
    const claimant = this.#claimed.get(address);
    if (claimant !== undefined) {
      return { kind: 'unreachable', why: `${claimant} has ${address} for its own address, and no port with it` };
    }
    const members = membersOf(device, at.port.name);
    if (members.some((port) => this.#cabled.has(`${device.hostname} ${port}`))) {
      return { kind: 'unreachable', why: `${at.port.name} leads to a device that has not this address` };
    }
    if (!PHYSICAL.test(members[0] ?? '')) {
      return { kind: 'unreachable', why: `it is behind ${at.unit.name}, and bridging is not emulated` };
    }
    return { kind: 'stranger', ...at };
  }

  #away(device: CapturedDevice, { localAddress }: Neighbor, address: string): Look {
    const own = localAddress === undefined ? undefined : canonicalAddress(localAddress);
    if (own !== undefined && !hasAddress(device, own)) {
      return { kind: 'unreachable', why: `${device.hostname} has no port with ${own}, its own address there` };
    }
    return { kind: this.#addresses.has(address) ? 'present' : 'distant' };
  }
}

const PHYSICAL = /^(?:et|xe|ge)-\d/;

function hasAddress({ routing }: CapturedDevice, text: string): boolean {
  return routing.ports.some(({ units }) =>
    units.some(({ addresses }) => addresses.some(({ address }) => address.toString() === text)),
  );
}

function connectedTo(device: CapturedDevice, neighbor: Neighbor): Stranger | undefined {
  const address = readAddress(neighbor.address);
  if (address === undefined) return undefined;
  for (const port of device.routing.ports) {
    for (const unit of port.units) {
      const subnet = unit.addresses.find((one) => containsAddress(one, address) && !one.address.equals(address));
      if (subnet !== undefined && instanceOf(device, unit.name) === neighbor.instance.name) {
        return { device, neighbor, port, unit, subnet };
      }
    }
  }
  return undefined;
}

function instanceOf({ routing }: CapturedDevice, unit: string): string | undefined {
  const own = routing.instances.find(({ interfaces }) => interfaces.includes(unit));
  return (own ?? routing.instances[0])?.name;
}

interface Distant {
  readonly device: CapturedDevice;
  readonly neighbor: Neighbor;
}

/** Sessions to one AS number whose descriptions are alike are with one router. */
function serversOf(strangers: readonly Stranger[], distant: readonly Distant[]): LabServer[] {
  const byRouter = new Map<string, Stranger[]>();
  for (const stranger of strangers) {
    const key = `${stranger.neighbor.peerAsn ?? ''} ${routerName(stranger.neighbor) ?? `${stranger.device.hostname} ${stranger.unit.name}`}`;
    byRouter.set(key, [...(byRouter.get(key) ?? []), stranger]);
  }
  const names = new Set<string>();
  const far = new Set(distant);
  return [...byRouter.values()].flatMap((own) => {
    const [{ neighbor } = { neighbor: undefined }] = own;
    if (neighbor?.peerAsn === undefined) return [];
    const { peerAsn: asn } = neighbor;
    const behind = [...far].filter((one) => one.neighbor.peerAsn === asn && one.neighbor.instance.isMain);
    for (const one of behind) far.delete(one);
    const name = distinct(routerName(neighbor) ?? `as${asn}-${canonicalAddress(neighbor.address)}`, names);
    const sessions = behind.map(({ device, neighbor: one }) => ({
      device: device.hostname,
      address: canonicalAddress(one.address),
      peerAsn: one.localAsn ?? asn,
      authentication: authenticationOf(device, one),
    }));
    return [{ name, asn, prefixes: [], links: linksOf(own), ...(sessions.length > 0 && { sessions }) }];
  });
}

/** The name of whom a description is about. */
function routerName({ description }: Neighbor): string | undefined {
  const name = description
    ?.replace(/^(?:facing|to)[_.\s]+/i, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[._-]+/, '');
  return name === undefined || name === '' ? undefined : name.slice(0, 63);
}

function distinct(wanted: string, names: Set<string>): string {
  let name = wanted;
  for (let n = 2; names.has(name); n += 1) name = `${wanted}-${n}`;
  names.add(name);
  return name;
}

/** One link for each port and VLAN: the addresses of both families belong together. */
function linksOf(strangers: readonly Stranger[]): LabLink[] {
  const links = new Map<string, LabLink>();
  for (const { device, neighbor, port, subnet, unit } of strangers) {
    const vlanId = vlanOnWire(port, unit);
    const [first = '', ...others] = membersOf(device, port.name);
    const key = `${device.hostname} ${first} ${vlanId ?? ''}`;
    const known = links.get(key);
    links.set(key, {
      device: device.hostname,
      port: first,
      vlanId,
      peerAsn: neighbor.localAsn,
      bundledPorts: port.lacp === undefined ? undefined : others,
      authentication: authenticationOf(device, neighbor),
      ...known,
      addresses: [...(known?.addresses ?? []), `${canonicalAddress(neighbor.address)}/${subnet.length}`],
      prefixes: [...new Set([...(known?.prefixes ?? []), ...announcedTo(device, neighbor)])],
    });
  }
  return [...links.values()];
}

function authenticationOf({ routing }: CapturedDevice, { authentication }: Neighbor): LabAuthentication | undefined {
  if (authentication === undefined) return undefined;
  const { algorithm, key, keyChain } = authentication;
  const secrets = keyChain === undefined ? [{ secret: key }] : (routing.keyChains.get(keyChain) ?? []);
  const method = METHODS.find((one) => one === (algorithm === 'ao' ? 'tcpAo' : algorithm)) ?? 'md5';
  const keys = secrets.flatMap(({ secret, ...ids }) =>
    secret === undefined ? [] : [{ secret: plainSecret(secret), ...idsOf(ids) }],
  );
  return keys.length === 0 ? undefined : { method, keys };
}

/** The ids of a key as the other end has them. */
function idsOf({ recvId, sendId }: { readonly sendId?: number; readonly recvId?: number }): {
  readonly sendId?: number;
  readonly recvId?: number;
} {
  return { ...(recvId !== undefined && { sendId: recvId }), ...(sendId !== undefined && { recvId: sendId }) };
}

const METHODS = ['md5', 'hmac-sha-1-96', 'aes-128-cmac-96', 'tcpAo'] as const;

/** What the import policies of a session name exactly and let in; where there is nothing such, a default route if that may. */
function announcedTo({ routing }: CapturedDevice, neighbor: Neighbor): string[] {
  const inet6 = neighbor.address.includes(':');
  const policies = new PolicyEvaluation(routing);
  const passes = (text: string): boolean => {
    const route = announcement(text, neighbor);
    return route !== undefined && policies.evaluate(neighbor.imports, route, 'accept').accepted;
  };
  const exact = [...policiesNamed(routing.policies, neighbor.imports)]
    .flatMap((name) => routing.policies.get(name)?.terms ?? [])
    .flatMap(({ conditions }) => conditions)
    .flatMap((condition) => (condition.kind === 'prefix' ? condition.filters : []))
    .filter(({ from, prefix, to }) => from === to && from === prefix.length && (prefix.family === 'inet6') === inet6)
    .map(({ prefix }) => networkText(prefix));
  const named = [...new Set(exact)].filter(passes);
  const fallback = inet6 ? '::/0' : '0.0.0.0/0';
  return named.length > 0 ? named : [fallback].filter(passes);
}

/** Every policy of a chain, and those that these ask. */
function policiesNamed(policies: RoutingPolicies, chain: readonly string[]): ReadonlySet<string> {
  const named = new Set<string>();
  const open = [...chain];
  for (let text = open.pop(); text !== undefined; text = open.pop()) {
    const expression = readPolicyExpression(text);
    for (const name of expression === undefined ? [] : policiesIn(expression)) {
      if (named.has(name)) continue;
      named.add(name);
      const conditions = (policies.get(name)?.terms ?? []).flatMap((term) => term.conditions);
      const asked = conditions.flatMap((one) => (one.kind === 'policy' ? one.policies.flatMap(policiesIn) : []));
      open.push(...asked);
    }
  }
  return named;
}

function announcement(text: string, { address, peerAsn = 0 }: Neighbor): RibRoute | undefined {
  const prefix = readRoutingPrefix(text);
  if (prefix === undefined) return undefined;
  return {
    prefix,
    text,
    protocol: 'bgp',
    asPath: [peerAsn],
    communities: [],
    localPreference: DEFAULT_LOCAL_PREFERENCE,
    neighbor: address,
    nextHop: address,
  };
}
