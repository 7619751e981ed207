import type { ParsedKey } from 'ssh2';
import { utils } from 'ssh2';

/** An ed25519 key pair, made when the lab starts and never used anywhere else. */
export interface KeyPair {
  /** OpenSSH private key. */
  readonly privateKey: string;
  /** `ssh-ed25519 AAAA…`, as in `known_hosts` and `authorized_keys`. */
  readonly publicKey: string;
}

/** A new ed25519 key pair. One in some five hundred that ssh2 makes is one that it cannot read: then another is made. */
export function generateKeyPair(): KeyPair {
  for (;;) {
    const pair = utils.generateKeyPairSync('ed25519');
    if ('getPublicSSH' in utils.parseKey(pair.private)) return { privateKey: pair.private, publicKey: pair.public };
  }
}

/** The line of `known_hosts` for a server on a port of 127.0.0.1. */
export function knownHostsLine(port: number, publicKey: string): string {
  const host = port === 22 ? '127.0.0.1' : `[127.0.0.1]:${port}`;
  return `${host} ${publicKey}`;
}

/** Reads a line of `authorized_keys`; undefined when it holds no key. */
export function readPublicKey(line: string): ParsedKey | undefined {
  const parsed = utils.parseKey(line);
  return 'getPublicSSH' in parsed ? parsed : undefined;
}
