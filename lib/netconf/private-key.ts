import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { sshString } from './ssh-wire';

/**
 * A private key in a form that ssh2 reads. PKCS#8 (`BEGIN PRIVATE KEY`, `BEGIN ENCRYPTED PRIVATE KEY`), which it does not
 * read, is rewritten; every other form is handed through as it is.
 *
 * @param passphrase for an encrypted PKCS#8 key; the other forms keep theirs and are decrypted by ssh2
 * @throws whatever node:crypto throws when the key or passphrase is wrong; a plain Error for a kind SSH does not know
 */
export function readablePrivateKey(pem: string, passphrase?: string): string {
  if (!/^-----BEGIN (?:ENCRYPTED )?PRIVATE KEY-----/m.test(pem)) return pem;
  const key = createPrivateKey({ key: pem, format: 'pem', passphrase });
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return key.export({ type: 'pkcs1', format: 'pem' }).toString();
    case 'ec':
      return key.export({ type: 'sec1', format: 'pem' }).toString();
    case 'ed25519':
      return ed25519ToOpenSsh(key);
    default:
      throw new Error(`SSH knows no keys of type ${key.asymmetricKeyType ?? 'unknown'}`);
  }
}

/** Ed25519 has no other PEM form than PKCS#8, so it is written as OpenSSH does (PROTOCOL.key of OpenSSH), unencrypted. */
function ed25519ToOpenSsh(key: KeyObject): string {
  const jwk = key.export({ format: 'jwk' });
  const publicKey = Buffer.from(jwk.x ?? '', 'base64url');
  const seed = Buffer.from(jwk.d ?? '', 'base64url');
  const checkNumbers = Buffer.alloc(8);
  const secret = Buffer.concat([
    checkNumbers,
    sshString('ssh-ed25519'),
    sshString(publicKey),
    sshString(Buffer.concat([seed, publicKey])),
    sshString(''),
  ]);
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1));
  const body = Buffer.concat([
    Buffer.from('openssh-key-v1\0', 'latin1'),
    sshString('none'),
    sshString('none'),
    sshString(''),
    Buffer.from([0, 0, 0, 1]),
    sshString(Buffer.concat([sshString('ssh-ed25519'), sshString(publicKey)])),
    sshString(Buffer.concat([secret, padding])),
  ]);
  const lines = body.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}
