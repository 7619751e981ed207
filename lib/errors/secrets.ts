/* Secrets (lib/secrets) */
import { FabricError } from './fabric-error';

/** A secret is not where the intent says it is. The reason never has it in it. */
export function secretUnavailable(what: string, where: string, reason: string): FabricError {
  return new FabricError('secretUnavailable', `${what} is expected in ${where}: ${reason}`);
}

/** What was found where a secret should be is no secret. */
export function secretUnusable(what: string, where: string, fault: string): FabricError {
  return new FabricError(
    'secretUnusable',
    `${what} is expected in ${where}, whose first line ${fault}; put the secret there`,
  );
}

/** A login name that OpenSSH would take for an option. */
export function userIsOption(given: string): FabricError {
  return new FabricError(
    'userIsOption',
    `the login name "${given}" begins with "-", which programs take for an option; give a name that does not`,
  );
}

/** A login by password from no place, or from several. */
export function passwordFromOnePlace(places: number): FabricError {
  return new FabricError(
    'passwordFromOnePlace',
    `a login by password says where the password is in exactly one of fromEnv, fromFile and fromCommand, not in ${places === 0 ? 'none' : String(places)}`,
  );
}

/** Variables for a program, and no program. */
export function environmentWithoutCommand(): FabricError {
  return new FabricError(
    'environmentWithoutCommand',
    'environment names variables for the program of fromCommand, and there is none; leave it out, or take the password from a program',
  );
}

/** A configuration names a secret that the intent does not know. */
export function secretNotInIntent(hostname: string, where: string): FabricError {
  return new FabricError(
    'secretNotInIntent',
    `the configuration of ${hostname} wants a secret from ${where}, which nothing in the fabric names; synthesize again`,
  );
}

/** The device does not tell the secrets that it has, so nobody could see whether they were changed. */
export function secretsUnreadable(path: string): FabricError {
  return new FabricError(
    'secretsUnreadable',
    `the device does not tell the secret at "${path}"; give the login the permission secret-control; where system master-password is set, delete it, or let others configure the keys (KeyChain.fromKeyChainName)`,
  );
}
