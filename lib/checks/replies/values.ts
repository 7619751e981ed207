import type { XmlElement } from '../../junos/formats/xml';
import { textOf } from '../../junos/formats/xml';
import { canonicalAddress } from '../../model/canonical-address';

/** Text of a descendant by path, without the white space Junos puts around values; '' when it is not there. */
export function trimmedText(element: XmlElement, ...path: string[]): string {
  return textOf(element, ...path)?.trim() ?? '';
}

/** An address or prefix of a reply, spelled as in the intent; '' when it is not there. */
export function addressOf(element: XmlElement, ...path: string[]): string {
  return canonicalAddress(trimmedText(element, ...path));
}

/** A counter of a reply; 0 when it is missing or not a number, as a table without the line means none. */
export function countOf(element: XmlElement, ...path: string[]): number {
  const text = trimmedText(element, ...path);
  return /^\d+$/.test(text) ? Number(text) : 0;
}

/**
 * An AS number as Junos prints it: plain (`4220000001`), in dot notation (`64391.12289`), or negative where a 4-byte
 * number went through the signed 32-bit type that the RPC's schema gives it.
 *
 * @returns undefined when the text is no AS number
 */
export function asnOf(text: string): number | undefined {
  const dotted = /^(\d{1,5})\.(\d{1,5})$/.exec(text.trim());
  if (dotted !== null) {
    return Number(dotted[1]) * 65536 + Number(dotted[2]);
  }
  if (!/^-?\d{1,10}$/.test(text.trim())) {
    return undefined;
  }
  const value = Number(text.trim());
  return value < 0 ? value + 4294967296 : value;
}

/** `172.16.104.2+46275` without its TCP port. */
export function withoutTcpPort(peerAddress: string): string {
  return peerAddress.replace(/\+\d+$/, '');
}
