import { FabricError } from '../../lib/model/fabric-error';

/** A server that says neither what it announces nor that anything goes. */
export function prefixesMissing(constructPath: string): FabricError {
  return new FabricError(
    'prefixesMissing',
    'prefixes is missing: each leaf accepts exactly the prefixes that are given, and nothing else; give them, for example ' +
      "prefixes: ['10.1.5.0/24'], or acceptAnything: '<why>' to accept whatever the server announces",
    constructPath,
  );
}

/** Both ways at once. */
export function prefixesAndAcceptAnything(constructPath: string): FabricError {
  return new FabricError(
    'prefixesAndAcceptAnything',
    'prefixes and acceptAnything are both given; keep prefixes to accept exactly these, or acceptAnything to accept whatever ' +
      'is announced',
    constructPath,
  );
}

/** A number of prefixes that is demanded of something that is no range of the server. */
export function atLeastOfNoRange(prop: string, ranges: readonly string[], constructPath: string): FabricError {
  const known = ranges.length === 0 ? 'there are none' : `those are ${ranges.join(', ')}`;
  return new FabricError(
    'atLeastOfNoRange',
    `${prop} is none of the ranges of prefixes, and ${known}; name a range there as in prefixes. A single prefix is always ` +
      'demanded, and of what acceptAnything lets in nothing is',
    constructPath,
  );
}

/** More prefixes are demanded than the limit lets in. */
export function prefixLimitBelowDemand(limit: number, demanded: number, constructPath: string): FabricError {
  return new FabricError(
    'prefixLimitBelowDemand',
    `prefixLimit is ${limit}, and ${demanded} prefixes are demanded by prefixes and atLeast: each would be too many; raise ` +
      'prefixLimit, or demand less',
    constructPath,
  );
}

/** An IPv6 prefix from a server with IPv4 links only, or the other way round. */
export function prefixWithoutAddresses(prefix: string, family: 'inet' | 'inet6', constructPath: string): FabricError {
  const [name, link] = family === 'inet' ? ['IPv4', 'an IPv4 subnet'] : ['IPv6', 'subnet6'];
  return new FabricError(
    'prefixWithoutAddresses',
    `the server announces ${prefix}, but none of its attachments carries ${name}; give ${link} to at least one, or leave ` +
      'the prefix out',
    constructPath,
  );
}

/** An IPv6 prefix on an IPv4 session, or the other way round. */
export function prefixOfOtherFamily(prefix: string, neighbor: string, constructPath: string): FabricError {
  return new FabricError(
    'prefixOfOtherFamily',
    `the session to ${neighbor} carries only prefixes of its own family, and ${prefix} is of the other; give it to a ` +
      'session to an address of that family',
    constructPath,
  );
}

/** A server without attachments. */
export function noAttachments(constructPath: string): FabricError {
  return new FabricError(
    'noAttachments',
    'attachments is empty; give at least one, and two or more for a server that is to survive the loss of a leaf',
    constructPath,
  );
}

/** The same port of the same leaf twice for one server. */
export function duplicateAttachment(
  attachment: string,
  hostname: string,
  port: string,
  constructPath: string,
): FabricError {
  return new FabricError(
    'duplicateAttachment',
    `${attachment} names ${port} of ${hostname} again; a server is attached to a port once, with both subnet and subnet6 ` +
      'where it has both families, or once per vlanId',
    constructPath,
  );
}

/** Two links of one server in one subnet. */
export function serverSubnetsOverlap(
  attachment: string,
  subnet: string,
  other: string,
  otherSubnet: string,
  constructPath: string,
): FabricError {
  return new FabricError(
    'serverSubnetsOverlap',
    `the subnet ${subnet} of ${attachment} overlaps ${otherSubnet} of ${other}; every link between a leaf and the server ` +
      'is a subnet of its own',
    constructPath,
  );
}

