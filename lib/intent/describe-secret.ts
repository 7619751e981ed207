import type { SecretIntent } from './fabric-intent';

/** Where a secret is, as messages call it: `the environment variable SERVER1_KEY`. */
export function describeSecret(secret: SecretIntent): string {
  switch (secret.from) {
    case 'environment':
      return `the environment variable ${secret.variable}`;
    case 'file':
      return `the file ${secret.path}`;
    case 'command':
      return `the command ${secret.command.join(' ')}`;
  }
}
