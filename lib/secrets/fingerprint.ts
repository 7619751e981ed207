import { randomBytes, scryptSync } from 'node:crypto';
import type { Configuration } from '../junos/tree/configuration';
import { secretLeaves } from '../junos/tree/secret-leaves';
import { revealed } from './vault';

const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** By salt and concealed secrets: one costs some ten milliseconds on purpose, and a device is read several times. */
const made = new Map<string, string>();

/** A salt for `secretsFingerprint`, hexadecimal. */
export function newSalt(): string {
  return randomBytes(SALT_BYTES).toString('hex');
}

/** Whether a configuration has a secret in it. */
export function hasSecrets(configuration: Configuration): boolean {
  return secretLeaves(configuration).length > 0;
}

/**
 * Tells whether a configuration still has the same secrets at the same places, without keeping them: scrypt with a salt,
 * hexadecimal. It stands beside the secrets themselves, on the device.
 *
 * @param configuration - with its secrets concealed
 */
export function secretsFingerprint(configuration: Configuration, salt: string): string {
  const concealed = JSON.stringify(secretLeaves(configuration).map(({ path, node }) => [...path, node.value]));
  const key = `${salt} ${concealed}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const plain = secretLeaves(configuration).map(({ path, node }) => [...path, revealed(node.value) ?? node.value]);
  const fingerprint = scryptSync(JSON.stringify(plain), Buffer.from(salt, 'hex'), KEY_BYTES).toString('hex');
  made.set(key, fingerprint);
  return fingerprint;
}
