import { FabricError } from '../../lib/model/fabric-error';

/** A link that begins and ends at one device. */
export function linkToItself(hostname: string, constructPath: string): FabricError {
  return new FabricError(
    'linkToItself',
    `device and peer are both ${hostname}; a link is between two devices`,
    constructPath,
  );
}

/** A link of which nothing is configured here. */
export function linkWithoutOwnDevice(one: string, other: string, constructPath: string): FabricError {
  return new FabricError(
    'linkWithoutOwnDevice',
    `${one} and ${other} both belong to others, so that there is nothing to configure; leave the link out`,
    constructPath,
  );
}

/** One link, written twice. */
export function duplicateLink(prop: string, ends: readonly string[], constructPath: string): FabricError {
  return new FabricError(
    'duplicateLink',
    `${prop} is the link between ${ends.join(' and ')} once more; write it once, from either end`,
    constructPath,
  );
}

/** A link of the underlay with an IPv6 subnet. */
export function linkSubnetNotIpv4(given: string, constructPath: string): FabricError {
  return new FabricError(
    'linkSubnetNotIpv4',
    `subnet "${given}" is IPv6; the underlay carries IPv4 loopbacks over IPv4 links, for example 172.16.10.0/31`,
    constructPath,
  );
}

/** Both ends of a link with one address. */
export function sameAddressOnLink(address: string, constructPath: string): FabricError {
  return new FabricError(
    'sameAddressOnLink',
    `both ends of the link would have ${address}; give address and peerAddress two different hosts of the subnet`,
    constructPath,
  );
}

/** Ports of an aggregate beside an interface that is none. */
export function membersWithoutAggregate(
  members: string,
  prop: string,
  name: string,
  constructPath: string,
): FabricError {
  return new FabricError(
    'membersWithoutAggregate',
    `${members} are given, and ${prop} ${name} is a physical port; name an aggregated interface such as ae1, or leave ` +
      `${members} out`,
    constructPath,
  );
}

/** An aggregate in an aggregate. */
export function memberIsAggregate(prop: string, name: string, constructPath: string): FabricError {
  return new FabricError(
    'memberIsAggregate',
    `${prop} ${name} is an aggregated interface itself; name a physical port such as et-0/0/0`,
    constructPath,
  );
}

/** A port that is twice in one aggregate. */
export function memberTwice(prop: string, name: string, constructPath: string): FabricError {
  return new FabricError('memberTwice', `${prop} has ${name} twice; name each port once`, constructPath);
}

/** An option of aggregates beside an interface that is none. */
export function optionWithoutAggregate(option: string, name: string, constructPath: string): FabricError {
  return new FabricError(
    'optionWithoutAggregate',
    `${option} is given, and ${name} is a physical port; name an aggregated interface such as ae1 on both ends, or leave ` +
      `${option} out`,
    constructPath,
  );
}

/** An aggregate with ports on one end that have no counterpart on the other. */
export function memberCountsDiffer(
  one: string,
  ports: number,
  other: string,
  otherPorts: number,
  constructPath: string,
): FabricError {
  return new FabricError(
    'memberCountsDiffer',
    `${one} has ${ports} of its ports in the link and ${other} has ${otherPorts}; each port leads to one port of the other ` +
      'end, so give members and peerMembers the same number',
    constructPath,
  );
}

/** A link that is aggregated on one end only. */
export function aggregateOnOneEnd(one: string, other: string, constructPath: string): FabricError {
  return new FabricError(
    'aggregateOnOneEnd',
    `one end of the link is ${one} and the other ${other}; LACP needs an aggregated interface on both`,
    constructPath,
  );
}

/** A device of others at the end of a link, without its AS number. */
export function foreignAsnUnknown(hostname: string, constructPath: string): FabricError {
  return new FabricError(
    'foreignAsnUnknown',
    `${hostname} belongs to others, and its AS number in the underlay is not known; give underlayAsn among its attributes`,
    constructPath,
  );
}

/** An overlay without route reflectors. */
export function noReflectors(constructPath: string): FabricError {
  return new FabricError(
    'noReflectors',
    'reflectors is empty; name the spines that reflect, or leave it out for every SpineDevice of the fabric',
    constructPath,
  );
}

/** A device that would have two sessions of one kind. */
export function deviceTwice(prop: string, hostname: string, constructPath: string): FabricError {
  return new FabricError('deviceTwice', `${prop} has ${hostname} twice; name each device once`, constructPath);
}

/** A device that would be a client of itself. */
export function reflectorAndClient(hostname: string, constructPath: string): FabricError {
  return new FabricError(
    'reflectorAndClient',
    `${hostname} is among the reflectors and among the clients; a device is one or the other`,
    constructPath,
  );
}

/** An EBGP overlay without spines. */
export function noSpines(constructPath: string): FabricError {
  return new FabricError(
    'noSpines',
    'spines is empty; name the spines that pass routes on, or leave it out for every SpineDevice of the fabric',
    constructPath,
  );
}

/** A device that would have a session with itself. */
export function spineAndLeaf(hostname: string, constructPath: string): FabricError {
  return new FabricError(
    'spineAndLeaf',
    `${hostname} is among the spines and among the leaves; a device is one or the other`,
    constructPath,
  );
}

/** A device of others in an EBGP overlay, without its AS number. */
export function foreignOverlayAsnUnknown(hostname: string, constructPath: string): FabricError {
  return new FabricError(
    'foreignOverlayAsnUnknown',
    `${hostname} belongs to others, and its AS number is not known; give asn among its attributes`,
    constructPath,
  );
}
