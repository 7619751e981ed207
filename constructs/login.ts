import { invalidEnvironmentVariable, relativeKeyFile, unusableText } from '../lib/errors';
import type { LoginIntent } from '../lib/intent/fabric-intent';
import { requireConcrete } from './concrete';

/** For `Login.agent`. */
export interface AgentLogin {
  /** Login name on the devices. */
  readonly user: string;
}

/** For `Login.keyFile`. */
export interface KeyFileLogin {
  /** Login name on the devices. */
  readonly user: string;

  /** Private key on the machine that runs the rollout: an absolute path, or one that begins with `~/`. */
  readonly path: string;

  /**
   * Environment variable that holds the passphrase of the key.
   * @default - the key has no passphrase
   */
  readonly passphraseFromEnv?: string;
}

/** For `Login.password`. */
export interface PasswordLogin {
  /** Login name on the devices. */
  readonly user: string;

  /** Environment variable that holds the password when the rollout runs. */
  readonly fromEnv: string;
}

const ENVIRONMENT_VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const USER = /^[^\s\p{Cc}]{1,64}$/u;
const ANCHORED_PATH = /^(\/|~\/|[A-Za-z]:[\\/])[^\p{Cc}]+$/u;

/** How the rollout logs in to a device over SSH. Only the place of a secret is ever written down, never the secret. */
export class Login {
  /**
   * With the keys of the SSH agent (`SSH_AUTH_SOCK`).
   * @throws FabricError when the user name is not usable, or a token
   */
  static agent(login: AgentLogin): Login {
    requireConcrete(login);
    return new Login({ method: 'agent', user: userName(login.user) });
  }

  /**
   * With a private key from a file, which is read when the rollout runs.
   * @throws FabricError when the path is relative, a name is not usable or something is a token
   */
  static keyFile(login: KeyFileLogin): Login {
    requireConcrete(login);
    if (!ANCHORED_PATH.test(login.path)) throw relativeKeyFile(login.path);
    const { passphraseFromEnv } = login;
    const key = { method: 'keyFile', user: userName(login.user), path: login.path } as const;
    if (passphraseFromEnv === undefined) return new Login(key);
    return new Login({ ...key, passphraseFromEnv: variableName('passphraseFromEnv', passphraseFromEnv) });
  }

  /**
   * With a password from an environment variable, which is read when the rollout runs.
   * @throws FabricError when a name is not usable, or a token
   */
  static password(login: PasswordLogin): Login {
    requireConcrete(login);
    return new Login({
      method: 'password',
      user: userName(login.user),
      fromEnv: variableName('fromEnv', login.fromEnv),
    });
  }

  /** @internal */
  readonly _intent: LoginIntent;

  private constructor(intent: LoginIntent) {
    this._intent = intent;
  }
}

function userName(given: string): string {
  if (!USER.test(given)) throw unusableText('user', given, 64);
  return given;
}

function variableName(prop: string, given: string): string {
  if (!ENVIRONMENT_VARIABLE.test(given)) throw invalidEnvironmentVariable(prop);
  return given;
}
