import { addressIsBroadcast, addressIsNetwork, addressIsSubnetRouterAnycast, addressNotUnicast } from './errors';
import type { Family } from './family';
import type { IpAddress } from './ip-address';
import { ADDRESS_BITS } from './ip-address';
import { IpPrefix } from './ip-prefix';
import type { AddressAndLength } from './prefix-length';
import { parseAddressAndLength } from './prefix-length';

/** An address on an interface with its prefix length, for example `172.16.104.1/30`. */
export class InterfaceAddress {
  /**
   * Reads the address of an interface: a unicast host of its own prefix. In a /31 and /32 both ends are hosts
   * (RFC 3021), in a /127 and /128 too (RFC 6164); in longer IPv6 subnets the all-zero host is the subnet-router anycast
   * address (RFC 4291, 2.6.1) and belongs to no one router.
   *
   * @throws FabricError when the text is no address with prefix length or the address cannot be on an interface.
   */
  static parse(text: string): InterfaceAddress {
    return InterfaceAddress.of(parseAddressAndLength(text));
  }

  /**
   * The same from an address and a prefix length that are already read.
   *
   * @throws FabricError when the address cannot be on an interface.
   */
  static of(given: AddressAndLength): InterfaceAddress {
    return InterfaceAddress.within(IpPrefix.containing(given), given.address);
  }

  /**
   * The same from a prefix and an address that lies in it.
   *
   * @throws FabricError when the address cannot be on an interface.
   */
  static within(prefix: IpPrefix, address: IpAddress): InterfaceAddress {
    const text = `${address.toString()}/${prefix.prefixLength}`;
    requireUnicast(address, text);
    requireHost(address, prefix, text);
    return new InterfaceAddress(address, prefix);
  }

  readonly family: Family;
  /** The host address alone. */
  readonly address: IpAddress;
  /** The subnet it lies in. */
  readonly prefix: IpPrefix;

  private constructor(address: IpAddress, prefix: IpPrefix) {
    this.family = address.family;
    this.address = address;
    this.prefix = prefix;
  }

  /** Number of network bits. */
  get prefixLength(): number {
    return this.prefix.prefixLength;
  }

  /** Whether both are the same address in the same subnet. */
  equals(other: InterfaceAddress): boolean {
    return this.address.equals(other.address) && this.prefixLength === other.prefixLength;
  }

  /** Canonical text, for example `172.16.104.1/30`. */
  toString(): string {
    return `${this.address.toString()}/${this.prefixLength}`;
  }
}

/** Ranges that are no unicast address of an interface, with what they are. First and last value. */
const NOT_UNICAST: Readonly<Record<Family, readonly (readonly [first: bigint, last: bigint, kind: string])[]>> = {
  inet: [
    [0n, 0x00ffffffn, 'an address of "this network" (0.0.0.0/8)'],
    [0x7f000000n, 0x7fffffffn, 'a loopback address (127.0.0.0/8)'],
    [0xe0000000n, 0xefffffffn, 'a multicast address (224.0.0.0/4)'],
    [0xf0000000n, 0xffffffffn, 'a reserved address (240.0.0.0/4)'],
  ],
  inet6: [
    [0n, 0n, 'the unspecified address'],
    [1n, 1n, 'the loopback address'],
    [0xfe80n << 112n, (0xfec0n << 112n) - 1n, 'a link-local address (fe80::/10)'],
    [0xff00n << 112n, (1n << 128n) - 1n, 'a multicast address (ff00::/8)'],
  ],
};

function requireUnicast(address: IpAddress, text: string): void {
  const range = NOT_UNICAST[address.family].find(([first, last]) => address.value >= first && address.value <= last);
  if (range !== undefined) throw addressNotUnicast(text, range[2]);
}

function requireHost(address: IpAddress, prefix: IpPrefix, text: string): void {
  if (prefix.prefixLength >= ADDRESS_BITS[prefix.family] - 1) return;
  const first = prefix.network.value === address.value;
  if (first && prefix.family === 'inet6') throw addressIsSubnetRouterAnycast(text);
  if (first) throw addressIsNetwork(text);
  if (prefix.family === 'inet' && prefix.lastValue === address.value) throw addressIsBroadcast(text);
}
