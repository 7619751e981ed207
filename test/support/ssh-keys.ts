import { utils } from 'ssh2';

/** A passphrase and how the private key is encrypted with it. */
interface Encryption {
  readonly passphrase: string;
  readonly cipher: string;
  readonly rounds: number;
}

/** An ed25519 key pair in OpenSSH's form. One in some five hundred that ssh2 makes is one that it cannot read. */
export function ed25519KeyPair(encryption?: Encryption): { private: string; public: string } {
  for (;;) {
    const pair =
      encryption === undefined
        ? utils.generateKeyPairSync('ed25519')
        : utils.generateKeyPairSync('ed25519', encryption);
    if ('getPublicSSH' in utils.parseKey(pair.private, encryption?.passphrase)) return pair;
  }
}
