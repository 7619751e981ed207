import type { IConstruct } from 'constructs';
import type { AuthenticationIntent } from '../../lib/intent/fabric-intent';
import type { IKeyChain } from './key-chain';
import { requireOwnKeyChain } from './key-chain';
import { Secret } from '../fabric/secret';
import { objectOf, requireKind } from '../private/props';
import { literalOf } from '../private/text-of';

/** How a session with a key chain protects a segment. */
export enum KeyChainAlgorithm {
  MD5 = 'md5',
  HMAC_SHA_1_96 = 'hmac-sha-1-96',
  AES_128_CMAC_96 = 'aes-128-cmac-96',
}

/** How both ends of a session prove who they are. The server needs the same. */
export class BgpAuthentication {
  /**
   * One key, by the TCP MD5 option (RFC 2385): what every BGP has. Changing it ends the session.
   * @throws FabricError when the secret is not given by its place
   */
  static md5(secret: Secret): BgpAuthentication {
    requireKind('secret', secret, objectOf(Secret, "Secret.fromEnv('SERVER1_BGP_KEY')"));
    return new BgpAuthentication({ method: 'md5', secret: secret._intent });
  }

  /** The keys of a chain, by TCP MD5 or one of Junos' older algorithms; few servers have the latter. */
  static keyChain(keyChain: IKeyChain, algorithm: KeyChainAlgorithm): BgpAuthentication {
    const { keyChainName: name } = keyChain;
    return new BgpAuthentication({ method: 'keyChain', keyChain: name, algorithm: literalOf(algorithm) }, keyChain);
  }

  /** The keys of a chain, by TCP-AO (RFC 5925; Junos 20.4 and later). */
  static tcpAo(keyChain: IKeyChain): BgpAuthentication {
    return new BgpAuthentication({ method: 'tcpAo', keyChain: keyChain.keyChainName }, keyChain);
  }

  private readonly intent: AuthenticationIntent;
  private readonly keyChainUsed?: IKeyChain;

  private constructor(intent: AuthenticationIntent, keyChain?: IKeyChain) {
    this.intent = intent;
    this.keyChainUsed = keyChain;
  }

  /**
   * @throws FabricError when the key chain is of another fabric
   * @internal
   */
  _intentFor(scope: IConstruct): AuthenticationIntent {
    if (this.keyChainUsed !== undefined) requireOwnKeyChain(scope, this.keyChainUsed);
    return this.intent;
  }
}
