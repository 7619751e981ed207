import { invalidIpAddressIn, invalidPrefixLength, missingPrefixLength } from './errors';
import { FabricError } from './fabric-error';
import { ADDRESS_BITS, IpAddress } from './ip-address';

/** An address and the number of bits that are its network: the two halves of `172.16.104.1/30`. */
export interface AddressAndLength {
  readonly address: IpAddress;
  readonly prefixLength: number;
}

/**
 * Splits and reads `address/length`. Both halves are checked on their own, not yet against each other.
 *
 * @throws FabricError when the length is missing or does not fit the family, or the address is not one.
 */
export function parseAddressAndLength(text: string): AddressAndLength {
  const slash = text.indexOf('/');
  if (slash < 0) throw missingPrefixLength(text);
  const address = addressIn(text, text.slice(0, slash));
  const length = text.slice(slash + 1);
  const bits = ADDRESS_BITS[address.family];
  if (!/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > bits) throw invalidPrefixLength(text, length, bits);
  return { address, prefixLength: Number(length) };
}

/** Whoever gave a subnet is not told to leave its length away. */
function addressIn(text: string, host: string): IpAddress {
  try {
    return IpAddress.parse(host);
  } catch (error) {
    if (FabricError.isFabricError(error) && error.code === 'invalidIpAddress') throw invalidIpAddressIn(text, host);
    throw error;
  }
}

/** The number of host addresses' bits, as a mask: 3n for an IPv4 /30. */
export function hostMask({ address, prefixLength }: AddressAndLength): bigint {
  return (1n << BigInt(ADDRESS_BITS[address.family] - prefixLength)) - 1n;
}

/** The network of an address: all host bits zero. */
export function networkAddress(given: AddressAndLength): IpAddress {
  return IpAddress.fromValue(given.address.family, given.address.value & ~hostMask(given));
}
