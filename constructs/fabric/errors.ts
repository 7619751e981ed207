import { FabricError } from '../../lib/model/fabric-error';
import { howToRecordHostKeys } from '../../lib/netconf/errors';

/** Two fabrics in one Terraform stack. */
export function secondFabricInStack(stack: string, first: string, constructPath: string): FabricError {
  return new FabricError(
    'secondFabricInStack',
    `stack "${stack}" already has the fabric ${first}; a stack holds one fabric, because it is rolled out as one change: ` +
      'give this one a stack of its own',
    constructPath,
  );
}

/** A fabric that does not say where host keys come from. */
export function knownHostsFileNotGiven(constructPath: string): FabricError {
  return new FabricError(
    'knownHostsFileNotGiven',
    `knownHostsFile is not given; name a file with the host keys of the devices: no others are accepted\n${howToRecordHostKeys('known_hosts')}`,
    constructPath,
  );
}

/** Synth cannot read the host keys of a fabric. */
export function knownHostsFileUnreadable(file: string, reason: string, constructPath: string): FabricError {
  return new FabricError(
    'knownHostsFileUnreadable',
    [
      `knownHostsFile: ${file} cannot be read (${reason}); a rollout accepts the host keys in it and no others`,
      howToRecordHostKeys(file),
      '  a relative name counts from the directory in which the program runs',
    ].join('\n'),
    constructPath,
  );
}

/** A fabric whose former name is the one it has. */
export function formerNameIsName(name: string, constructPath: string): FabricError {
  return new FabricError(
    'formerNameIsName',
    `formerName is "${name}", the name that the fabric has; give the name it had before, or leave formerName out`,
    constructPath,
  );
}

/** Two devices that call themselves the same. */
export function duplicateHostname(hostname: string, first: string, constructPath: string): FabricError {
  return new FabricError(
    'duplicateHostname',
    `the host name "${hostname}" is already taken by ${first}; give each device a hostName of its own (letter case does ` +
      'not tell them apart, since it does not in file names)',
    constructPath,
  );
}

/** Two host names that become one Terraform address. */
export function logicalIdClash(logicalId: string, hostname: string, other: string, constructPath: string): FabricError {
  return new FabricError(
    'logicalIdClash',
    `the host names "${hostname}" and "${other}" would both have the Terraform address ${logicalId}, and one would ` +
      'overwrite the other; change one of them by more than "." and "_"',
    constructPath,
  );
}

/** A digest that no rollout has printed. */
export function invalidDriftDigest(given: string): FabricError {
  return new FabricError(
    'invalidDriftDigest',
    `digest "${given}" is not the digest of an edit; give it as the stopped rollout printed it, 8 to 64 hexadecimal digits`,
  );
}

/** A key file that would mean something else elsewhere. */
export function relativeKeyFile(
  given: string,
  what: 'key file' | 'configuration of OpenSSH' = 'key file',
): FabricError {
  return new FabricError(
    'relativeKeyFile',
    `the ${what} "${given}" is a relative path, which means something else wherever the stack directory is applied; give ` +
      'an absolute path or one that begins with ~/',
  );
}

/** A name of an environment variable that no shell could set. What was given may be the secret, so it is not repeated. */
export function invalidEnvironmentVariable(prop: string): FabricError {
  return new FabricError(
    'invalidEnvironmentVariable',
    `${prop} is not the name of an environment variable; give the name (letters, digits and "_", not beginning with a ` +
      'digit), never the secret itself',
  );
}

/** All problems of a fabric, where nothing else reports them. */
export function unsoundFabric(problems: readonly string[], constructPath: string): FabricError {
  return new FabricError(
    'unsoundFabric',
    `the fabric cannot be rendered:\n${problems.map((problem) => `  - ${problem.replaceAll('\n', '\n    ')}`).join('\n')}`,
    constructPath,
  );
}

/** The device that shall change first is not one of the fabric. */
export function canaryUnknown(given: string, known: readonly string[], constructPath: string): FabricError {
  return new FabricError(
    'canaryUnknown',
    `rollout.canary is ${given}, and the fabric has no device of that host name; it has ${known.join(', ')}`,
    constructPath,
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

/** A file with a secret that would be another one elsewhere. What was given may be the secret, so it is not repeated. */
export function relativeSecretFile(): FabricError {
  return new FabricError(
    'relativeSecretFile',
    'the file of a secret is an absolute path or one that begins with ~/; never give the secret itself',
  );
}

/** A secret from no program. */
export function secretCommandEmpty(): FabricError {
  return new FabricError(
    'secretCommandEmpty',
    "the command of a secret begins with a program, for example ['pass', 'show', 'bgp/server1']",
  );
}

/** A device that the fabric does not have. */
export function noSuchDevice(hostname: string, known: readonly string[]): FabricError {
  return new FabricError(
    'noSuchDevice',
    `the fabric has no device "${hostname}"; it has ${known.length === 0 ? 'none' : known.join(', ')}`,
  );
}

/** Two underlays or overlays in one fabric. */
export function secondOfItsKind(kind: string, first: string, constructPath: string): FabricError {
  return new FabricError(
    'secondOfItsKind',
    `the fabric already has an ${kind}, ${first}, and a device can only be in one; add to that one instead`,
    constructPath,
  );
}

/** A consent that names no device, or two. */
export function consentForWhich(): FabricError {
  return new FabricError(
    'consentForWhich',
    'a consent is for one device: give device, the construct, or, for a device that has left the code, hostName, and not both',
  );
}

/** A consent names, by its host name, a device that has not left the fabric. */
export function noSuchLeaver(hostname: string, known: readonly string[], constructPath: string): FabricError {
  return new FabricError(
    'noSuchLeaver',
    `a consent names ${hostname}, and no device of that name has left the fabric; the lock file has ${known.length === 0 ? 'none' : known.join(', ')}`,
    constructPath,
  );
}
