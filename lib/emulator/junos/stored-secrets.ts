import { randomBytes } from 'node:crypto';
import type { Configuration } from '../../junos/tree/configuration';
import { decodeSecret, encodeSecret } from '../../junos/tree/secret-encoding';
import { secretLeaves } from '../../junos/tree/secret-leaves';

/** Begins every secret that was encrypted with a master password; the algorithms and rounds are Junos' defaults. */
const ENCRYPTED = '$8$aes256-gcm$hmac-sha2-256$100$';

/**
 * Encodes, in place, the secrets that were loaded in plain text, as Junos does before anybody sees them again.
 *
 * @param masterPassword - whether one is set: then they are encrypted, and never twice the same
 */
export function encodeSecrets(configuration: Configuration, masterPassword = false): void {
  for (const { node } of secretLeaves(configuration)) {
    if (node.value.startsWith(ENCRYPTED)) continue;
    const isEncoded = decodeSecret(node.value) !== undefined;
    if (masterPassword) node.value = ENCRYPTED + ENCRYPTED_PARTS.map((size) => randomText(size)).join('$');
    else if (!isEncoded) node.value = encodeSecret(node.value);
  }
}

/** Bytes of salt, initial vector, authentication tag and text. The lab never needs to read it again. */
const ENCRYPTED_PARTS = [8, 12, 16, 12] as const;

function randomText(bytes: number): string {
  return randomBytes(bytes)
    .toString('base64')
    .replace(/={1,2}$/, '');
}
