import { Address6 } from 'ip-address';
import {
  addressHasLeadingZeros,
  addressHasZone,
  addressIsIpv4Mapped,
  addressOfWrongFamily,
  invalidIpAddress,
} from './errors';
import type { Family } from './family';

/** Number of bits of an address, by family. */
export const ADDRESS_BITS: Readonly<Record<Family, number>> = { inet: 32, inet6: 128 };

const DOTTED_QUAD = /^\d{1,10}(\.\d{1,10}){3}$/;
const LEADING_ZERO = /(^|\.)0\d/;
const MAPPED_PREFIX = 0xffffn;

/** One IPv4 or IPv6 address without prefix length. */
export class IpAddress {
  /**
   * Reads an address of either family.
   *
   * @throws FabricError for anything but one plain address: leading zeros, a zone id, an IPv4-mapped IPv6 address and a
   * prefix length have messages of their own.
   */
  static parse(text: string): IpAddress {
    return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
  }

  /**
   * Reads an address that must be of the given family, for example a loopback that becomes a router id.
   *
   * @throws FabricError as `parse`, and when the family is the other one.
   */
  static parseFamily(family: Family, text: string): IpAddress {
    const address = IpAddress.parse(text);
    if (address.family !== family) throw addressOfWrongFamily(text, family);
    return address;
  }

  /** The address with this number. `value` must fit the family. */
  static fromValue(family: Family, value: bigint): IpAddress {
    return new IpAddress(family, value);
  }

  readonly family: Family;
  /** The address as one number, network byte order. */
  readonly value: bigint;

  private text?: string;

  private constructor(family: Family, value: bigint) {
    this.family = family;
    this.value = value;
  }

  /** Whether it never leaves the device: 127.0.0.0/8 or ::1. Devices have 127.0.0.1 on lo0 beside their own loopback. */
  get isInternal(): boolean {
    return this.family === 'inet' ? this.value >> 24n === 127n : this.value === 1n;
  }

  /** Whether both are the same address. */
  equals(other: IpAddress): boolean {
    return this.family === other.family && this.value === other.value;
  }

  /** Order of addresses: IPv4 first, then by number. Negative when this one comes first. */
  compare(other: IpAddress): number {
    if (this.family !== other.family) return this.family === 'inet' ? -1 : 1;
    if (this.value === other.value) return 0;
    return this.value < other.value ? -1 : 1;
  }

  /** Canonical text: dotted decimal, or RFC 5952. */
  toString(): string {
    return (this.text ??=
      this.family === 'inet' ? dottedDecimal(this.value) : Address6.fromBigInt(this.value).correctForm());
  }
}

function parseIpv4(text: string): IpAddress {
  if (!DOTTED_QUAD.test(text)) throw invalidIpAddress(text);
  if (LEADING_ZERO.test(text)) throw addressHasLeadingZeros(text, withoutLeadingZeros(text));
  let value = 0;
  for (const octet of text.split('.')) {
    if (Number(octet) > 255) throw invalidIpAddress(text);
    value = value * 256 + Number(octet);
  }
  return IpAddress.fromValue('inet', BigInt(value));
}

function dottedDecimal(value: bigint): string {
  const bits = Number(value);
  return `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`;
}

function parseIpv6(text: string): IpAddress {
  const [bare = '', zone] = text.split('%', 2);
  if (bare.includes('/') || !Address6.isValid(bare)) throw invalidIpAddress(text);
  if (zone !== undefined) throw addressHasZone(text, bare);
  const value = new Address6(bare).bigInt();
  if (value >> 32n === MAPPED_PREFIX) {
    throw addressIsIpv4Mapped(text, dottedDecimal(value & 0xffffffffn));
  }
  return IpAddress.fromValue('inet6', value);
}

function withoutLeadingZeros(dotted: string): string {
  return dotted
    .split('.')
    .map((octet) => octet.replace(/^0+(?=\d)/, ''))
    .join('.');
}
