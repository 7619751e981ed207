import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { KnownHosts, fingerprintOf } from '../../lib/netconf/known-hosts';
import { canRun } from '../support/commands';
import { errorOf } from '../support/errors';
import { newHostKey } from './canned-device';

const key = newHostKey();
const other = newHostKey();
const ecdsa = newHostKey('ecdsa');

function line(names: string, of = key): string {
  return `${names} ${of.type} ${of.blob.toString('base64')}`;
}

function verdict(text: string, host = 'leaf10', port = 830, of = key): string {
  return KnownHosts.parse(text).verify(host, port, of.type, of.blob);
}

function hashed(name: string): string {
  const salt = Buffer.from('0123456789abcdefghij');
  const hash = createHmac('sha1', salt).update(name).digest('base64');
  return `|1|${salt.toString('base64')}|${hash}`;
}

describe('verify', () => {
  test.each([
    ['a plain name', 'leaf10'],
    ['a name in capitals', 'LEAF10'],
    ['a name with the port', '[leaf10]:830'],
    ['a comma list', 'spine1,leaf10,10.0.0.10'],
    ['a wildcard', 'leaf*'],
    ['a wildcard with the port', '[leaf1?]:830'],
    ['a wildcard for everything', '*'],
    ['a hashed name', hashed('leaf10')],
    ['a hashed name with the port', hashed('[leaf10]:830')],
  ])('the key is known under %s', (_title, names) => {
    expect(verdict(line(names))).toBe('known');
  });

  test.each([
    ['another host', 'leaf11'],
    ['another port', '[leaf10]:22'],
    ['a longer name', 'leaf100'],
    ['a wildcard that does not fit', 'leaf1?*0'],
    ['a negated pattern', 'leaf*,!leaf10'],
    ['nothing but a negated pattern', '!leaf11'],
    ['another hashed name', hashed('leaf11')],
  ])('the key is unknown under %s', (_title, names) => {
    expect(verdict(line(names))).toBe('unknown');
  });

  test('another key of the same type is a change, one of another type is not', () => {
    expect(verdict(line('leaf10', other))).toBe('changed');
    expect(verdict(line('leaf10', ecdsa))).toBe('unknown');
  });

  test('a host may have several keys, of one type too', () => {
    const text = [line('leaf10', other), line('leaf10', ecdsa), line('leaf10')].join('\n');
    expect(verdict(text)).toBe('known');
    expect(verdict(text, 'leaf10', 830, ecdsa)).toBe('known');
    expect(KnownHosts.parse(text).keyTypes('leaf10', 830)).toEqual(['ssh-ed25519', 'ecdsa-sha2-nistp256']);
  });

  test('names with the port come before those without', () => {
    expect(verdict([line('leaf10'), line('[leaf10]:830', other)].join('\n'))).toBe('changed');
    expect(verdict([line('leaf10', other), line('[leaf10]:830')].join('\n'))).toBe('known');
  });

  test('a revoked key is revoked, whatever else is said of it', () => {
    expect(verdict(`${line('leaf10')}\n@revoked ${line('*')}`)).toBe('revoked');
    expect(verdict(`${line('leaf10')}\n@revoked ${line('leaf11')}`)).toBe('known');
    expect(verdict(`${line('leaf10')}\n@revoked ${line('*', other)}`)).toBe('known');
  });

  test('a revoked key is never taken for a recorded one', () => {
    expect(verdict(`@revoked ${line('leaf10', other)}`)).toBe('unknown');
  });

  test('a certificate authority is no host key', () => {
    expect(verdict(`@cert-authority ${line('*')}`)).toBe('unknown');
  });

  test('IPv6 addresses are names like others', () => {
    expect(verdict(line('[2001:db8::10]:830'), '2001:db8::10')).toBe('known');
    expect(verdict(line('2001:db8::10'), '2001:DB8::10')).toBe('known');
  });

  test('a wildcard pattern is matched without taking ages', () => {
    expect(verdict(line(`${'*a'.repeat(2000)}b`), 'a'.repeat(4000))).toBe('unknown');
  });

  test('any plain name is found under itself and under no other', () => {
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,20}$/);
    fc.assert(
      fc.property(name, name, fc.boolean(), (one, another, isHashed) => {
        const text = line(isHashed ? hashed(one) : one);
        expect(verdict(text, one)).toBe('known');
        expect(verdict(text, another)).toBe(another === one ? 'known' : 'unknown');
      }),
    );
  });
});

