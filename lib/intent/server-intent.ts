/** Servers as plain data. */
import type { ExpectationIntent, Family, SurvivesIntent } from './common-intent';

/** One server that speaks BGP, and where it is attached. */
export interface ServerIntent {
  readonly name: string;
  readonly constructPath: string;
  readonly asn: number;
  readonly vrf: string;
  /** What it announces, and ranges of what it may, as `PrefixRange` writes them; `null` when anything is accepted. */
  readonly prefixes: readonly string[] | null;
  /** How many prefixes of a range it announces, by its text. */
  readonly atLeast?: Readonly<Record<string, number>>;
  /** Sorted by hostname, port, unit. */
  readonly attachments: readonly AttachmentIntent[];
  /** Router id of the server on its own side; absent means its smallest IPv4 address toward the leaves. */
  readonly routerId?: string;
  /** Where its own IPv4 connections come from; absent means what `sourceAddressOf` makes of the prefixes. */
  readonly sourceAddress?: string;
  /** The same for IPv6. */
  readonly sourceAddress6?: string;
  /** Whether its kernel forwards packets; absent means what `forwardingOf` makes of the prefixes. */
  readonly forwarding?: boolean;
  /** What the server must survive, sorted; absent means what the fabric demands of all. */
  readonly survives?: readonly SurvivesIntent[];
  /** The forms in which synth writes the server's own side, sorted. Absent when there are none. */
  readonly serverSide?: readonly ServerFormatIntent[];
}

/** One attachment of a server. */
export interface AttachmentIntent {
  readonly hostname: string;
  readonly port: string;
  readonly unit: number;
  /** One entry per family. */
  readonly addresses: readonly AttachmentAddressIntent[];
  readonly expect: ExpectationIntent;
  /** Name of the interface on the server, before VLANs: `ens1f0`, `bond0`, `xe-0/0/1`. Absent when the user did not say. */
  readonly serverInterface?: string;
  /** Members of `serverInterface` on the server, where it is an aggregate; sorted. */
  readonly serverMembers?: readonly string[];
}

/** Both ends of one subnet between a leaf and a server. */
export interface AttachmentAddressIntent {
  readonly family: Family;
  /** With prefix length. */
  readonly leaf: string;
  /** With prefix length. */
  readonly server: string;
}

/** In which form a server's own side of its sessions and links is written. */
export type ServerFormatIntent = 'FRR' | 'FRR_DAEMONS' | 'BIRD' | 'JUNOS' | 'NETPLAN' | 'NETWORKD';
