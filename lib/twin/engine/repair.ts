/**
 * FRR before 9.0 loses the MAC addresses of tunnel ends (https://github.com/FRRouting/frr/issues/12391): when the best path
 * of an imported type-5 route changes, zebra handles the deletion after the addition. Routes and next hops look right and
 * packets are dropped. This puts back what BGP says should be there, and says so: it is never done silently.
 */
import type { TwinNode } from '../plan';
import type { NodeShell } from './node-shell';
import { parsedJson } from './node-shell';
import type { TwinTypeFive } from './observe';
import { list, object, readTypeFives, stringIn } from './observe';

/** Entries that were put back. */
export interface Repair {
  readonly node: string;
  readonly vrf: string;
  /** Address of the tunnel end whose MAC address was missing. */
  readonly tunnelEnd: string;
}

/** The known bug behind every repair. */
export const REPAIRED_BUG = 'frr #12391';

/** Looks at every VRF of a node and repairs it. */
export async function repairNode(shell: NodeShell, node: TwinNode): Promise<Repair[]> {
  const vrfs = node.vrfs.filter(({ vni }) => vni !== undefined);
  if (vrfs.length === 0) return [];
  const [answers, outputs] = await Promise.all([
    shell.ask(node.name, 'bgpd', [
      'show bgp l2vpn evpn route type prefix json',
      ...vrfs.map(({ vni }) => `show bgp l2vpn evpn vni ${vni ?? 0} json`),
    ]),
    shell.runAll(
      node.name,
      vrfs.flatMap(({ name, vni }) => [
        `${shell.inside(name, 'ip')} -j neigh show dev br${vni ?? 0}`,
        `${shell.inside(name, 'bridge')} -j fdb show dev vx${vni ?? 0}`,
      ]),
    ),
  ]);
  const routes = readTypeFives(answers[0] ?? '').filter(({ own }) => !own);
  const repaired = vrfs.map(async ({ name, vni = 0 }, i) => {
    const [about = '', neighbors = '', forwarding = ''] = [answers[1 + i], ...outputs.slice(2 * i)];
    const imported = list(object(parsedJson(about)).importRts).map(String);
    const ends = tunnelEnds(
      routes.filter(({ routeTargets }) => routeTargets.some((target) => imported.includes(target))),
    );
    const missing = missingEnds(ends, neighbors, forwarding);
    if (missing.length > 0) await putBack(shell, node.name, name, vni, missing);
    return missing.map(({ address }) => ({ node: node.name, vrf: name, tunnelEnd: address }));
  });
  return (await Promise.all(repaired)).flat();
}

/** Where packets of a VRF leave to. */
interface TunnelEnd {
  readonly address: string;
  readonly mac: string;
  /** By which routes know it: those of IPv6 go to the same end by its mapped address. */
  readonly neighbors: ReadonlySet<string>;
}

function tunnelEnds(routes: readonly TwinTypeFive[]): TunnelEnd[] {
  const ends = new Map<string, TunnelEnd & { readonly neighbors: Set<string> }>();
  for (const { nextHops, prefix, routerMac } of routes) {
    if (routerMac === undefined) continue;
    for (const address of nextHops) {
      const end = ends.get(address) ?? { address, mac: routerMac, neighbors: new Set<string>() };
      end.neighbors.add(prefix.includes(':') ? `::ffff:${address}` : address);
      ends.set(address, end);
    }
  }
  return [...ends.values()];
}

function missingEnds(wanted: readonly TunnelEnd[], neighbors: string, forwarding: string): TunnelEnd[] {
  const known = list(parsedJson(neighbors)).map(object);
  const macs = new Map(known.map(({ dst, lladdr }) => [stringIn(dst), stringIn(lladdr)]));
  const entries = list(parsedJson(forwarding)).map(object);
  const ends = new Map(entries.flatMap(({ mac, dst }) => (dst === undefined ? [] : [[stringIn(mac), stringIn(dst)]])));
  return wanted.filter(
    ({ address, mac, neighbors: own }) =>
      ends.get(mac) !== address || [...own].some((neighbor) => macs.get(neighbor) !== mac),
  );
}

async function putBack(
  shell: NodeShell,
  node: string,
  vrf: string,
  vni: number,
  ends: readonly TunnelEnd[],
): Promise<void> {
  const neighbors = ends.flatMap(({ mac, neighbors: own }) =>
    [...own].map((address) => `neigh replace ${address} lladdr ${mac} dev br${vni} nud noarp extern_learn`),
  );
  const forwarding = ends.flatMap(({ address, mac }) => [
    `fdb replace ${mac} dev vx${vni} dst ${address} self extern_learn`,
    `fdb replace ${mac} dev vx${vni} master extern_learn`,
  ]);
  await shell.run(node, shell.inside(vrf, 'ip -force -batch -'), `${neighbors.join('\n')}\n`);
  await shell.run(node, shell.inside(vrf, 'bridge -force -batch -'), `${forwarding.join('\n')}\n`);
}
