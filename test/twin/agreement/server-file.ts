import type { ServerInput } from '../../../lib/reachability/input';

/** What a server's `bgpd.conf` says of one neighbor. */
interface Neighbor {
  readonly remoteAs?: number;
  readonly exportMap?: string;
}

/**
 * A server as the file says that it runs: its AS number, what it expects of its neighbors, and what it announces to them.
 * Where that is not the same on all links it becomes several servers of one name: reachability knows one list for each.
 */
export function asTheirFilesSay(server: ServerInput, bgpd: string): ServerInput[] {
  const file = new ServerFile(bgpd);
  const read = server.links.map((link) => {
    const { exportMap, remoteAs } = file.neighbor(link.leafAddress.replace(/\/.*$/, ''));
    const prefixes = file.announced(exportMap);
    return { family: link.serverAddress.includes(':'), prefixes, link: { ...link, leafAsn: remoteAs } };
  });
  const groups = new Map<string, typeof read>();
  for (const one of read) {
    const key = `${one.family} ${one.prefixes.join(' ')}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const families = new Set(read.map(({ family }) => family));
  const parts = groups.size === families.size ? [read] : [...groups.values()];
  return parts.map((part) => ({
    name: server.name,
    asn: file.asn,
    prefixes: [...new Set(part.flatMap(({ prefixes }) => prefixes))],
    links: part.map(({ link }) => link),
  }));
}

/** As much of FRR's language as generated files use for what they announce. */
class ServerFile {
  readonly asn: number;
  readonly #networks: readonly string[];
  readonly #neighbors = new Map<string, Neighbor>();
  /** Prefixes by list. */
  readonly #lists = new Map<string, readonly string[]>();
  /** What a map lets out, by map: nothing, all, or what is in a list. */
  readonly #maps = new Map<string, readonly string[] | 'all'>();

  constructor(text: string) {
    const lines = text.split('\n').map((line) => line.trim());
    this.asn = Number(/^router bgp (\d+)$/m.exec(text)?.[1]);
    this.#networks = lines.flatMap((line) => /^network (\S+)$/.exec(line)?.[1] ?? []);
    let map: string | undefined;
    for (const line of lines) {
      const [, list = '', prefix = ''] = /^ip(?:v6)? prefix-list (\S+) seq \d+ permit (\S+)$/.exec(line) ?? [];
      if (prefix !== '') this.#lists.set(list, [...(this.#lists.get(list) ?? []), prefix]);
      const [, name, action] = /^route-map (\S+) (permit|deny) \d+$/.exec(line) ?? [];
      if (name !== undefined) this.#maps.set((map = name), action === 'permit' ? 'all' : []);
      const [, matched] = /^match ip(?:v6)? address prefix-list (\S+)$/.exec(line) ?? [];
      if (matched !== undefined && map !== undefined) this.#maps.set(map, this.#lists.get(matched) ?? []);
      const [, address = '', what = '', value = ''] = /^neighbor (\S+) (remote-as|route-map) (\S+)/.exec(line) ?? [];
      if (what === 'remote-as') this.#learn(address, { remoteAs: Number(value) });
      if (what === 'route-map' && line.endsWith(' out')) this.#learn(address, { exportMap: value });
    }
  }

  neighbor(address: string): Neighbor {
    return this.#neighbors.get(address) ?? {};
  }

  /** A prefix list that is left out of a file, as one without entries, lets nothing out. */
  announced(map: string | undefined): readonly string[] {
    const allowed = map === undefined ? 'all' : (this.#maps.get(map) ?? []);
    return this.#networks.filter((network) => allowed === 'all' || allowed.includes(network));
  }

  #learn(address: string, what: Neighbor): void {
    this.#neighbors.set(address, { ...this.#neighbors.get(address), ...what });
  }
}
