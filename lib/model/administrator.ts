import { Asn } from './asn';
import { IpAddress } from './ip-address';

/** First half of a route target or route distinguisher, and what room it leaves for the second. */
export interface Administrator {
  /** What the half is, in words for messages. */
  readonly kind: 'a 2-byte AS number' | 'a 4-byte AS number' | 'an IPv4 address';
  readonly value: bigint;
  /** Largest number the second half can hold. */
  readonly maxAssigned: number;
}

/** Reads `62273`, `4210000001`, `4210000001L`, `100L` or `192.168.1.10`; undefined when it is none of these. */
export function parseAdministrator(text: string): Administrator | undefined {
  if (text.includes('.')) return ipv4Administrator(text);
  const match = /^([1-9]\d{0,9})(L?)$/.exec(text);
  if (match === null || Number(match[1]) > 4294967295) return undefined;
  const asn = Asn.parse(Number(match[1]));
  return asn.isFourByte || match[2] === 'L'
    ? { kind: 'a 4-byte AS number', value: BigInt(asn.value), maxAssigned: 65535 }
    : { kind: 'a 2-byte AS number', value: BigInt(asn.value), maxAssigned: 4294967295 };
}

/** Whether both are encoded alike: the same type and the same value. */
export function sameAdministrator(a: Administrator, b: Administrator): boolean {
  return a.kind === b.kind && a.value === b.value;
}

function ipv4Administrator(text: string): Administrator {
  return { kind: 'an IPv4 address', value: IpAddress.parseFamily('inet', text).value, maxAssigned: 65535 };
}
