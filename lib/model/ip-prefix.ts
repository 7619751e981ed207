import { hostBitsInPrefix } from './errors';
import type { Family } from './family';
import type { IpAddress } from './ip-address';
import type { AddressAndLength } from './prefix-length';
import { hostMask, networkAddress, parseAddressAndLength } from './prefix-length';

/** A routing prefix such as `10.1.5.0/24`: a network, no host bits. */
export class IpPrefix {
  /**
   * Reads a prefix. Junos refuses host bits in prefixes, so they are refused here, with the network that was probably
   * meant.
   *
   * @throws FabricError when the text is no prefix or has host bits set.
   */
  static parse(text: string): IpPrefix {
    const given = parseAddressAndLength(text);
    const network = networkAddress(given);
    if (!network.equals(given.address)) throw hostBitsInPrefix(text, `${network.toString()}/${given.prefixLength}`);
    return new IpPrefix(given);
  }

  /** The prefix that an address with a prefix length lies in. */
  static containing(given: AddressAndLength): IpPrefix {
    return new IpPrefix({ address: networkAddress(given), prefixLength: given.prefixLength });
  }

  readonly family: Family;
  /** The network address. */
  readonly network: IpAddress;
  /** Number of network bits. */
  readonly prefixLength: number;

  private constructor(given: AddressAndLength) {
    this.family = given.address.family;
    this.network = given.address;
    this.prefixLength = given.prefixLength;
  }

  /** Last address of the prefix, as a number. */
  get lastValue(): bigint {
    return this.network.value | hostMask({ address: this.network, prefixLength: this.prefixLength });
  }

  /** Whether the address lies in this prefix. */
  contains(address: IpAddress): boolean {
    return address.family === this.family && address.value >= this.network.value && address.value <= this.lastValue;
  }

  /** Whether the two have an address in common, which for prefixes means that one contains the other. */
  overlaps(other: IpPrefix): boolean {
    return this.contains(other.network) || other.contains(this.network);
  }

  /** Whether both are the same prefix. */
  equals(other: IpPrefix): boolean {
    return this.network.equals(other.network) && this.prefixLength === other.prefixLength;
  }

  /** Order of prefixes: IPv4 first, then by network, the shorter first. Negative when this one comes first. */
  compare(other: IpPrefix): number {
    return this.network.compare(other.network) || this.prefixLength - other.prefixLength;
  }

  /** Canonical text, for example `10.1.5.0/24`. */
  toString(): string {
    return `${this.network.toString()}/${this.prefixLength}`;
  }
}
