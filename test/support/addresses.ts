import fc from 'fast-check';
import type { Family } from '../../lib/intent/fabric-intent';
import { ADDRESS_BITS, IpAddress } from '../../lib/model/ip-address';

/** Any address of either family that has a text of its own; IPv4-mapped IPv6 addresses have none. */
export function anyAddress(): fc.Arbitrary<IpAddress> {
  return anyFamily()
    .chain((family) => anyValue(family).map((value) => IpAddress.fromValue(family, value)))
    .filter(({ family, value }) => family === 'inet' || value >> 32n !== 0xffffn);
}

/** Either family. */
export function anyFamily(): fc.Arbitrary<Family> {
  return fc.constantFrom('inet', 'inet6');
}

/** Any number that is an address of the family; every bit is as likely to be set as not. */
export function anyValue(family: Family): fc.Arbitrary<bigint> {
  return fc.bigInt({ min: 0n, max: (1n << BigInt(ADDRESS_BITS[family])) - 1n });
}
