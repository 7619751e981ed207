import type { ServerIntent } from '../intent/fabric-intent';
import type { FabricSource } from '../manifest/fabric-source';

/** One attachment of a server as a test sees it. */
export interface HomeTemplate {
  /** Host name of the leaf. */
  readonly leaf: string;
  /** Logical interface of the leaf: `et-0/0/15.0`. */
  readonly interface: string;
  /** Addresses of the leaf, with prefix length. */
  readonly leafAddresses: readonly string[];
  /** Addresses of the server, with prefix length. */
  readonly serverAddresses: readonly string[];
}

/** One server as a test sees it. */
export class ServerTemplate {
  readonly name: string;
  /** Its AS number. */
  readonly asn: number;
  /** Name of the VRF it is in. */
  readonly vrf: string;
  /** What it announces; empty where anything is accepted. */
  readonly prefixes: readonly string[];
  /** Sorted by leaf, port, unit. */
  readonly homes: readonly HomeTemplate[];

  /** @internal */
  readonly _source: FabricSource;
  /** @internal */
  readonly _intent: ServerIntent;

  constructor(intent: ServerIntent, source: FabricSource) {
    this._source = source;
    this._intent = intent;
    this.name = intent.name;
    this.asn = intent.asn;
    this.vrf = intent.vrf;
    this.prefixes = intent.prefixes ?? [];
    this.homes = intent.attachments.map(({ addresses, hostname, port, unit }) => ({
      leaf: hostname,
      interface: `${port}.${unit}`,
      leafAddresses: addresses.map(({ leaf }) => leaf),
      serverAddresses: addresses.map(({ server }) => server),
    }));
  }
}
