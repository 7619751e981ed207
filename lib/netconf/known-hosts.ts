import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { knownHostsCopyUnreadable, knownHostsMarkedLineUnreadable, knownHostsUnreadable } from './errors';
import type { HostKeysToMend } from './errors';
import { hostPatterns } from './host-patterns';
import type { HostPatterns } from './host-patterns';
import { keyTypeOf } from './ssh-wire';

/** What known_hosts says about a key that a host shows. */
export type HostKeyVerdict = 'known' | 'unknown' | 'changed' | 'revoked';

/** A key that is recorded for a host. */
export interface RecordedHostKey {
  readonly keyType: string;
  /** `SHA256:…`, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
  /** Line in the file, from 1. */
  readonly line: number;
}

/** A line that could not be read and is passed over, as OpenSSH does. */
export interface KnownHostsProblem {
  readonly line: number;
  readonly reason: string;
}

/** A known_hosts file on this machine. */
export interface KnownHostsFile {
  readonly path: string;
  /** The file that synth has copied to `path`, as the program names it: the one to mend. */
  readonly copyOf?: string;
}

/** What a line says about its key: that a host has it, that it certifies keys of hosts, or that it is never to be accepted. */
type EntryKind = 'host' | 'authority' | 'revoked';

interface Entry {
  readonly hosts: HostPatterns;
  readonly keyType: string;
  readonly blob: Buffer;
  readonly line: number;
  readonly kind: EntryKind;
}

/** The port whose host names stand in known_hosts without brackets and port. */
const SSH_PORT = 22;

const UNNAMED: HostKeysToMend = { name: 'known_hosts', isCopiedAtSynth: false };

/**
 * Host keys in the format of OpenSSH's known_hosts (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT): plain, hashed and
 * `[host]:port` names, wildcards, negation, comma lists, several keys per host, `@revoked` and `@cert-authority`. Only
 * OpenSSH itself checks host certificates; the authorities are known here to say so.
 */
export class KnownHosts {
  /**
   * Reads the text of a known_hosts file. Lines that cannot be read are listed in `problems`, except those with a marker:
   * one of them may revoke a key.
   *
   * @throws knownHostsMarkedLineUnreadable
   */
  static parse(text: string, source = UNNAMED): KnownHosts {
    const entries: Entry[] = [];
    const problems: KnownHostsProblem[] = [];
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      const read = readLine(line.trim(), index + 1);
      if (typeof read === 'string') {
        const marker = /^@\S*/.exec(line.trim())?.[0];
        if (marker !== undefined) throw knownHostsMarkedLineUnreadable(source.name, index + 1, marker, read);
        problems.push({ line: index + 1, reason: read });
      } else if (read !== undefined) {
        entries.push(read);
      }
    }
    return new KnownHosts(entries, problems, source);
  }

  /**
   * Reads a known_hosts file.
   *
   * @throws knownHostsUnreadable, knownHostsCopyUnreadable, knownHostsMarkedLineUnreadable
   */
  static read({ path, copyOf }: KnownHostsFile): KnownHosts {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? 'unreadable';
      throw copyOf === undefined ? knownHostsUnreadable(path, reason) : knownHostsCopyUnreadable(path, copyOf, reason);
    }
    return KnownHosts.parse(text, { name: copyOf ?? path, isCopiedAtSynth: copyOf !== undefined });
  }

  private constructor(
    private readonly entries: readonly Entry[],
    /** Lines that could not be read. */
    readonly problems: readonly KnownHostsProblem[],
    /** How messages call the file. */
    readonly source: HostKeysToMend,
  ) {}

  /**
   * Whether `keyBlob` (the public key as SSH carries it) is the key of `host`.
   *
   * Names with the port are looked at first. Where there are none, those without a port count, as for OpenSSH: SSH and
   * NETCONF of a Junos device show the same key. `changed` means that another key of the same type is recorded.
   */
  verify(host: string, port: number, keyType: string, keyBlob: Buffer): HostKeyVerdict {
    if (this.revoked(host, port).some((blob) => blob.equals(keyBlob))) return 'revoked';
    const recorded = this.entriesOf(host, port);
    if (recorded.some((entry) => entry.blob.equals(keyBlob))) return 'known';
    return recorded.some((entry) => entry.keyType === keyType) ? 'changed' : 'unknown';
  }

  /** Types of the keys recorded for a host, in the order of the file, each once. */
  keyTypes(host: string, port: number): string[] {
    return [...new Set(this.entriesOf(host, port).map(({ keyType }) => keyType))];
  }

  /** The keys recorded for a host, for messages. */
  recorded(host: string, port: number): RecordedHostKey[] {
    return this.entriesOf(host, port).map(({ keyType, blob, line }) => ({
      keyType,
      fingerprint: fingerprintOf(blob),
      line,
    }));
  }

  /** The keys that are revoked for a host, under any of its names, as SSH carries them. */
  revoked(host: string, port: number): Buffer[] {
    return this.marked('revoked', host, port).map(({ blob }) => blob);
  }

  /** Lines that name an authority for the certificates of a host, from 1. */
  authorityLines(host: string, port: number): number[] {
    return this.marked('authority', host, port).map(({ line }) => line);
  }

  private marked(kind: EntryKind, host: string, port: number): Entry[] {
    const names = namesOf(host, port);
    return this.entries.filter((entry) => entry.kind === kind && names.some((name) => entry.hosts.covers(name)));
  }

  private entriesOf(host: string, port: number): Entry[] {
    for (const name of namesOf(host, port)) {
      const found = this.entries.filter((entry) => entry.kind === 'host' && entry.hosts.covers(name));
      if (found.length > 0) return found;
    }
    return [];
  }
}

/** The SHA256 fingerprint of a public key blob, as `ssh-keygen -l` prints it. */
export function fingerprintOf(keyBlob: Buffer): string {
  return `SHA256:${createHash('sha256')
    .update(keyBlob)
    .digest('base64')
    .replace(/={1,2}$/, '')}`;
}

/** The names under which a host can stand in the file, the most precise first. */
function namesOf(host: string, port: number): string[] {
  const name = host.toLowerCase();
  return port === SSH_PORT ? [name] : [`[${name}]:${port}`, name];
}

const MARKERS: ReadonlyMap<string, EntryKind> = new Map([
  ['@cert-authority', 'authority'],
  ['@revoked', 'revoked'],
]);

/** An entry, the reason why there is none, or undefined for a line that says nothing about host keys. */
function readLine(line: string, number: number): Entry | string | undefined {
  if (line === '' || line.startsWith('#')) return undefined;
  const fields = line.split(/[ \t]+/);
  const kind = line.startsWith('@') ? MARKERS.get(fields.shift() ?? '') : 'host';
  if (kind === undefined) return `a marker is ${[...MARKERS.keys()].join(' or ')}`;
  const [names, keyType, encoded] = fields;
  if (names === undefined || keyType === undefined || encoded === undefined) return 'not "names key-type key"';
  const hosts = hostPatterns(names);
  if (typeof hosts === 'string') return hosts;
  const blob = decodeKey(keyType, encoded);
  if (typeof blob === 'string') return blob;
  return { hosts, keyType, blob, line: number, kind };
}

function decodeKey(keyType: string, encoded: string): Buffer | string {
  if (/^\d+$/.test(keyType)) return 'a key of SSH version 1';
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return 'the key is not base64';
  const blob = Buffer.from(encoded, 'base64');
  const inside = keyTypeOf(blob);
  if (inside === undefined) return 'the key is cut off';
  return inside === keyType ? blob : `the key is of type ${inside}, not ${keyType}`;
}
