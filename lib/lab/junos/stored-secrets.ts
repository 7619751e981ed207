import type { Configuration } from '../../junos/configuration';
import { decodeSecret, encodeSecret } from '../../junos/secret-encoding';
import { secretLeaves } from '../../junos/secret-leaves';

/** Encodes, in place, the secrets that were loaded in plain text, as Junos does before anybody sees them again. */
export function encodeSecrets(configuration: Configuration): void {
  for (const { node } of secretLeaves(configuration)) {
    if (decodeSecret(node.value) === undefined) node.value = encodeSecret(node.value);
  }
}
