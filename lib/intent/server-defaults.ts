/** What follows for a server where nobody said it. */
import { ADDRESS_BITS } from '../model/ip-address';
import { PrefixRange } from '../model/prefix-range';
import type { Family } from './common-intent';
import type { ServerIntent } from './server-intent';

/** Whether a range is a single address, written out. */
export function isHostRange({ family, isExact, prefix }: PrefixRange): boolean {
  return isExact && prefix.prefixLength === ADDRESS_BITS[family];
}

/**
 * The address that the server's own connections come from: what is said, or else the one single address that it announces
 * in the family. Undefined where it announces none or several: an address cannot be read out of a wider prefix.
 */
export function sourceAddressOf(server: ServerIntent, family: Family): string | undefined {
  const said = family === 'inet' ? server.sourceAddress : server.sourceAddress6;
  if (said !== undefined) return said;
  const hosts = announcedRanges(server).filter((range) => range.family === family && isHostRange(range));
  return hosts.length === 1 ? hosts[0]?.prefix.network.toString() : undefined;
}

/**
 * Whether the server's kernel forwards packets: what is said, or else no where everything that it announces is a single
 * address. Undefined elsewhere: behind a wider prefix may be pods, virtual machines or a subnet.
 */
export function forwardingOf(server: ServerIntent): boolean | undefined {
  if (server.forwarding !== undefined || server.prefixes === null) return server.forwarding;
  return announcedRanges(server).every(isHostRange) ? false : undefined;
}

function announcedRanges({ prefixes }: ServerIntent): PrefixRange[] {
  return (prefixes ?? []).map((text) => PrefixRange.parse(text));
}
