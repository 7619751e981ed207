/** Configurations and text of devices without the secrets in them. */
import type { Configuration } from '../junos/tree/configuration';
import { decodeSecret, plainSecret } from '../junos/tree/secret-encoding';
import { secretLeaves } from '../junos/tree/secret-leaves';
import { checkWord } from '../junos/tree/words';
import { parseSecretPlaceholder } from './secret-placeholder';
import { MASK } from './mask';
import { conceal, revealed } from './vault';

/** `$9$…` in text, with the quotes around it. */
const ENCODED = /"\$9\$[^"\s]*"|\$9\$[^\s";]+/g;

/** Junos' word where the user may not see a secret, and the form in which only a device with its master password has it. */
const UNREADABLE = /^\/\* SECRET-DATA \*\/$|^\$8\$/;

/**
 * Conceals every secret of a configuration, in place: however the device has encoded it, the same secret becomes the same
 * word. Placeholders and what cannot be read stay as they are.
 */
export function concealSecrets(configuration: Configuration): Configuration {
  for (const { node } of secretLeaves(configuration)) node.value = concealedForm(node.value);
  return configuration;
}

/** The word for the value of a leaf that holds a secret; the value itself where it tells none. */
export function concealedForm(value: string): string {
  if (isUnreadable(value) || revealed(value) !== undefined || parseSecretPlaceholder(value) !== undefined) return value;
  return concealPlain(plainSecret(value)) ?? value;
}

/** Text such as `show | compare` with every encoded secret concealed. */
export function concealInText(text: string): string {
  return text.replace(ENCODED, (word) => {
    const secret = decodeSecret(word.replaceAll('"', ''));
    return (secret === undefined ? undefined : concealPlain(secret)) ?? word;
  });
}

/** A copy in which all secrets look the same: what remains to compare when secrets do not count. */
export function withoutSecrets(configuration: Configuration): Configuration {
  const copy = configuration.clone();
  for (const { node } of secretLeaves(copy)) node.value = MASK;
  return copy;
}

/** Whether the device has a secret there that it does not tell. */
export function isUnreadable(value: string): boolean {
  return UNREADABLE.test(value);
}

/** Paths of the secrets that the device does not tell. */
export function unreadableSecrets(configuration: Configuration): string[] {
  return secretLeaves(configuration)
    .filter(({ node }) => isUnreadable(node.value))
    .map(({ path }) => path.join(' '));
}

/** Undefined for what no configuration could hold, hence is no secret of one. */
function concealPlain(secret: string): string | undefined {
  try {
    checkWord(secret);
  } catch {
    return undefined;
  }
  return conceal(secret);
}
