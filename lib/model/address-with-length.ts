/** Addresses as they stand in configurations: whatever a user may have typed, read without complaint or not at all. */
import type { Family } from './family';
import { ADDRESS_BITS, IpAddress } from './ip-address';

/** An address with a prefix length; host bits may be set. */
export interface AddressWithLength {
  readonly family: Family;
  readonly address: IpAddress;
  readonly length: number;
}

/** What was read before: the state of a fabric asks for the same addresses again and again. */
const remembered = new Map<string, IpAddress | undefined>();
const REMEMBERED_AT_MOST = 50_000;

/** The address that `text` is, or undefined. */
export function readAddress(text: string): IpAddress | undefined {
  if (remembered.has(text)) return remembered.get(text);
  if (remembered.size >= REMEMBERED_AT_MOST) remembered.clear();
  const address = parseAddress(text);
  remembered.set(text, address);
  return address;
}

function parseAddress(text: string): IpAddress | undefined {
  try {
    return IpAddress.parse(text);
  } catch {
    return undefined;
  }
}

/** Address and prefix length; an address alone is a host. */
export function readAddressWithLength(text: string): AddressWithLength | undefined {
  const [host = '', length, ...rest] = text.split('/');
  const address = readAddress(host);
  if (address === undefined || rest.length > 0) return undefined;
  const bits = ADDRESS_BITS[address.family];
  if (length === undefined) return { family: address.family, address, length: bits };
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits) return undefined;
  return { family: address.family, address, length: Number(length) };
}

/** A routing prefix: as `readAddressWithLength`, but undefined when host bits are set. */
export function readRoutingPrefix(text: string): AddressWithLength | undefined {
  const given = readAddressWithLength(text);
  if (given === undefined) return undefined;
  return networkValue(given) === given.address.value ? given : undefined;
}

/** First address of the network, as a number. */
export function networkValue(given: AddressWithLength): bigint {
  const hostBits = BigInt(ADDRESS_BITS[given.family] - given.length);
  return (given.address.value >> hostBits) << hostBits;
}

/** The network as text, for example `172.16.104.0/30`. */
export function networkText(given: AddressWithLength): string {
  return `${IpAddress.fromValue(given.family, networkValue(given)).toString()}/${given.length}`;
}

/** Whether `network` contains the address. */
export function containsAddress(network: AddressWithLength, address: IpAddress): boolean {
  if (network.family !== address.family) return false;
  const hostBits = BigInt(ADDRESS_BITS[network.family] - network.length);
  return network.address.value >> hostBits === address.value >> hostBits;
}

/** Whether `network` is `other` or contains it. */
export function containsNetwork(network: AddressWithLength, other: AddressWithLength): boolean {
  return network.length <= other.length && containsAddress(network, other.address);
}

/** Whether the two networks have an address in common. */
export function networksOverlap(one: AddressWithLength, other: AddressWithLength): boolean {
  return containsNetwork(one, other) || containsNetwork(other, one);
}