describe('parse', () => {
  test('comments, blank lines, tabs, trailing comments and DOS line ends are read over', () => {
    const text = `# a comment\r\n\r\n  ${line('leaf10').replaceAll(' ', '\t')} netops@jump\r\n`;
    expect(KnownHosts.parse(text).problems).toEqual([]);
    expect(verdict(text)).toBe('known');
  });

  test('lines that cannot be read are reported with number and reason, and the others count', () => {
    const text = [
      'leaf10',
      line('leaf10'),
      'leaf11 ssh-ed25519 not!base64',
      `leaf12 ssh-rsa ${key.blob.toString('base64')}`,
      'leaf13 1024 35 1234567890',
      'leaf14 ssh-ed25519 AAAA',
      line('|1|short'),
      line('|1|c2FsdA==|aGFzaA=='),
      line(','),
    ].join('\n');
    const hosts = KnownHosts.parse(text);
    expect(hosts.problems).toEqual([
      { line: 1, reason: 'not "names key-type key"' },
      { line: 3, reason: 'the key is not base64' },
      { line: 4, reason: 'the key is of type ssh-ed25519, not ssh-rsa' },
      { line: 5, reason: 'a key of SSH version 1' },
      { line: 6, reason: 'the key is cut off' },
      { line: 7, reason: 'the hashed name is not |1|salt|hash' },
      { line: 8, reason: 'the hash of the name is not SHA-1' },
      { line: 9, reason: 'a host name is empty' },
    ]);
    expect(verdict(text)).toBe('known');
  });

  test('a revocation that cannot be read is not passed over', () => {
    expect(errorOf(() => KnownHosts.parse('\n@revoked leaf10 ssh-ed25519 AAAA')).message).toBe(
      'known_hosts line 2 begins with "@revoked" but cannot be read: the key is cut off; correct or remove the line',
    );
  });

  test.each(['@Revoked', '@cert_authority', '@'])('a line with the marker %s is not passed over', (marker) => {
    expect(errorOf(() => KnownHosts.parse(`${marker} ${line('leaf10')}`)).message).toBe(
      `known_hosts line 1 begins with "${marker}" but cannot be read: a marker is @cert-authority or @revoked; correct or remove the line`,
    );
  });

  test('recorded keys carry fingerprint and line', () => {
    expect(KnownHosts.parse(`\n${line('leaf10')}`).recorded('leaf10', 830)).toEqual([
      { keyType: 'ssh-ed25519', fingerprint: fingerprintOf(key.blob), line: 2 },
    ]);
  });
});

describe('read', () => {
  test('a missing file is an error that names it', () => {
    expect(errorOf(() => KnownHosts.read({ path: '/nowhere/known_hosts' }))).toMatchObject({
      code: 'knownHostsUnreadable',
    });
  });
});

test('a missing copy is an error that names the copy, and the file that synth copies', () => {
  const file = { path: '/nowhere/known_hosts', copyOf: 'hosts/leaves' };
  expect(errorOf(() => KnownHosts.read(file)).message).toBe(
    [
      'the host keys in the stack directory, /nowhere/known_hosts, cannot be read (ENOENT), and no others are looked at',
      '  they are a copy of hosts/leaves: run synth again, and keep the stack directory as a whole',
    ].join('\n'),
  );
});

const describeSshKeygen = canRun('ssh-keygen') ? describe : describe.skip;

describeSshKeygen('files of ssh-keygen (skipped where it is not installed)', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'known-hosts-'))));
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  test('a file hashed by ssh-keygen -H says the same as the plain one', () => {
    const file = join(directory, 'known_hosts');
    writeFileSync(file, `${line('[leaf10]:830')}\n${line('leaf11,10.0.0.11', other)}\n${line('spine*', ecdsa)}\n`);
    execFileSync('ssh-keygen', ['-H', '-f', file], { stdio: 'ignore' });
    expect(readFileSync(file, 'utf8')).not.toContain('leaf10');
    const hosts = KnownHosts.read({ path: file });
    expect(hosts.verify('leaf10', 830, key.type, key.blob)).toBe('known');
    expect(hosts.verify('leaf10', 831, key.type, key.blob)).toBe('unknown');
    expect(hosts.verify('10.0.0.11', 830, other.type, other.blob)).toBe('known');
    expect(hosts.verify('leaf11', 830, key.type, key.blob)).toBe('changed');
    expect(hosts.verify('spine1', 830, ecdsa.type, ecdsa.blob)).toBe('known');
  });

  test('fingerprints are those of ssh-keygen -l', () => {
    const file = join(directory, 'known_hosts');
    writeFileSync(file, `${line('leaf10')}\n`);
    expect(execFileSync('ssh-keygen', ['-l', '-f', file], { encoding: 'utf8' })).toContain(fingerprintOf(key.blob));
  });
});
