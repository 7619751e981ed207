/* Options of server sessions and ports (constructs/, lib/model/community) */
import { FabricError } from './fabric-error';

/** Text that is no community. */
export function invalidCommunity(given: string): FabricError {
  return new FabricError(
    'invalidCommunity',
    `"${given}" is not a community; write for example 65000:100, large:65000:1:2, origin:65001:5 or no-export`,
  );
}

/** A community that a server session must not set. */
export function communityOfTheFabric(given: string): FabricError {
  return new FabricError(
    'communityOfTheFabric',
    `"${given}" means something to the fabric itself, which decides by it where a route goes; use a plain or a large community`,
  );
}

/** A site of origin of another kind. */
export function invalidSiteOfOrigin(given: string, at: string): FabricError {
  return new FabricError(
    'invalidSiteOfOrigin',
    `siteOfOrigin "${given}" is not a site of origin; write origin:<AS>:<number>, for example origin:65001:5`,
    at,
  );
}

/** `as-override` would let a server take its own prefixes for those of another site. */
export function asOverrideWithoutSiteOfOrigin(at: string): FabricError {
  return new FabricError(
    'asOverrideWithoutSiteOfOrigin',
    'asOverride hides from the server that a route is its own, and its prefixes would come back to it through its other ' +
      "homes; give a siteOfOrigin too, for example 'origin:65001:5', by which the leaves keep them from it",
    at,
  );
}

/** Two things that decide about one attribute. */
export function optionsExclude(first: string, second: string, why: string, at: string): FabricError {
  return new FabricError('optionsExclude', `${first} and ${second} are both given; ${why}`, at);
}

/** An option that means nothing without another. */
export function optionNeeds(option: string, needed: string, at: string): FabricError {
  return new FabricError('optionNeeds', `${option} is given without ${needed}; give both, or leave it out`, at);
}

/** Neither or both of `neighbor` and `allow`. */
export function neighborOrAllow(at: string): FabricError {
  return new FabricError(
    'neighborOrAllow',
    'a session has a neighbor, or allow for the servers of a whole subnet that may open one; give exactly one of the two',
    at,
  );
}

/** A range of servers that is not on the interface. */
export function rangeNotConnected(range: string, addresses: readonly string[], at: string): FabricError {
  return new FabricError(
    'rangeNotConnected',
    `allow ${range} is not within a subnet of the interface, which has ${addresses.join(', ')}; give the subnet of one of ` +
      'them, or a part of it',
    at,
  );
}

/** A policy name that Junos would not take unquoted. */
export function invalidPolicyName(given: string): FabricError {
  return new FabricError(
    'invalidPolicyName',
    `"${given}" is not the name of a policy; give letters, digits and . _ : -, up to 255, beginning with a letter or digit`,
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

/** A key chain without keys. */
export function keyChainEmpty(at: string): FabricError {
  return new FabricError(
    'keyChainEmpty',
    'keys is empty; give at least one, or use KeyChain.fromKeyChainName for a chain that others configure',
    at,
  );
}

/** Two keys of a chain with one id. */
export function keyTwice(id: number, at: string): FabricError {
  return new FabricError('keyTwice', `keys has the id ${id} twice; every key of a chain has an id of its own`, at);
}

/** A TCP-AO key that the ends could not name to one another. */
export function keyIdsMissing(prop: string, at: string): FabricError {
  return new FabricError('keyIdsMissing', `${prop} is a key of TCP-AO; give both sendId and recvId, 0 to 255`, at);
}

/** A start time that two devices could take for two times, or that never comes. */
export function invalidKeyStart(prop: string, given: string, at: string): FabricError {
  return new FabricError(
    'invalidKeyStart',
    `${prop} "${given}" is not a start time; write a day of the calendar and a time with its zone, for example 2026-01-01.00:00:00 +0000`,
    at,
  );
}

/** `Advertise.prefixes` of nothing. */
export function advertisedEmpty(): FabricError {
  return new FabricError('advertisedEmpty', 'no prefix is chosen to be advertised; give at least one');
}

/** Chosen prefixes that leave a session of one family with nothing. */
export function noAdvertisedOfFamily(family: string, at: string): FabricError {
  return new FabricError(
    'noAdvertisedOfFamily',
    `none of the prefixes to advertise is of family ${family}, so that this session would tell the server nothing; add one`,
    at,
  );
}

/** A port that cannot be broken out. */
export function notABreakoutPort(given: string, at: string): FabricError {
  return new FabricError(
    'notABreakoutPort',
    `${given} cannot be split into channels; give the port itself, for example et-0/0/3`,
    at,
  );
}

/** An aggregate without members, or members without an aggregate. */
export function aggregateNeedsName(given: string, at: string): FabricError {
  return new FabricError(
    'aggregateNeedsName',
    `aggregate is given for ${given}, which is no aggregated interface; name one, for example ae1`,
    at,
  );
}

/** A speed where it cannot stand. */
export function speedOfAggregate(given: string, at: string): FabricError {
  return new FabricError(
    'speedOfAggregate',
    `speed is given for ${given}, whose speed is that of its members; leave it out`,
    at,
  );
}

/** `native` without a VLAN. */
export function nativeWithoutVlan(at: string): FabricError {
  return new FabricError(
    'nativeWithoutVlan',
    'native says that frames of the vlanId are untagged on the wire; give the vlanId too, or leave native out',
    at,
  );
}

/** An MTU of a family that the interface does not have. */
export function mtuWithoutFamily(prop: string, family: string, at: string): FabricError {
  return new FabricError(
    'mtuWithoutFamily',
    `${prop} is given, and the interface has no address of family ${family}; add one, or leave it out`,
    at,
  );
}

/** Not the name of an interface of a server. */
export function invalidServerInterface(prop: string, given: string): FabricError {
  return new FabricError(
    'invalidServerInterface',
    `${prop}: "${given}" cannot be the name of an interface; use letters, digits, dots, dashes, underscores, colons and slashes, at most 63`,
  );
}
