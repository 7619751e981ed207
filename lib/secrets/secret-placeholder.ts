import type { SecretIntent } from '../intent/fabric-intent';

/** What every placeholder begins with. */
const SECRET_PLACEHOLDER_PREFIX = 'junos-fabric-secret:';

/**
 * The word that stands in a configuration for a secret and says where the secret is, for example
 * `junos-fabric-secret:environment:SERVER1_BGP_KEY`. Files, plans and the Terraform state hold this word; the rollout puts
 * the secret in its place just before it loads the configuration.
 *
 * The variables that a command gets stand behind its kind: `junos-fabric-secret:command+VAULT_ADDR:vault:…`.
 *
 * Parts are percent-encoded, so that no form of Junos text has to quote or escape the word.
 */
export function secretPlaceholder(secret: SecretIntent): string {
  return [`${SECRET_PLACEHOLDER_PREFIX}${kindOf(secret)}`, ...partsOf(secret).map(encode)].join(':');
}

/** The inverse of `secretPlaceholder`; undefined for every text that it does not make. */
export function parseSecretPlaceholder(text: string): SecretIntent | undefined {
  if (!text.startsWith(SECRET_PLACEHOLDER_PREFIX)) return undefined;
  const [kind = '', ...encoded] = text.slice(SECRET_PLACEHOLDER_PREFIX.length).split(':');
  const [from = '', ...variables] = kind.split('+').map(decode);
  const parts = encoded.map(decode);
  if (!areText(parts) || !areText(variables)) return undefined;
  const secret = secretOf(from, parts, variables);
  return secret !== undefined && secretPlaceholder(secret) === text ? secret : undefined;
}

function kindOf(secret: SecretIntent): string {
  const { from } = secret;
  return from === 'command' ? [from, ...(secret.environment ?? []).map(encode)].join('+') : from;
}

function areText(parts: readonly (string | undefined)[]): parts is readonly string[] {
  return !parts.includes(undefined);
}

function partsOf(secret: SecretIntent): readonly string[] {
  switch (secret.from) {
    case 'environment':
      return [secret.variable];
    case 'file':
      return [secret.path];
    case 'command':
      return secret.command;
  }
}

function secretOf(from: string, parts: readonly string[], environment: readonly string[]): SecretIntent | undefined {
  const [only = '', ...others] = parts;
  if (from === 'command' && parts.length > 0) {
    return { from, command: parts, ...(environment.length > 0 && { environment }) };
  }
  if (parts.length === 0 || others.length > 0) return undefined;
  if (from === 'environment') return { from, variable: only };
  return from === 'file' ? { from, path: only } : undefined;
}

/** Letters, digits and `-._` stand for themselves. */
function encode(part: string): string {
  return [...new TextEncoder().encode(part)]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return /[A-Za-z0-9._-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function decode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
