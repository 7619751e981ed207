import { serverCannot } from '../errors';
import { describeSecret } from '../../intent/describe-secret';
import type { FabricIntent, SecretIntent } from '../../intent/fabric-intent';
import type { ServerSideSession, ServerSide } from './server-side';

/** The one MD5 key of a session, and nothing where the session has none. */
export type KeyOfSession = (session: ServerSideSession) => SecretIntent | undefined;

const NOT_IN_JUNOS_WAY = 'use authentication by MD5 with one key, or let a Junos router be the server';

/**
 * The keys of a server whose program knows TCP MD5 (RFC 2385) with one key for a session, and nothing else: FRR and BIRD 2.
 *
 * @param program - its name, for messages
 * @throws FabricError `serverCannot` for TCP-AO, for Junos' own algorithms and for key chains of several keys
 */
export function singleKeys(program: string, fabric: FabricIntent, { name }: ServerSide): KeyOfSession {
  return ({ peering }) => {
    const { authentication, constructPath } = peering;
    const refused = (what: string): Error => serverCannot(name, program, what, NOT_IN_JUNOS_WAY, constructPath);
    switch (authentication?.method) {
      case undefined:
        return undefined;
      case 'md5':
        return authentication.secret;
      case 'tcpAo':
        throw refused('do TCP-AO');
      case 'keyChain':
        if (authentication.algorithm !== 'md5') throw refused(`authenticate by ${authentication.algorithm}`);
        return onlyKey(fabric, authentication.keyChain, refused);
    }
  };
}

function onlyKey(fabric: FabricIntent, name: string, refused: (what: string) => Error): SecretIntent {
  const keys = fabric.keyChains?.find((chain) => chain.name === name)?.keys ?? [];
  const [only, another] = keys;
  if (only === undefined) throw refused(`use key chain ${name}, whose keys are not known here`);
  if (another !== undefined) throw refused(`use key chain ${name}, which changes its keys over time`);
  return only.secret;
}

/** Where a secret is, in words. */
export function placeOf(secret: SecretIntent): string {
  return secret.from === 'command' ? `the output of ${describeSecret(secret)}` : describeSecret(secret);
}
