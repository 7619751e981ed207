import { list, object, observedSessions, stringIn } from '../../../lib/twin/engine/observe';
import { parsedJson } from '../../../lib/twin/engine/node-shell';
import type { Twin } from '../../../lib/twin/engine/twin';
import type { TwinNode } from '../../../lib/twin/plan';
import type { Packet } from './rows';
import { packetRow, routeRow, sessionRow, sorted, toldRow, typeFiveRow } from './rows';

/** Who is asked, and about what. */
export interface Question {
  /** Nodes whose power is gone are not asked. */
  readonly failed: ReadonlySet<string>;
  /** Prefixes of servers: those of links between devices and servers are not predicted. */
  readonly prefixes: ReadonlySet<string>;
}

/** What FRR's tables and the kernels of a twin say. */
export async function observe(twin: Twin, { failed, prefixes }: Question): Promise<string[]> {
  const names = namesByAddress(twin.nodes);
  const asked = twin.nodes.filter(({ name }) => !failed.has(name));
  const rows = await Promise.all(
    asked.map((node) =>
      node.role === 'server' ? serverRows(twin, node, names, prefixes) : deviceRows(twin, node, names, prefixes),
    ),
  );
  return sorted(rows.flat());
}

/** Every packet, and whether it is answered. */
export async function send(twin: Twin, packets: readonly Packet[]): Promise<string[]> {
  const sources = [...new Set(packets.map(({ from }) => from))];
  const rows = await Promise.all(
    sources.map(async (from) => {
      const own = packets.filter((packet) => packet.from === from);
      const pings = own.map(
        ({ source, target }, i) => `(ping -n -q -c 1 -W 1 -I ${source} ${target} > /dev/null 2>&1 && echo ${i}) &`,
      );
      const answered = new Set((await twin.run(from, [...pings, 'wait'].join('\n'))).trim().split('\n'));
      return own.map((packet, i) => packetRow(packet, answered.has(String(i))));
    }),
  );
  return sorted(rows.flat());
}

type Names = ReadonlyMap<string, string>;

function namesByAddress(nodes: readonly TwinNode[]): Names {
  const named = nodes.flatMap(({ name, addresses, interfaces }) =>
    [...addresses, ...interfaces.flatMap((one) => one.addresses)].map(
      (address) => [address.replace(/\/.*$/, ''), name] as const,
    ),
  );
  return new Map(named);
}

/** IPv6 routes lead to a tunnel's end by its mapped address; FRR writes it in hexadecimal, the kernel does not. */
const MAPPED = /^::ffff:(?:([0-9a-f]+):([0-9a-f]+)|([0-9.]+))$/;

function nameOf(names: Names, address: string): string {
  const [, high, low, dotted = ''] = MAPPED.exec(address) ?? [];
  const ipv4 = high === undefined || low === undefined ? dotted : [high, low].flatMap(octets).join('.');
  return names.get(ipv4 === '' ? address : ipv4) ?? address;
}

function octets(hexadecimal: string): number[] {
  const value = parseInt(hexadecimal, 16);
  return [value >> 8, value & 255];
}

const FAMILIES = ['ipv4', 'ipv6'] as const;

async function deviceRows(twin: Twin, node: TwinNode, names: Names, prefixes: ReadonlySet<string>): Promise<string[]> {
  const { name, vrfs } = node;
  const tables = vrfs.flatMap((vrf) => FAMILIES.map((family) => ({ vrf: vrf.name, family })));
  const [shown, ...forwarding] = await Promise.all([
    twin.askBgp(name, [
      'show bgp vrf all summary json',
      'show bgp l2vpn evpn route type prefix json',
      ...tables.map(({ vrf, family }) => `show bgp vrf ${vrf} ${family} unicast json`),
    ]),
    ...vrfs.map((vrf) => twin.kernelHops(name, vrf.name)),
  ]);
  const [sessions = '', typeFives = '', ...bgp] = shown;
  return [
    ...observedSessions(sessions)
      .filter(({ state }) => state === 'Established')
      .map(({ instance, neighbor }) => sessionRow(name, instance, neighbor)),
    ...bestTypeFives(typeFives)
      .filter(({ prefix }) => prefixes.has(prefix))
      .map(({ nextHop, prefix, rd }) => typeFiveRow(name, rd, prefix, nameOf(names, nextHop))),
    ...vrfs.flatMap((vrf, i) => {
      const tablesOfVrf = tables.flatMap((table, j) => (table.vrf === vrf.name ? bestRoutes(bgp[j] ?? '') : []));
      const equal = new Map(
        tablesOfVrf.map(({ prefix, nextHops }) => [prefix, nextHops.map((hop) => nameOf(names, hop))]),
      );
      const kernel = [...(forwarding[i] ?? [])].map(([prefix, hops]) => ({
        prefix,
        used: hops.map(({ gateway, interface: at }) => farEnd(twin, name, at) ?? nameOf(names, gateway)),
      }));
      return [
        ...[...equal].map(([prefix, over]) => ({ of: 'BGP' as const, prefix, over, used: over.length })),
        ...kernel.map(({ prefix, used }) => ({
          of: 'kernel' as const,
          prefix,
          over: [...(equal.get(prefix) ?? []), ...used],
          used: used.length,
        })),
      ]
        .filter(({ prefix }) => prefixes.has(prefix))
        .map(({ of, ...route }) => routeRow(of, { node: name, vrf: vrf.name, ...route }));
    }),
  ];
}

