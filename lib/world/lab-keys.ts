import type { Configuration } from '../junos/tree/configuration';
import { decodeSecret, encodeSecret } from '../junos/tree/secret-encoding';
import { namesSecret } from '../junos/tree/secret-leaves';
import type { StatementNode } from '../junos/tree/statement';

/** Keys of a lab in place of those that configurations have: nobody's own secret is taken along. */
export class LabKeys {
  readonly #known = new Map<string, string>();
  #hasRemoved = false;

  /**
   * Takes notice of the keys of one configuration. Where one of them was taken out before it was saved, or cannot be read,
   * nobody knows which others are the same: all keys of the lab are one then.
   */
  learn(configuration: Configuration): void {
    for (const { value = '' } of sessionKeys(configuration)) {
      const secret = decodeSecret(value);
      if (secret === undefined && isRemoved(value)) this.#hasRemoved = true;
      const plain = secret ?? value;
      if (!this.#known.has(plain)) this.#known.set(plain, `lab-key-${this.#known.size + 1}`);
    }
  }

  /** Puts them into a configuration. */
  putInto(configuration: Configuration): void {
    for (const node of sessionKeys(configuration)) {
      const { value = '' } = node;
      node.value = encodeSecret(this.#of(decodeSecret(value) ?? value), () => 0);
    }
  }

  #of(plain: string): string {
    return this.#hasRemoved ? 'lab-key' : (this.#known.get(plain) ?? 'lab-key');
  }
}

/** What nobody could log in with: a mask, a form that no other device can read. */
function isRemoved(value: string): boolean {
  return value === '' || /^(?:\$8\$|\/\*|<|\*|x+$)|removed|secret-data|redacted/i.test(value);
}

const SESSION_KEYS: ReadonlySet<string> = new Set(['authentication-key', 'secret']);
/** What a key of a session stands below, in whichever instance or group. */
const OF_SESSIONS: ReadonlySet<string> = new Set(['bgp', 'authentication-key-chains']);

function sessionKeys({ root }: Configuration): readonly StatementNode[] {
  return below(root, false);
}

function below(node: StatementNode, isOfSessions: boolean): readonly StatementNode[] {
  return node.children.flatMap((child) => {
    if (child.hasChildren) return below(child, isOfSessions || OF_SESSIONS.has(child.name));
    return isOfSessions && SESSION_KEYS.has(child.name) && child.value !== undefined ? [child] : [];
  });
}

/** Whoever may log in, and how: none of it is taken into a lab. */
const OF_LOGINS: readonly (readonly string[])[] = [
  ['system', 'login'],
  ['system', 'root-authentication'],
  ['system', 'authentication-order'],
  ['system', 'radius-server'],
  ['system', 'tacplus-server'],
  ['security', 'certificates'],
  ['security', 'macsec'],
  ['security', 'pki'],
  ['security', 'ike'],
  ['security', 'ssh-known-hosts'],
  ['snmp'],
];

/** Takes users, hashes and keys out of a configuration, also of its groups; keys of BGP sessions stay. */
export function takeLoginsOut(configuration: Configuration): void {
  const sessions = new Set(sessionKeys(configuration));
  const groups = configuration.root.children.filter(({ name }) => name === 'groups');
  for (const top of [configuration.root, ...groups]) {
    for (const path of OF_LOGINS) removePath(top, path);
  }
  removeSecrets(configuration.root, sessions);
}

/** What the schema table does not know is one statement with all its words. */
function removePath(node: StatementNode, [first = '', ...rest]: readonly string[]): void {
  for (const child of [...node.children]) {
    const words = child.words.slice(0, rest.length + 1);
    if (words.length > 1 && words.join(' ') === [first, ...rest].slice(0, words.length).join(' ')) {
      if (words.length === rest.length + 1) node.remove(child);
      continue;
    }
    if (child.words[0] !== first) continue;
    if (rest.length === 0) node.remove(child);
    else removePath(child, rest);
  }
}

function removeSecrets(node: StatementNode, kept: ReadonlySet<StatementNode>): void {
  for (const child of [...node.children]) {
    if (child.hasChildren) removeSecrets(child, kept);
    else if (!kept.has(child) && (child.secret === true || child.words.some(namesSecret))) node.remove(child);
  }
}
