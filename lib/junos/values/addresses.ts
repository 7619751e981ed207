import { FabricError } from '../../model/fabric-error';
import type { Family } from '../../model/family';
import { ADDRESS_BITS, IpAddress } from '../../model/ip-address';

/** What IpAddress refuses because other tools read it otherwise, and nobody knows Junos to refuse. */
const TAKEN: ReadonlySet<string> = new Set(['addressHasLeadingZeros', 'addressHasZone', 'addressIsIpv4Mapped']);

/** What is wrong with an address in the words of Junos; undefined when it takes it. */
export function addressProblem(text: string, family?: Family): string | undefined {
  const isInet6 = text.includes(':');
  if (family !== undefined && isInet6 !== (family === 'inet6')) return invalid(text);
  try {
    IpAddress.parse(text);
    return undefined;
  } catch (error) {
    if (FabricError.isFabricError(error) && TAKEN.has(error.code)) return undefined;
    return invalid(text);
  }
}

/**
 * The same of a prefix. Host bits may be set, the length may be missing, and with a length the last octets of an IPv4 address
 * may be, as in `10.1/16`; `default` is the default route.
 */
export function prefixProblem(text: string, family?: Family): string | undefined {
  if (text === 'default') return undefined;
  const [host = '', length, ...rest] = text.split('/');
  const address = length === undefined || host.includes(':') ? host : fourOctets(host);
  const problem = addressProblem(address, family);
  if (problem !== undefined || rest.length > 0) return invalid(text);
  return length === undefined ? undefined : lengthProblem(length, host.includes(':') ? 'inet6' : 'inet');
}

/** The same of a length, without its slash. */
export function lengthProblem(text: string, family: Family): string | undefined {
  return /^\d{1,3}$/.test(text) && Number(text) <= ADDRESS_BITS[family]
    ? undefined
    : `invalid prefix length: '${text}'`;
}

function fourOctets(host: string): string {
  const octets = host.split('.');
  return octets.length >= 4 || host === '' ? host : [...octets, '0', '0', '0'].slice(0, 4).join('.');
}

/** The octet that is too large, where that is what is wrong. */
function invalid(text: string): string {
  const [host = ''] = text.split('/');
  const octets = host.split('.');
  const isDotted = octets.length === 4 && octets.every((octet) => /^\d{1,10}$/.test(octet));
  const tooLarge = isDotted ? octets.find((octet) => Number(octet) > 255) : undefined;
  return tooLarge === undefined
    ? `invalid ip address: '${text}'`
    : `invalid value '${tooLarge}' in ip address: '${text}'`;
}
