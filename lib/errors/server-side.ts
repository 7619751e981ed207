/* The server's own side (lib/render/server) */
import { FabricError } from './fabric-error';

/** No server of this name. */
export function noSuchServer(name: string, known: readonly string[]): FabricError {
  const list = known.length === 0 ? 'the fabric has none' : `the fabric has ${known.join(', ')}`;
  return new FabricError('noSuchServer', `no server "${name}"; ${list}`);
}

/** Something that the program on the server cannot do; `what` begins with a verb. */
export function serverCannot(server: string, program: string, what: string, instead: string, at: string): FabricError {
  return new FabricError('serverCannot', `${program} on ${server} cannot ${what}; ${instead}`, at);
}

/** A home whose other end is not in the fabric. */
export function serverSessionUnknown(server: string, leaf: string, port: string, at: string): FabricError {
  return new FabricError(
    'serverSessionUnknown',
    `the own side of ${server} follows from its leaves, and there is no session with it over ${port} of ${leaf} in this fabric; remove that attachment or what took the session out`,
    at,
  );
}

/** The name of an interface on the server is needed and not known. */
export function serverInterfaceMissing(
  server: string,
  format: string,
  leaf: string,
  port: string,
  at: string,
): FabricError {
  return new FabricError(
    'serverInterfaceMissing',
    `the ${format} configuration of ${server} needs to know which interface of the server goes to ${port} of ${leaf}; ` +
      "say serverInterface in that attachment, for example serverInterface: 'ens1f0'",
    at,
  );
}

/** The members of an aggregate on the server are needed and not known. */
export function serverMembersMissing(
  server: string,
  name: string,
  leaf: string,
  port: string,
  at: string,
): FabricError {
  return new FabricError(
    'serverMembersMissing',
    `${port} of ${leaf} is an aggregate, so ${name} of ${server} is one too; say of which interfaces, for example ` +
      "serverMembers: ['ens1f0', 'ens1f1']",
    at,
  );
}

/** A server without IPv4 addresses has nothing to take a router id from. */
export function serverRouterIdMissing(server: string, at: string): FabricError {
  return new FabricError(
    'serverRouterIdMissing',
    `${server} has no IPv4 address toward its leaves, so its router id does not follow from anything; say routerId, for example routerId: '10.255.0.1'`,
    at,
  );
}

/** Two attachments say different things of one interface of the server. */
export function serverInterfaceClash(
  server: string,
  name: string,
  first: string,
  second: string,
  at: string,
): FabricError {
  return new FabricError(
    'serverInterfaceClash',
    `${name} of ${server} cannot go to both ${first} and ${second}; say which interface goes where (serverInterface)`,
    at,
  );
}
