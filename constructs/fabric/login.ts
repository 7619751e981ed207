import { environmentWithoutCommand, passwordFromOnePlace, relativeKeyFile, userIsOption } from './errors';
import { unusableText } from '../private/errors';
import type { LoginIntent } from '../../lib/intent/fabric-intent';
import type { PropKinds } from '../private/props';
import { listOf, requireProps, TEXT } from '../private/props';
import { Secret } from './secret';
import { isAnchoredPath, variableName, variableNames } from './secret-places';

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

/** For `Login.password`: the password is in exactly one of three places. */
export interface PasswordLogin {
  /** Login name on the devices. */
  readonly user: string;

  /**
   * Environment variable that holds the password when the rollout runs.
   * @default - the password is not in a variable
   */
  readonly fromEnv?: string;

  /**
   * File whose first line is the password, on the machine that runs the rollout: an absolute path, or one that begins with
   * `~/`.
   * @default - the password is not in a file
   */
  readonly fromFile?: string;

  /**
   * Program and arguments, run without a shell, whose first line of output is the password, for example
   * `['pass', 'show', 'netops']`.
   * @default - the password comes from no program
   */
  readonly fromCommand?: string[];

  /**
   * Names of environment variables that the program of `fromCommand` gets besides the usual ones (see docs/secrets.md).
   * @default - the usual ones only
   */
  readonly environment?: string[];
}

/** For `Login.openSsh`. */
export interface OpenSshLogin {
  /**
   * Login name on the devices.
   * @default - what the configuration of OpenSSH says
   */
  readonly user?: string;

  /**
   * Configuration of OpenSSH on the machine that runs the rollout: an absolute path, or one that begins with `~/`.
   * @default - `~/.ssh/config` and the configuration of the machine
   */
  readonly configFile?: string;

  /**
   * Names of environment variables that `ssh` gets besides the usual ones (see docs/secrets.md), for its `ProxyCommand`,
   * `SendEnv` or `Match exec`, for example `['AWS_PROFILE']`.
   * @default - the usual ones only
   */
  readonly environment?: string[];
}

const AGENT: PropKinds<AgentLogin> = { required: { user: TEXT }, optional: {} };

const KEY_FILE: PropKinds<KeyFileLogin> = {
  required: { user: TEXT, path: TEXT },
  optional: { passphraseFromEnv: TEXT },
};

const PASSWORD: PropKinds<PasswordLogin> = {
  required: { user: TEXT },
  optional: { fromEnv: TEXT, fromFile: TEXT, fromCommand: listOf(TEXT), environment: listOf(TEXT) },
};

const OPEN_SSH: PropKinds<OpenSshLogin> = {
  required: {},
  optional: { user: TEXT, configFile: TEXT, environment: listOf(TEXT) },
};

const USER = /^[^\s\p{Cc}]{1,64}$/u;

/** How the rollout logs in to a device over SSH. Only the place of a secret is ever written down, never the secret. */
export class Login {
  /**
   * With the keys of the SSH agent (`SSH_AUTH_SOCK`).
   * @throws FabricError when the user name is not usable, or a token
   */
  static agent(login: AgentLogin): Login {
    requireProps(undefined, login, AGENT);
    return new Login({ method: 'agent', user: userName(login.user) });
  }

  /**
   * With a private key from a file, which is read when the rollout runs.
   * @throws FabricError when the path is relative, a name is not usable or something is a token
   */
  static keyFile(login: KeyFileLogin): Login {
    requireProps(undefined, login, KEY_FILE);
    if (!isAnchoredPath(login.path)) throw relativeKeyFile(login.path);
    const { passphraseFromEnv } = login;
    const key = { method: 'keyFile', user: userName(login.user), path: login.path } as const;
    if (passphraseFromEnv === undefined) return new Login(key);
    return new Login({ ...key, passphraseFromEnv: variableName('passphraseFromEnv', passphraseFromEnv) });
  }

  /**
   * With a password from an environment variable, a file or a program, which is read when the rollout runs.
   * @throws FabricError when it is from no place or from several, a name or path is not usable, variables are for no program,
   *   or something is a token
   */
  static password(login: PasswordLogin): Login {
    requireProps(undefined, login, PASSWORD);
    const { fromEnv, fromFile, fromCommand } = login;
    const places = [fromEnv, fromFile, fromCommand].filter((place) => place !== undefined);
    if (places.length !== 1) throw passwordFromOnePlace(places.length);
    if (fromEnv !== undefined) variableName('fromEnv', fromEnv);
    if (fromFile !== undefined) Secret.fromFile(fromFile);
    if (fromCommand !== undefined) Secret.fromCommand(fromCommand);
    else if (login.environment !== undefined) throw environmentWithoutCommand();
    const environment = variableNames('environment', login.environment);
    return new Login({
      method: 'password',
      user: userName(login.user),
      ...(fromEnv !== undefined && { fromEnv }),
      ...(fromFile !== undefined && { fromFile }),
      ...(fromCommand !== undefined && { fromCommand: [...fromCommand] }),
      ...(environment !== undefined && { environment }),
    });
  }

  /**
   * As `ssh` on the machine that runs the rollout would: with its keys, tokens, certificates and jump hosts. It asks nobody
   * anything, and the host keys of the fabric count as with every other login.
   * @throws FabricError when the path is relative, the name of the user or of a variable is not usable, or something is a token
   */
  static openSsh(login: OpenSshLogin = {}): Login {
    requireProps(undefined, login, OPEN_SSH);
    const { user, configFile } = login;
    if (configFile !== undefined && !isAnchoredPath(configFile)) {
      throw relativeKeyFile(configFile, 'configuration of OpenSSH');
    }
    const environment = variableNames('environment', login.environment);
    return new Login({
      method: 'openSsh',
      ...(user !== undefined && { user: userName(user) }),
      ...(configFile !== undefined && { configFile }),
      ...(environment !== undefined && { environment }),
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
  if (given.startsWith('-')) throw userIsOption(given);
  return given;
}
