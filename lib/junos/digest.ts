/** Tells whether two configurations are the same without keeping either. */
import { createHash } from 'node:crypto';
import type { Configuration } from './configuration';
import { FABRIC_MACRO, withoutMacros } from './macros';
import { writeSet } from './set-writer';

/**
 * SHA-256, in hexadecimal, of the configuration's set lines in Junos' order.
 *
 * It stays the same when statements are given in another order and when comments change; it changes with every
 * statement, with `inactive:`, and with the order of entries that the user orders, such as policy terms. The library's
 * own `apply-macro junos-fabric`, which carries this digest on the device, does not count.
 *
 * @throws unprintableWord
 */
export function digest(configuration: Configuration): string {
  return digestOfSetLines(writeSet(withoutMacros(configuration, [FABRIC_MACRO])));
}

/** `digest` of a configuration without macros, from the text that `writeSet` made of it. */
export function digestOfSetLines(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
