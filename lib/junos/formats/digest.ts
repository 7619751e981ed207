/** Tells whether two configurations are the same without keeping either. */
import { createHash } from 'node:crypto';
import { Configuration } from '../tree/configuration';
import { FABRIC_MACRO, withoutMacros } from '../tree/macros';
import { writeSet } from './set-writer';
import { hasUnchecked, withSortedUnchecked } from '../tree/unchecked';

/**
 * SHA-256, in hexadecimal, of the configuration's set lines in Junos' order.
 *
 * It stays the same when statements are given in another order and when comments change; it changes with every
 * statement, with `inactive:`, and with the order of entries that the user orders, such as policy terms. The library's
 * own `apply-macro junos-fabric`, which carries this digest on the device, does not count. Nor does the order of statements
 * that the schema table does not know: which of them the device sorts is not known either.
 *
 * @throws unprintableWord
 */
export function digest(configuration: Configuration): string {
  const own = withoutMacros(configuration, [FABRIC_MACRO]);
  return digestOfSetLines(writeSet(hasUnchecked(own.root) ? new Configuration(withSortedUnchecked(own.root)) : own));
}

/** `digest` of a configuration without macros, from the text that `writeSet` made of it. */
export function digestOfSetLines(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
