import { Lazy } from 'cdktf';
import { Login } from '../../constructs/fabric/login';
import { Secret } from '../../constructs/fabric/secret';
import { hostKeyNotAccepted, openSshMissing } from '../../lib/netconf/errors';
import { secretNotInIntent, secretsUnreadable } from '../../lib/rollout/errors';
import { secretUnavailable, secretUnusable } from '../../lib/secrets/errors';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';

const DEVICE = { hostname: 'leaf10', address: '192.0.2.10', port: 830 };

test('a login says where the secret is, and nothing else', () => {
  expect(Login.password({ user: 'netops', fromEnv: 'PASSWORD' })._intent).toEqual({
    method: 'password',
    user: 'netops',
    fromEnv: 'PASSWORD',
  });
  expect(Login.password({ user: 'netops', fromFile: '/run/secrets/netops' })._intent).toEqual({
    method: 'password',
    user: 'netops',
    fromFile: '/run/secrets/netops',
  });
  expect(Login.password({ user: 'netops', fromCommand: ['pass', 'show', 'netops'] })._intent).toEqual({
    method: 'password',
    user: 'netops',
    fromCommand: ['pass', 'show', 'netops'],
  });
});

test('the variables that a program gets are named', () => {
  const environment = ['VAULT_TOKEN', 'VAULT_ADDR', 'VAULT_ADDR'];
  const named = { environment: ['VAULT_ADDR', 'VAULT_TOKEN'] };
  const fromCommand = ['vault', 'read'];
  expect(Login.password({ user: 'netops', fromCommand, environment })._intent).toMatchObject(named);
  expect(Login.openSsh({ environment })._intent).toEqual({ method: 'openSsh', ...named });
  expect(Secret.fromCommand(fromCommand, { environment })._intent).toEqual({
    from: 'command',
    command: fromCommand,
    ...named,
  });
  expect(Secret.fromCommand(fromCommand, { environment: [] })._intent).toEqual({
    from: 'command',
    command: fromCommand,
  });
});

test('a login by OpenSSH needs nothing', () => {
  expect(Login.openSsh()._intent).toEqual({ method: 'openSsh' });
  expect(Login.openSsh({ user: 'netops', configFile: '~/.ssh/fabric' })._intent).toEqual({
    method: 'openSsh',
    user: 'netops',
    configFile: '~/.ssh/fabric',
  });
});

test('what is wrong with a login or a secret is said without the secret', () => {
  const texts = errorTexts([
    ['a password from nowhere', () => Login.password({ user: 'netops' })],
    [
      'a password from two places',
      () => Login.password({ user: 'netops', fromEnv: 'PASSWORD', fromFile: '/run/secrets/netops' }),
    ],
    ['a password file that is relative', () => Login.password({ user: 'netops', fromFile: 'pa55word' })],
    ['a password from no program', () => Login.password({ user: 'netops', fromCommand: [] })],
    [
      'variables for no program',
      () => Login.password({ user: 'netops', fromEnv: 'PASSWORD', environment: ['VAULT_ADDR'] }),
    ],
    [
      'a variable for a program that is none',
      () => Secret.fromCommand(['vault'], { environment: ['VAULT_TOKEN=hush'] }),
    ],
    ['a configuration of OpenSSH that is relative', () => Login.openSsh({ configFile: 'ssh/config' })],
    ['a user that OpenSSH would take for an option', () => Login.openSsh({ user: '-oProxyCommand=id' })],
    [
      'a token in a login by OpenSSH',
      () => Login.openSsh({ configFile: Lazy.stringValue({ produce: () => '/etc/ssh/fabric' }) }),
    ],
    [
      'a secret that is not there',
      () => {
        throw secretUnavailable('the secret of dc1/server1', 'the file /run/keys/server1', 'ENOENT');
      },
    ],
    [
      'a secret that is none',
      () => {
        throw secretUnusable('the secret of dc1/server1', 'the environment variable KEY', 'is empty');
      },
    ],
    [
      'a placeholder that the intent does not know',
      () => {
        throw secretNotInIntent('leaf10', 'the environment variable KEY');
      },
    ],
    [
      'a device that hides its secrets',
      () => {
        throw secretsUnreadable('groups dc1 protocols bgp group server1 authentication-key');
      },
    ],
    [
      'no OpenSSH',
      () => {
        throw openSshMissing(DEVICE, 'ENOENT');
      },
    ],
    [
      'a host key that OpenSSH does not accept',
      () => {
        throw hostKeyNotAccepted(DEVICE, { name: 'known_hosts', isCopiedAtSynth: true }, [
          'Host key verification failed.',
        ]);
      },
    ],
  ]);
  expectGolden('errors/secrets.txt', texts);
});