/** An IPv4 subnet where an IPv6 one belongs. */
export function subnetOfWrongFamily(prop: string, given: string): FabricError {
  return new FabricError(
    'subnetOfWrongFamily',
    `${prop} "${given}" is IPv4; give the IPv6 subnet there, and the IPv4 one as subnet`,
  );
}

/** Two IPv6 subnets. */
export function twoSubnetsOfOneFamily(attachment: string, constructPath: string): FabricError {
  return new FabricError(
    'twoSubnetsOfOneFamily',
    `subnet and subnet6 of ${attachment} are both IPv6; a link has one subnet of each family`,
    constructPath,
  );
}

/** Leaf and server with one address. */
export function sameAddressOnBothEnds(address: string): FabricError {
  return new FabricError(
    'sameAddressOnBothEnds',
    `leaf and server would both have ${address}; give leafAddress and serverAddress two different hosts of the subnet`,
  );
}

/** An interface that has no address. */
export function noAddresses(constructPath: string): FabricError {
  return new FabricError(
    'noAddresses',
    "addresses is empty; give the leaf's address with its prefix length, for example ['172.16.104.1/30']",
    constructPath,
  );
}

/** A unit other than 0 without a VLAN tag. */
export function unitWithoutVlan(unit: number): FabricError {
  return new FabricError(
    'unitWithoutVlan',
    `unit ${unit} has no vlanId; an untagged port has unit 0 only, so leave unit out or give the vlanId`,
  );
}

/** A neighbor that is on no subnet of the interface. */
export function neighborNotConnected(
  neighbor: string,
  addresses: readonly string[],
  constructPath: string,
): FabricError {
  return new FabricError(
    'neighborNotConnected',
    `neighbor ${neighbor} is in no subnet of the interface, which has ${addresses.join(', ')}; give the address of the ` +
      'server on that link',
    constructPath,
  );
}

/** A neighbor that is the leaf itself. */
export function neighborIsOwnAddress(neighbor: string, constructPath: string): FabricError {
  return new FabricError(
    'neighborIsOwnAddress',
    `neighbor ${neighbor} is an address of the leaf itself; give the address of the server on that link`,
    constructPath,
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
      "attachments; give a siteOfOrigin too, for example 'origin:65001:5', by which the leaves keep them from it",
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

/** What was given for the name of a BGP group of others. */
export function invalidBgpGroupName(given: string): FabricError {
  return new FabricError(
    'invalidBgpGroupName',
    `"${given}" is not the name of a BGP group; give letters, digits and . _ -, up to 63, beginning with a letter or digit`,
  );
}

/** Something that the library says by policies or statements of the group, in a BGP group of others. */
export function notInGroupOfOthers(option: string, group: string, at: string): FabricError {
  return new FabricError(
    'notInGroupOfOthers',
    `${option} is given, and the BGP group ${group} belongs to others: the library writes no policy and nothing else but the ` +
      'neighbor there; leave it out, or give the session a group of its own (group in place of bgpGroup)',
    at,
  );
}

/** Something of the port itself, where only the unit is the fabric's. */
export function notOnPortOfOthers(option: string, port: string, at: string): FabricError {
  return new FabricError(
    'notOnPortOfOthers',
    `${option} is given, and ${port} belongs to others (portOfOthers): only the unit is configured; leave one of the two out`,
    at,
  );
}

/** What was given for an expression of policies. */
export function invalidPolicyExpression(given: string): FabricError {
  return new FabricError(
    'invalidPolicyExpression',
    `"${given}" is no expression of policies; write it in parentheses as Junos does, for example ( THEIRS && ! OTHERS )`,
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

/** A source address that would be reached over no attachment. */
export function sourceAddressNotAnnounced(prop: string, given: string, announced: readonly string[]): FabricError {
  const list =
    announced.length === 0 ? 'the server announces nothing of its family' : `it announces ${announced.join(', ')}`;
  return new FabricError(
    'sourceAddressNotAnnounced',
    `${prop} ${given} is in none of the server's prefixes, so that no answer would find it: ${list}; give an address that ` +
      'it announces, or add its prefix to prefixes',
  );
}
