import type { LeafSpineCable } from '../baseline';
import { fabricLinks } from '../baseline';
import type { LabLink, LabServer, LabTopology } from '../../topology';

/** What is at the other end of a cable. */
export type FarEnd =
  | { readonly kind: 'server'; readonly server: LabServer; readonly link: LabLink }
  | { readonly kind: 'device'; readonly hostname: string; readonly port: string };

/** The cables of a lab: from servers to devices, from devices to devices. */
export class Cabling {
  private readonly ends = new Map<string, FarEnd[]>();
  private readonly portsOf = new Map<string, string[]>();
  private readonly devicesAt = new Map<string, Set<string>>();
  private readonly pulled = new Set<string>();
  private readonly moves = new Map<string, number>();

  constructor(topology: LabTopology) {
    for (const server of topology.servers) {
      for (const link of server.links) {
        for (const port of [link.port, ...(link.bundledPorts ?? [])]) {
          this.add(link.device, port, { kind: 'server', server, link });
        }
      }
    }
    for (const { a, b } of topology.cables ?? []) {
      this.add(a.device, a.port, { kind: 'device', hostname: b.device, port: b.port });
      this.add(b.device, b.port, { kind: 'device', hostname: a.device, port: a.port });
    }
    for (const link of fabricLinks(topology)) this.addFabricLink(link);
    for (const { hostname, uncabled = [] } of topology.devices) {
      for (const port of uncabled) this.pull(hostname, port);
    }
  }

  /** What a port leads to: one far end for each VLAN of a server, none for a port without a cable. */
  farEnds(hostname: string, port: string): readonly FarEnd[] {
    return this.pulled.has(place(hostname, port)) ? [] : (this.ends.get(place(hostname, port)) ?? []);
  }

  /** Ports of a device that have a transceiver: those that have a cable, pulled or not. */
  ports(hostname: string): readonly string[] {
    return this.portsOf.get(hostname) ?? [];
  }

  /** Devices at the other end of its cables, pulled or not. */
  neighbors(hostname: string): ReadonlySet<string> {
    return this.devicesAt.get(hostname) ?? NOBODY;
  }

  /** How often a cable of a device was moved at its end. */
  movesAt(hostname: string): number {
    return this.moves.get(hostname) ?? 0;
  }

  /** Pulls the cable of a port. */
  pull(hostname: string, port: string): void {
    this.pulled.add(place(hostname, port));
    this.moves.set(hostname, this.movesAt(hostname) + 1);
  }

  /** Puts it back. */
  plug(hostname: string, port: string): void {
    this.pulled.delete(place(hostname, port));
    this.moves.set(hostname, this.movesAt(hostname) + 1);
  }

  /** Whether somebody pulled the cable at this end. */
  isPulled(hostname: string, port: string): boolean {
    return this.pulled.has(place(hostname, port));
  }

  private addFabricLink(link: LeafSpineCable): void {
    this.add(link.leaf, link.leafPort, { kind: 'device', hostname: link.spine, port: link.spinePort });
    this.add(link.spine, link.spinePort, { kind: 'device', hostname: link.leaf, port: link.leafPort });
  }

  private add(hostname: string, port: string, end: FarEnd): void {
    const known = this.ends.get(place(hostname, port));
    if (known === undefined) {
      this.ends.set(place(hostname, port), [end]);
      appended(this.portsOf, hostname, port);
    } else known.push(end);
    if (end.kind !== 'device') return;
    const devices = this.devicesAt.get(hostname) ?? new Set<string>();
    this.devicesAt.set(hostname, devices.add(end.hostname));
  }
}

const NOBODY: ReadonlySet<string> = new Set();

function appended(lists: Map<string, string[]>, key: string, value: string): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}

function place(hostname: string, port: string): string {
  return `${hostname} ${port}`;
}
