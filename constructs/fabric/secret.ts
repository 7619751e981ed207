import { relativeSecretFile, secretCommandEmpty } from './errors';
import { unusableText } from '../private/errors';
import type { SecretIntent } from '../../lib/intent/fabric-intent';
import { requireConcrete } from '../private/concrete';
import type { PropKinds } from '../private/props';
import { listOf, requireKind, requireProps, TEXT } from '../private/props';
import { isAnchoredPath, variableName, variableNames } from './secret-places';

const WORD = /^[^\p{Cc}]{0,1000}$/u;

/** For `Secret.fromCommand`. */
export interface SecretCommandOptions {
  /**
   * Names of environment variables that the program gets besides the usual ones (`PATH`, `HOME`, locale, terminal, agents; see
   * docs/secrets.md), for example `['VAULT_ADDR', 'VAULT_TOKEN']`.
   * @default - the usual ones only
   */
  readonly environment?: string[];
}

const COMMAND_OPTIONS: PropKinds<SecretCommandOptions> = { required: {}, optional: { environment: listOf(TEXT) } };

/**
 * A secret that goes onto devices, by reference: the rollout reads it just before it loads the configuration. Neither the
 * program, nor the stack directory, nor the Terraform state ever holds the secret itself.
 */
export class Secret {
  /**
   * From an environment variable of the rollout.
   * @throws FabricError when the name is not usable, or a token
   */
  static fromEnv(variable: string): Secret {
    requireConcrete({ variable });
    requireKind('variable', variable, TEXT);
    return new Secret({ from: 'environment', variable: variableName('variable', variable) });
  }

  /**
   * From the first line of a file on the machine that runs the rollout.
   * @param path - absolute, or beginning with `~/`
   * @throws FabricError when the path is relative, or a token
   */
  static fromFile(path: string): Secret {
    requireConcrete({ path });
    requireKind('path', path, TEXT);
    if (!isAnchoredPath(path)) throw relativeSecretFile();
    return new Secret({ from: 'file', path });
  }

  /**
   * From the first line that a program prints, which is run without a shell.
   * @param command - the program and its arguments, for example `['pass', 'show', 'bgp/server1']`
   * @throws FabricError when there is no program, or a word or the name of a variable is not usable
   */
  static fromCommand(command: string[], options: SecretCommandOptions = {}): Secret {
    requireConcrete({ command });
    requireKind('command', command, listOf(TEXT));
    requireProps(undefined, options, COMMAND_OPTIONS);
    if ((command[0] ?? '').trim() === '') throw secretCommandEmpty();
    command.forEach((word, i) => {
      if (!WORD.test(word)) throw unusableText(`command[${i}]`, word, 1000);
    });
    const environment = variableNames('environment', options.environment);
    return new Secret({ from: 'command', command: [...command], ...(environment !== undefined && { environment }) });
  }

  /** @internal */
  readonly _intent: SecretIntent;

  private constructor(intent: SecretIntent) {
    this._intent = intent;
  }
}
