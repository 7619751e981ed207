import { Token } from '../../lib/cdktf';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { unresolvedToken } from './errors';

/**
 * Refuses tokens anywhere in what the user gave: a configuration is rendered and proved at synth, and the value of a
 * token is known only while Terraform runs. `Token.isUnresolved` alone does not see a token inside a nested object.
 *
 * @param props - what to look through; constructs in it are references and are not entered
 * @param scope - the construct the props are of, for the message
 * @throws FabricError `unresolvedToken`, which names the prop, for example `attachments[1].subnet`
 */
export function requireConcrete(props: object, scope?: IConstruct): void {
  const path = pathToToken(props, new Set());
  if (path !== undefined) throw unresolvedToken(path.replace(/^\./, ''), scope?.node.path);
}

/** The path below `value`, empty where that is the token. It is put together on the way back, as there hardly ever is one. */
function pathToToken(value: unknown, seen: Set<object>): string | undefined {
  if (Token.isUnresolved(value)) return '';
  if (typeof value !== 'object' || value === null || Construct.isConstruct(value) || seen.has(value)) return undefined;
  seen.add(value);
  for (const key of Object.keys(value)) {
    const path = pathToToken((value as Readonly<Record<string, unknown>>)[key], seen);
    if (path !== undefined) return `${Array.isArray(value) ? `[${key}]` : step(key)}${path}`;
  }
  return undefined;
}

/** Private fields of our own classes (`login._intent.user`) are left out of the path: the user knows `login.user`. */
function step(key: string): string {
  return key.startsWith('_') ? '' : `.${key}`;
}
