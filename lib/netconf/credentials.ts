import { readFileSync } from 'node:fs';
import { utils } from 'ssh2';
import type { ConnectConfig } from 'ssh2';
import { agentMissing, keyFileUnusable, secretMissing } from './errors';
import type { LoginIntent } from '../intent/fabric-intent';
import { atHome } from '../secrets/home';
import { keepOutOfMessages } from '../secrets/scrub';
import { SecretReader } from '../secrets/secret-reader';
import { readablePrivateKey } from './private-key';

/** A login that this library carries out itself. */
export type OwnLogin = Exclude<LoginIntent, { readonly method: 'openSsh' }>;

type PasswordLogin = Extract<LoginIntent, { readonly method: 'password' }>;

/** One for the process: a program that asks somebody for a password asks once, not for each device. */
const PASSWORDS = new SecretReader({
  onWarning: (message) => {
    process.emitWarning(message);
  },
});

/** A login with its secret fetched, in ssh2's terms. Never printed, kept or put into an error. */
export interface Credentials {
  /** Goes into ssh2's connect options; the only methods tried are those of `authHandler`. */
  readonly options: Pick<
    ConnectConfig,
    'username' | 'agent' | 'privateKey' | 'passphrase' | 'password' | 'tryKeyboard' | 'authHandler'
  >;
  /** What messages call it, for example `the key ~/.ssh/netops`. */
  readonly means: string;
}

/**
 * Fetches what the login of a device names.
 *
 * @param hostname of the device, for messages
 * @param env where secrets are; the process' own environment by default
 * @throws agentMissing, secretMissing, secretUnavailable, secretUnusable, keyFileUnusable
 */
export async function credentials(
  hostname: string,
  login: OwnLogin,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Credentials> {
  switch (login.method) {
    case 'agent':
      return agent(hostname, login.user, env.SSH_AUTH_SOCK);
    case 'keyFile':
      return keyFile(hostname, login, env);
    case 'password':
      return password(login.user, await passwordOf(hostname, login, env));
  }
}

function agent(hostname: string, user: string, socket: string | undefined): Credentials {
  if (socket === undefined || socket === '') throw agentMissing(hostname);
  return { options: { username: user, agent: socket, authHandler: ['agent'] }, means: 'the keys of the SSH agent' };
}

function password(user: string, word: string): Credentials {
  keepOutOfMessages(word);
  return {
    options: {
      username: user,
      password: word,
      tryKeyboard: true,
      authHandler: ['password', 'keyboard-interactive'],
    },
    means: 'a password',
  };
}

function passwordOf(hostname: string, login: PasswordLogin, env: NodeJS.ProcessEnv): string | Promise<string> {
  const { environment, fromEnv = '', fromFile, fromCommand } = login;
  const what = `the password for ${hostname}`;
  if (fromFile !== undefined) return PASSWORDS.read({ from: 'file', path: fromFile }, what);
  if (fromCommand !== undefined) return PASSWORDS.read({ from: 'command', command: fromCommand, environment }, what);
  return secret(hostname, fromEnv, 'password', env);
}

function keyFile(
  hostname: string,
  login: Extract<LoginIntent, { method: 'keyFile' }>,
  env: NodeJS.ProcessEnv,
): Credentials {
  const { passphraseFromEnv } = login;
  const passphrase =
    passphraseFromEnv === undefined ? undefined : secret(hostname, passphraseFromEnv, 'passphrase of the key', env);
  if (passphrase !== undefined) keepOutOfMessages(passphrase);
  const privateKey = usableKey(hostname, login.path, passphrase);
  return {
    options: { username: login.user, privateKey, passphrase, authHandler: ['publickey'] },
    means: `the key ${login.path}`,
  };
}

function usableKey(hostname: string, path: string, passphrase: string | undefined): string {
  let pem: string;
  try {
    pem = readFileSync(atHome(path), 'utf8');
  } catch (error) {
    throw keyFileUnusable(hostname, path, (error as NodeJS.ErrnoException).code ?? 'unreadable');
  }
  try {
    const key = readablePrivateKey(pem, passphrase);
    const parsed = utils.parseKey(key, passphrase);
    if (!(parsed instanceof Error) && parsed.isPrivateKey()) return key;
  } catch {
    // Neither library's words are shown: they describe the file's bytes and are no help to the reader.
  }
  throw keyFileUnusable(hostname, path, reasonFor(pem, passphrase));
}

/** Why a key that was refused was refused, as far as its text shows. */
function reasonFor(pem: string, passphrase: string | undefined): string {
  if (!pem.includes('PRIVATE KEY')) return 'it holds no private key';
  if (passphrase !== undefined) return 'its form is not supported or the passphrase is wrong';
  return 'it is encrypted and no passphrase is given (passphraseFromEnv), or its form is not supported';
}

function secret(hostname: string, variable: string, what: string, env: NodeJS.ProcessEnv): string {
  const value = env[variable];
  if (value === undefined || value === '') throw secretMissing(hostname, variable, what);
  return value;
}
