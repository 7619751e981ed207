import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { unresolvedToken } from '../lib/errors';

/**
 * Refuses tokens anywhere in what the user gave: a configuration is rendered and proved at synth, and the value of a
 * token is known only while Terraform runs. `Token.isUnresolved` alone does not see a token inside a nested object.
 *
 * @param props - what to look through; constructs in it are references and are not entered
 * @param scope - the construct the props are of, for the message
 * @throws FabricError `unresolvedToken`, which names the prop, for example `attachments[1].subnet`
 */
export function requireConcrete(props: object, scope?: IConstruct): void {
  const prop = pathOfToken(props, '', new Set());
  if (prop !== undefined) throw unresolvedToken(prop, scope?.node.path);
}

function pathOfToken(value: unknown, path: string, seen: Set<object>): string | undefined {
  if (Token.isUnresolved(value)) return path;
  if (typeof value !== 'object' || value === null || Construct.isConstruct(value) || seen.has(value)) return undefined;
  seen.add(value);
  for (const [key, child] of Object.entries(value)) {
    const found = pathOfToken(child, Array.isArray(value) ? `${path}[${key}]` : joined(path, key), seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Private fields of our own classes (`login._intent.user`) are left out of the path: the user knows `login.user`. */
function joined(path: string, key: string): string {
  if (key.startsWith('_')) return path;
  return path === '' ? key : `${path}.${key}`;
}
