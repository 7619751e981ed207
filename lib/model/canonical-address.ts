import { Address6 } from 'ip-address';

/**
 * The same address or prefix as canonical text, with its length where it has one. Intent is canonical already; devices
 * print IPv6 addresses as their release likes.
 */
export function canonicalAddress(text: string): string {
  const [host = '', length] = text.trim().split('/', 2);
  const canonical = host.includes(':') && Address6.isValid(host) ? new Address6(host).correctForm() : host;
  return length === undefined ? canonical : `${canonical}/${length}`;
}
