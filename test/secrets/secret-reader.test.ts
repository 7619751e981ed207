import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretReader } from '../../lib/secrets/secret-reader';
import type { SecretIntent } from '../../lib/intent/fabric-intent';
import { rejectionOf } from '../support/rejection';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'secrets-'))));
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function fileWith(text: string, mode = 0o600): string {
  const path = join(directory, 'key');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

function node(program: string): SecretIntent {
  return { from: 'command', command: [process.execPath, '-e', program] };
}

test('a variable, the first line of a file and the first line of a command are secrets', async () => {
  const reader = new SecretReader({ environment: { KEY: 'from-env' } });
  expect(await reader.read({ from: 'environment', variable: 'KEY' }, 'the key')).toBe('from-env');
  expect(await reader.read({ from: 'file', path: fileWith('from-file\r\nmore\n') }, 'the key')).toBe('from-file');
  expect(await reader.read(node("console.log('from-command\\nmore')"), 'the key')).toBe('from-command');
});

test('a secret keeps its blanks', async () => {
  const reader = new SecretReader();
  expect(await reader.read({ from: 'file', path: fileWith(' a b \n') }, 'the key')).toBe(' a b ');
});

test('a file that others than its owner can use is told about, without its content', async () => {
  const warnings: string[] = [];
  const reader = new SecretReader({ onWarning: (message) => warnings.push(message) });
  const path = fileWith('k3y-in-file', 0o640);
  expect(await reader.read({ from: 'file', path }, 'the key')).toBe('k3y-in-file');
  expect(warnings).toEqual([`${path} holds a secret and others than its owner may use it; chmod 600 ${path}`]);
});

test('a command runs without a shell and without input, once', async () => {
  const counter = join(directory, 'count');
  const reader = new SecretReader();
  const secret = node(`
    require('node:fs').appendFileSync(${JSON.stringify(counter)}, 'x');
    let input = '';
    process.stdin.on('data', (data) => (input += data)).on('end', () => console.log('$(id)' + input));
  `);
  const both = await Promise.all([reader.read(secret, 'one'), reader.read(secret, 'other')]);
  expect(both).toEqual(['$(id)', '$(id)']);
  expect(await new SecretReader().read({ from: 'file', path: counter }, 'count')).toBe('x');
});

test('a command gets the usual variables and those that are named for it, and no other', async () => {
  const environment = {
    PATH: '/bin',
    LC_ALL: 'C',
    SSH_AUTH_SOCK: '/agent',
    VAULT_ADDR: 'https://vault',
    LEAF_KEY: 'hush',
  };
  const print = "console.log(Object.keys(process.env).sort().join(' '))";
  const reader = new SecretReader({ environment });
  expect(await reader.read(node(print), 'the key')).toBe('LC_ALL PATH SSH_AUTH_SOCK');
  const named = { ...node(print), environment: ['VAULT_ADDR', 'NOT_SET'] } as SecretIntent;
  expect(await reader.read(named, 'the key')).toBe('LC_ALL PATH SSH_AUTH_SOCK VAULT_ADDR');
});

describe('what is wrong is said without the secret', () => {
  const cases: readonly (readonly [title: string, secret: () => SecretIntent, message: string])[] = [
    [
      'no such variable',
      () => ({ from: 'environment', variable: 'NOT_THERE' }),
      'the key of server1 is expected in the environment variable NOT_THERE: it is not set; set it where the command runs',
    ],
    [
      'no such file',
      () => ({ from: 'file', path: '/nowhere/key' }),
      'the key of server1 is expected in the file /nowhere/key: ENOENT',
    ],
    [
      'no such program',
      () => ({ from: 'command', command: ['no-such-program-anywhere', 'bgp'] }),
      'the key of server1 is expected in the command no-such-program-anywhere bgp: there is no such program',
    ],
    [
      'an empty secret',
      () => ({ from: 'file', path: fileWith('\nk3y\n') }),
      'whose first line is empty; put the secret there',
    ],
    [
      'a control character',
      () => ({ from: 'file', path: fileWith('k3\u0007y\n') }),
      'whose first line has a control character or broken unicode in it; put the secret there',
    ],
    [
      'a file that is too large',
      () => ({ from: 'file', path: fileWith('k3y'.repeat(50000)) }),
      'more than a secret can have',
    ],
    [
      'a command that fails',
      () => node("console.log('k3y'); console.error('k3y'); process.exit(3)"),
      'it ended with exit code 3; run it by hand to see what it says',
    ],
    [
      'a command that prints too much',
      () => node("console.log('k3y'.repeat(50000))"),
      'it prints more than a secret can have',
    ],
    [
      'a command that never ends',
      () => node("console.log('k3y'); setInterval(() => 0, 1000)"),
      'it did not end within 1 s',
    ],
  ];
  test.each(cases)('%s', async (_title, secret, message) => {
    const reader = new SecretReader({ environment: {}, commandTimeoutMs: 1000 });
    const error = await rejectionOf(reader.read(secret(), 'the key of server1'));
    expect(error.message).toContain(message);
    const shown = JSON.stringify(error, Object.getOwnPropertyNames(error)).replace(/console\.\w+\([^)]*\)/g, '');
    expect(shown.replace(/key/g, '')).not.toMatch(/k3y/);
  });
});
