/** What FRR and the kernel of a node say, read out of their JSON. */
import { parsedJson } from './node-shell';
import { MAIN_INSTANCE } from '../../model/junos-defaults';

/** A BGP session of a node. */
export interface TwinSession {
  /** `master` for the main instance. */
  readonly instance: string;
  readonly neighbor: string;
  /** One entry for each family of a session. */
  readonly family: 'inet' | 'inet6' | 'evpn';
  /** `Established`, `Active` … */
  readonly state: string;
  readonly peerAsn: number;
  readonly prefixesReceived: number;
  readonly prefixesSent: number;
}

/** A path that BGP holds for a prefix. */
export interface TwinPath {
  readonly nextHop: string;
  readonly best: boolean;
  readonly multipath: boolean;
  readonly valid: boolean;
  readonly asPath: readonly number[];
  readonly localPreference?: number;
  /** Standard, large and extended ones, as FRR writes them. */
  readonly communities: readonly string[];
  /** Route distinguisher that it was imported from. */
  readonly importedFrom?: string;
}

/** A type-5 route that a node holds. */
export interface TwinTypeFive {
  readonly routeDistinguisher: string;
  readonly prefix: string;
  readonly nextHops: readonly string[];
  readonly routeTargets: readonly string[];
  readonly routerMac?: string;
  /** Made here, and not learned. */
  readonly own: boolean;
  readonly paths: number;
}

type Json = Readonly<Record<string, unknown>>;

const FAMILIES: Readonly<Record<string, TwinSession['family']>> = {
  ipv4Unicast: 'inet',
  ipv6Unicast: 'inet6',
  l2VpnEvpn: 'evpn',
};

/** Of `show bgp vrf all summary json`. */
export function observedSessions(text: string): TwinSession[] {
  return Object.entries(object(parsedJson(text))).flatMap(([vrf, families]) =>
    Object.entries(object(families)).flatMap(([name, summary]) => {
      const family = FAMILIES[name];
      if (family === undefined) return [];
      return Object.entries(object(object(summary).peers)).map(([neighbor, peer]) => {
        const { state, remoteAs, pfxRcd, pfxSnt } = object(peer);
        return {
          instance: vrf === 'default' ? MAIN_INSTANCE : vrf,
          neighbor,
          family,
          state: stringIn(state) ?? 'unknown',
          peerAsn: Number(remoteAs),
          prefixesReceived: Number(pfxRcd ?? 0),
          prefixesSent: Number(pfxSnt ?? 0),
        };
      });
    }),
  );
}

/** Of `show bgp vrf X ipv4 unicast PREFIX json`. */
export function readPaths(text: string): TwinPath[] {
  return list(object(parsedJson(text)).paths).map((path) => {
    const next = list(object(path).nexthops).map(object);
    const best = object(object(path).bestpath);
    const communities = ['community', 'largeCommunity', 'extendedCommunity'].flatMap((name) =>
      words(object(object(path)[name]).string),
    );
    const preference = object(path).locPrf;
    return {
      nextHop: stringIn(next[0]?.ip) ?? '',
      best: best.overall === true,
      multipath: object(path).multipath === true || best.overall === true,
      valid: object(path).valid === true,
      asPath: words(object(object(path).aspath).string)
        .map(Number)
        .filter(Number.isInteger),
      localPreference: typeof preference === 'number' ? preference : undefined,
      communities,
      importedFrom: stringIn(object(path).importedFrom),
    };
  });
}

const TYPE_FIVE = /^\[5\]:\[\d+\]:\[(\d+)\]:\[([^\]]+)\]$/;

