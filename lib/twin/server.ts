import type { TwinNode } from './plan';

/** One cable of a server. */
export interface TwinServerLink {
  /** Interface of the server, at most 15 characters. */
  readonly name: string;
  readonly device: string;
  /** Physical port of the device. */
  readonly port: string;
  /** VLAN of a tagged link. */
  readonly vlanId?: number;
  /** The server's addresses, with prefix length. */
  readonly addresses: readonly string[];
  /** Largest IP packet. */
  readonly mtu?: number;
}

/** A server that runs FRR. */
export interface TwinServer {
  readonly name: string;
  /** What it announces. */
  readonly prefixes: readonly string[];
  /** Where its own connections come from, with prefix length. */
  readonly sources?: readonly string[];
  readonly links: readonly TwinServerLink[];
  /** Its files: `zebra.conf`, `bgpd.conf`, and `bfdd.conf` where its sessions have BFD. */
  readonly files: Readonly<Record<string, string>>;
}

const DEFAULT_MTU = 1500;

/** The node of a server. It has the first address of each prefix that it announces, and those its connections come from. */
export function serverNode(server: TwinServer): TwinNode {
  return {
    name: server.name,
    role: 'server',
    addresses: [
      ...new Set([
        ...server.prefixes.map((prefix) => `${firstHost(prefix)}/${prefix.split('/')[1] ?? ''}`),
        ...(server.sources ?? []),
      ]),
    ],
    interfaces: server.links.map(({ name, device, port, addresses, mtu }) => ({
      name,
      title: `to ${device} ${port}`,
      addresses,
      mtu: mtu ?? DEFAULT_MTU,
      disabled: false,
    })),
    vrfs: [],
    tunnelMtu: DEFAULT_MTU,
    files: server.files,
  };
}

/** The address of a prefix that the twin gives to the server, and that packets are sent to. */
export function firstHost(prefix: string): string {
  const [address = '', length] = prefix.split('/');
  const bits = address.includes(':') ? 128 : 32;
  if (Number(length) >= bits - 1) return address;
  return address.includes(':') ? `${address.replace(/::$/, '')}::1`.replace(':::', '::') : nextOf(address);
}

function nextOf(address: string): string {
  const parts = address.split('.').map(Number);
  return [...parts.slice(0, 3), (parts[3] ?? 0) + 1].join('.');
}