async function serverRows(
  twin: Twin,
  { name }: TwinNode,
  names: Names,
  prefixes: ReadonlySet<string>,
): Promise<string[]> {
  const tables = await twin.askBgp(
    name,
    FAMILIES.map((family) => `show bgp ${family} unicast json`),
  );
  return tables.flatMap((table) =>
    routesIn(table).flatMap(({ prefix, paths }) =>
      paths
        .filter(({ isOwn, isValid }) => isValid && !isOwn && prefixes.has(prefix))
        .map(({ nextHop }) => toldRow(name, nameOf(names, nextHop), prefix)),
    ),
  );
}

/** The node behind the cable of an interface; undefined behind a tunnel. */
function farEnd({ links }: Twin, node: string, name: string): string | undefined {
  for (const { a, b } of links) {
    if (a.node === node && a.interface === name) return b.node;
    if (b.node === node && b.interface === name) return a.node;
  }
  return undefined;
}

interface Path {
  readonly nextHop: string;
  readonly isBest: boolean;
  readonly isValid: boolean;
  /** Made here. */
  readonly isOwn: boolean;
  /** What must be equal for two paths to be used side by side. */
  readonly worth: string;
}

/** Of `show bgp … unicast json`. */
function routesIn(text: string): { readonly prefix: string; readonly paths: readonly Path[] }[] {
  return Object.entries(object(object(parsedJson(text)).routes)).map(([prefix, paths]) => ({
    prefix,
    paths: list(paths).map(object).map(pathOf),
  }));
}

function pathOf(path: Readonly<Record<string, unknown>>): Path {
  const hops = list(path.nexthops).map(object);
  const nextHop = stringIn(hops[0]?.ip) ?? '';
  const length = (stringIn(path.path) ?? '').split(' ').filter((word) => word !== '').length;
  return {
    nextHop,
    isBest: path.bestpath === true,
    isValid: path.valid === true,
    isOwn: nextHop === '0.0.0.0' || nextHop === '::',
    worth: [path.weight, path.locPrf ?? 100, length, path.metric ?? 0, path.pathFrom].join(' '),
  };
}

/** The best path of each prefix, and those as good: also where only one of them may be used. */
function bestRoutes(text: string): { readonly prefix: string; readonly nextHops: readonly string[] }[] {
  return routesIn(text).flatMap(({ prefix, paths }) => {
    const best = paths.find(({ isBest }) => isBest);
    if (best === undefined) return [];
    const equal = paths.filter(({ isValid, worth }) => isValid && worth === best.worth);
    return [{ prefix, nextHops: equal.map(({ nextHop }) => nextHop) }];
  });
}

const TYPE_FIVE = /^\[5\]:\[\d+\]:\[(\d+)\]:\[([^\]]+)\]$/;

/** Of `show bgp l2vpn evpn route type prefix json`: of each route the path that is chosen, as long as it leads somewhere. */
function bestTypeFives(text: string): { readonly rd: string; readonly prefix: string; readonly nextHop: string }[] {
  return Object.entries(object(parsedJson(text))).flatMap(([rd, routes]) =>
    Object.entries(object(routes)).flatMap(([key, route]) => {
      const [, length, address] = TYPE_FIVE.exec(key) ?? [];
      const paths = list(object(route).paths).flat().map(object);
      const best = paths.find(({ bestpath, valid }) => bestpath === true && valid === true);
      if (length === undefined || address === undefined || best === undefined) return [];
      const nextHop = stringIn(object(list(best.nexthops)[0]).ip) ?? '';
      return [{ rd, prefix: `${address}/${length}`, nextHop }];
    }),
  );
}
