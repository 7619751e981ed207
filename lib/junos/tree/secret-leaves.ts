/** Which statements of a configuration hold secrets. */
import type { Configuration } from './configuration';
import { ENCODED_SECRET_PREFIX } from './secret-encoding';
import type { StatementNode } from './statement';

/**
 * XML names of the leaves whose value Junos stores encoded, wherever they stand. Source: Juniper's CLI reference and
 * `display set` of devices, where they come as `"$9$…"; ## SECRET-DATA`.
 */
const SECRET_LEAVES: ReadonlySet<string> = new Set([
  'authentication-key',
  'hello-authentication-key',
  'secret',
  'simple-password',
  'ascii-text',
]);

/**
 * Other names of statements whose value must not be shown: hashes, keys of protocols that the schema table does not know, and
 * names that are passwords. Source: Juniper's CLI reference.
 */
const SHOWN_BY_NOBODY: ReadonlySet<string> = new Set([
  'cak',
  'community-name',
  'hexadecimal',
  'hexadecimal-text',
  'key-string',
  'ascii-text-key',
  'auth-key',
  'encryption-key',
  'plain-text-password-value',
  'pre-shared-key',
  'privacy-key',
  'session-key',
  'shared-key',
]);

/** `encrypted-password`, `chap-secret`, `pap-password` and what else is called so. */
const CALLED_SECRET = /(?:^|-)(?:secret|password|passphrase)$/;

/** Whether the value behind a word of that name must not be shown, whatever stands in front of it. */
export function namesSecret(word: string): boolean {
  return (
    SECRET_LEAVES.has(word) || SHOWN_BY_NOBODY.has(word) || (CALLED_SECRET.test(word) && !HOLDS_SETTINGS.has(word))
  );
}

/** Is in every text that names a secret in the sense of `namesSecret`. */
export const NAME_OF_SECRET = new RegExp(
  [...SECRET_LEAVES, ...SHOWN_BY_NOBODY, 'secret|password|passphrase'].join('|'),
);

/** How passwords are encrypted: settings, and no secret. */
const HOLDS_SETTINGS: ReadonlySet<string> = new Set(['master-password', 'deny-password', 'no-password']);

/** A leaf that holds a secret, to be read or given another value. */
export interface SecretLeaf {
  /** The words of its set line without the value. */
  readonly path: readonly string[];
  readonly node: StatementNode & { value: string };
}

/** The leaves that hold a secret, in output order: those that are known to, and any whose value Junos has encoded. */
export function secretLeaves(configuration: Configuration): SecretLeaf[] {
  const found: SecretLeaf[] = [];
  collect(configuration.root, [], found);
  return found;
}

function collect(above: StatementNode, path: readonly string[], found: SecretLeaf[]): void {
  for (const node of above.children) {
    if (node.hasChildren) collect(node, [...path, ...node.words], found);
    else if (isSecret(node)) found.push({ path: [...path, ...node.schema.words], node });
  }
}

function isSecret(node: StatementNode): node is StatementNode & { value: string } {
  const { schema, value } = node;
  if (schema.kind !== 'leaf' || value === undefined) return false;
  return SECRET_LEAVES.has(schema.element) || value.startsWith(ENCODED_SECRET_PREFIX);
}
