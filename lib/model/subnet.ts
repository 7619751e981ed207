import { addressOutsideSubnet, subnetLengthNotAllowed } from './errors';
import type { Family } from './family';
import { InterfaceAddress } from './interface-address';
import { ADDRESS_BITS, IpAddress } from './ip-address';
import { IpPrefix } from './ip-prefix';

/** Allowed prefix lengths of a subnet between a leaf and a server, by family. */
const ALLOWED_LENGTHS: Readonly<Record<Family, { readonly shortest: number; readonly longest: number }>> = {
  inet: { shortest: 24, longest: 31 },
  inet6: { shortest: 64, longest: 127 },
};

/** The subnet between one leaf and one server, for example `172.16.104.0/30`. */
export class Subnet {
  /**
   * Reads a subnet: IPv4 /24 to /31, IPv6 /64 to /127. A link to one server needs two addresses, so /30 or /31, and /126
   * or /127, are enough; the guide uses /30.
   *
   * @throws FabricError when the text is no prefix, has host bits set, or has another length.
   */
  static parse(text: string): Subnet {
    const prefix = IpPrefix.parse(text);
    const { shortest, longest } = ALLOWED_LENGTHS[prefix.family];
    if (prefix.prefixLength < shortest || prefix.prefixLength > longest) {
      throw subnetLengthNotAllowed(text, prefix.prefixLength, shortest, longest);
    }
    return new Subnet(prefix);
  }

  readonly prefix: IpPrefix;

  private constructor(prefix: IpPrefix) {
    this.prefix = prefix;
  }

  get family(): Family {
    return this.prefix.family;
  }

  /** The leaf's address: the first host; in a /31 or /127 the even one. */
  leafAddress(): InterfaceAddress {
    return this.atOffset(this.isPointToPoint ? 0n : 1n);
  }

  /** The server's address: the host after the leaf's. */
  serverAddress(): InterfaceAddress {
    return this.atOffset(this.isPointToPoint ? 1n : 2n);
  }

  /**
   * An address of this subnet given by the user, for example to turn leaf and server around. With or without prefix
   * length.
   *
   * @throws FabricError when it is not a usable host of this subnet, or has another prefix length.
   */
  host(text: string): InterfaceAddress {
    const bare = text.endsWith(`/${this.prefix.prefixLength}`) ? text.slice(0, text.lastIndexOf('/')) : text;
    if (bare.includes('/')) throw addressOutsideSubnet(text, this.toString());
    const address = IpAddress.parse(bare);
    if (!this.prefix.contains(address)) throw addressOutsideSubnet(text, this.toString());
    return InterfaceAddress.within(this.prefix, address);
  }

  /** Whether the two subnets have an address in common. */
  overlaps(other: Subnet): boolean {
    return this.prefix.overlaps(other.prefix);
  }

  /** Canonical text, for example `172.16.104.0/30`. */
  toString(): string {
    return this.prefix.toString();
  }

  private get isPointToPoint(): boolean {
    return this.prefix.prefixLength === ADDRESS_BITS[this.family] - 1;
  }

  private atOffset(offset: bigint): InterfaceAddress {
    const address = IpAddress.fromValue(this.family, this.prefix.network.value + offset);
    return InterfaceAddress.within(this.prefix, address);
  }
}