/** Of `show bgp l2vpn evpn route type prefix json`. */
export function readTypeFives(text: string): TwinTypeFive[] {
  return Object.entries(object(parsedJson(text))).flatMap(([routeDistinguisher, routes]) =>
    Object.entries(object(routes)).flatMap(([key, route]) => {
      const [, length, address] = TYPE_FIVE.exec(key) ?? [];
      if (length === undefined || address === undefined) return [];
      const paths = list(object(route).paths).flat().map(object);
      const extended = words(paths.map((path) => stringIn(object(path.extendedCommunity).string)).join(' '));
      const nextHops = paths
        .filter(({ valid }) => valid === true)
        .flatMap((path) => list(path.nexthops).flatMap((next) => stringIn(object(next).ip) ?? []));
      return [
        {
          routeDistinguisher,
          prefix: `${address}/${length}`,
          nextHops: [...new Set(nextHops)].sort(),
          routeTargets: [...new Set(extended.flatMap((one) => /^RT:(.*)$/.exec(one)?.[1] ?? []))].sort(),
          routerMac: extended.flatMap((one) => /^Rmac:(.*)$/.exec(one)?.[1] ?? [])[0],
          own: paths.some(({ peerId }) => peerId === '(unspec)'),
          paths: paths.length,
        },
      ];
    }),
  );
}

/** Of `show evpn vni X json`: VRF and VNI, where it works. */
export function readVni(text: string): readonly [vrf: string, vni: number] | undefined {
  const { state, vni, vrf } = object(parsedJson(text));
  return state === 'Up' && typeof vrf === 'string' ? [vrf, Number(vni)] : undefined;
}

/** Of `ip -j route show PREFIX`: where the kernel sends packets for it, each next hop once, sorted. */
export function readNextHops(text: string): string[] {
  const routes = list(parsedJson(text)).map(object);
  const hops = routes.flatMap((route) => {
    const several = list(route.nexthops).map(object);
    return (several.length > 0 ? several : [route]).flatMap(
      (hop) => stringIn(hop.gateway ?? object(hop.via).host) ?? [],
    );
  });
  return [...new Set(hops)].sort();
}

/** One way that the kernel sends packets. */
export interface KernelHop {
  readonly gateway: string;
  /** Interface that they leave by. */
  readonly interface: string;
}

/** Every route of `ip -j route show` that leads over others, with all its ways. */
export function readHops(text: string): Map<string, readonly KernelHop[]> {
  const routes = list(parsedJson(text)).map(object);
  return new Map(
    routes.map((route) => {
      const several = list(route.nexthops).map(object);
      const hops = (several.length > 0 ? several : [route]).map((hop) => ({
        gateway: stringIn(hop.gateway ?? object(hop.via).host) ?? '',
        interface: stringIn(hop.dev) ?? '',
      }));
      return [stringIn(route.dst) ?? '', hops.filter(({ gateway }) => gateway !== '')];
    }),
  );
}

/** Every route of `ip -j route show`, with the next hops. */
export function readRoutes(text: string): Map<string, readonly string[]> {
  const routes = list(parsedJson(text)).map(object);
  return new Map(routes.map((route) => [stringIn(route.dst) ?? '', readNextHops(JSON.stringify([route]))]));
}

/** An interface of a node, as the kernel has it. */
export interface KernelInterface {
  readonly name: string;
  /** Whether it is up and the other end too. */
  readonly up: boolean;
  /** With prefix length, link-local ones left out. */
  readonly addresses: readonly string[];
}

/** Of `ip -j address show`. */
export function observedInterfaces(text: string): KernelInterface[] {
  return list(parsedJson(text))
    .map(object)
    .map(({ ifname, operstate, addr_info: addresses }) => ({
      name: stringIn(ifname) ?? '',
      up: operstate === 'UP',
      addresses: list(addresses)
        .map(object)
        .filter(({ scope }) => scope !== 'link')
        .map(({ local, prefixlen }) => `${stringIn(local) ?? ''}/${String(prefixlen)}`),
    }));
}

export function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

export function stringIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function words(value: unknown): string[] {
  return (stringIn(value) ?? '').split(/\s+/).filter((word) => word !== '');
}
