/**
 * FRR before 9.0 loses the MAC addresses of tunnel ends (https://github.com/FRRouting/frr/issues/12391): when the best path
 * of an imported type-5 route changes, zebra handles the deletion after the addition. Routes and next hops look right and
 * packets are dropped. This puts back what BGP says should be there, and says so: it is never done silently.
 */
import type { TwinNode } from '../plan';
import type { NodeShell } from './node-shell';
import { parsed } from './node-shell';
import { list, object, readTypeFives, textOf } from './observe';

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
    const imported = list(object(parsed(about)).importRts).map(String);
    const wanted = new Map(
      routes
        .filter(({ routeTargets }) => routeTargets.some((target) => imported.includes(target)))
        .flatMap(({ nextHops, routerMac }) => nextHops.map((hop) => [hop, routerMac ?? ''] as const)),
    );
    const missing = missingEntries(wanted, neighbors, forwarding);
    if (missing.length > 0) await putBack(shell, node.name, name, vni, missing);
    return missing.map(([tunnelEnd]) => ({ node: node.name, vrf: name, tunnelEnd }));
  });
  return (await Promise.all(repaired)).flat();
}

type Entry = readonly [tunnelEnd: string, mac: string];

function missingEntries(wanted: ReadonlyMap<string, string>, neighbors: string, forwarding: string): Entry[] {
  const known = list(parsed(neighbors)).map(object);
  const macs = new Map(known.map(({ dst, lladdr }) => [textOf(dst), textOf(lladdr)]));
  const entries = list(parsed(forwarding)).map(object);
  const ends = new Map(entries.flatMap(({ mac, dst }) => (dst === undefined ? [] : [[textOf(mac), textOf(dst)]])));
  return [...wanted].filter(([end, mac]) => mac !== '' && (macs.get(end) !== mac || ends.get(mac) !== end));
}

/** IPv6 routes go to the same tunnel end by its mapped address. */
async function putBack(
  shell: NodeShell,
  node: string,
  vrf: string,
  vni: number,
  entries: readonly Entry[],
): Promise<void> {
  const neighbors = entries.flatMap(([end, mac]) =>
    [end, `::ffff:${end}`].map(
      (address) => `neigh replace ${address} lladdr ${mac} dev br${vni} nud noarp extern_learn`,
    ),
  );
  const forwarding = entries.flatMap(([end, mac]) => [
    `fdb replace ${mac} dev vx${vni} dst ${end} self extern_learn`,
    `fdb replace ${mac} dev vx${vni} master extern_learn`,
  ]);
  await shell.run(node, shell.inside(vrf, 'ip -force -batch -'), `${neighbors.join('\n')}\n`);
  await shell.run(node, shell.inside(vrf, 'bridge -force -batch -'), `${forwarding.join('\n')}\n`);
}
