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

/** Not an address of either family. */
export function invalidIpAddress(given: string): FabricError {
  return new FabricError(
    'invalidIpAddress',
    `"${given}" is not an IP address; write IPv4 as 172.16.104.1 and IPv6 as 2001:db8::1, without a prefix length`,
  );
}

/** The same in front of a prefix length. */
export function invalidIpAddressIn(given: string, address: string): FabricError {
  return new FabricError(
    'invalidIpAddress',
    `"${address}" in "${given}" is not an IP address; write for example 172.16.104.0/30 or 2001:db8:104::/126`,
  );
}

/** An octet such as `010`, which some tools read as octal. */
export function addressHasLeadingZeros(given: string, without: string): FabricError {
  return new FabricError(
    'addressHasLeadingZeros',
    `"${given}" has leading zeros, which some tools read as octal; write ${without} if that is meant`,
  );
}

/** `fe80::1%eth0`. */
export function addressHasZone(given: string, without: string): FabricError {
  return new FabricError(
    'addressHasZone',
    `"${given}" has a zone id, which Junos does not take in a configuration; write ${without}`,
  );
}

/** `::ffff:192.0.2.1`. */
export function addressIsIpv4Mapped(given: string, ipv4: string): FabricError {
  return new FabricError('addressIsIpv4Mapped', `"${given}" is an IPv4-mapped IPv6 address; write ${ipv4}`);
}

/** IPv6 where IPv4 is needed, or the other way round. */
export function addressOfWrongFamily(given: string, family: 'inet' | 'inet6'): FabricError {
  const [wanted, example] = family === 'inet' ? ['IPv4', '192.168.1.10'] : ['IPv6', '2001:db8::10'];
  return new FabricError(
    'addressOfWrongFamily',
    `"${given}" is not an ${wanted} address; write one such as ${example}`,
  );
}

/** An address where an address with prefix length is needed. */
export function missingPrefixLength(given: string): FabricError {
  return new FabricError(
    'missingPrefixLength',
    `"${given}" has no prefix length; append it, for example 172.16.104.1/30 or 2001:db8:104::1/126`,
  );
}

/** `/33`, `/030`, `/`. */
export function invalidPrefixLength(given: string, length: string, bits: number): FabricError {
  return new FabricError(
    'invalidPrefixLength',
    `"${given}" has the prefix length "${length}"; allowed are whole numbers from 0 to ${bits}, without leading zeros`,
  );
}

/** `10.1.5.1/24` where a network is needed. */
export function hostBitsInPrefix(given: string, network: string): FabricError {
  return new FabricError(
    'hostBitsInPrefix',
    `"${given}" is an address within a network, and a network is needed here; the network it lies in is ${network}`,
  );
}

/** `10.244.0.0/16 le 26`. */
export function invalidPrefixRange(given: string, prefix: string): FabricError {
  return new FabricError(
    'invalidPrefixRange',
    `"${given}" is no range of prefixes; write ${prefix} for this prefix alone, or in the words of Junos ${prefix} orlonger, ` +
      `${prefix} longer, ${prefix} upto /<longest> or ${prefix} prefix-length-range /<shortest>-/<longest>`,
  );
}

/** `10.244.0.0/16 upto /8`. */
export function emptyPrefixRange(prefix: string, from: number, to: number, bits: number): FabricError {
  return new FabricError(
    'emptyPrefixRange',
    `no prefix within ${prefix} has a length from /${from} to /${to}; give lengths from that of ${prefix} to /${bits}, the ` +
      'shorter first',
  );
}

/** The first address of an IPv4 subnet on an interface. */
export function addressIsNetwork(given: string): FabricError {
  return new FabricError(
    'addressIsNetwork',
    `"${given}" is the network address of its subnet; use a host address, or a /31 where both addresses are hosts`,
  );
}

/** The last address of an IPv4 subnet on an interface. */
export function addressIsBroadcast(given: string): FabricError {
  return new FabricError(
    'addressIsBroadcast',
    `"${given}" is the broadcast address of its subnet; use a host address, or a /31 where both addresses are hosts`,
  );
}

/** The first address of an IPv6 subnet on an interface. */
export function addressIsSubnetRouterAnycast(given: string): FabricError {
  return new FabricError(
    'addressIsSubnetRouterAnycast',
    `"${given}" is the subnet-router anycast address of its subnet (RFC 4291); use another host, or a /127 where both ` +
      'addresses are hosts',
  );
}

/** Multicast, loopback, link-local and the like on an interface toward a server. */
export function addressNotUnicast(given: string, kind: string): FabricError {
  return new FabricError(
    'addressNotUnicast',
    `"${given}" is ${kind}; an interface toward a server needs a global, private or unique local unicast address`,
  );
}

/** A subnet that is too large or too small for a link to a server. */
export function subnetLengthNotAllowed(given: string, length: number, shortest: number, longest: number): FabricError {
  return new FabricError(
    'subnetLengthNotAllowed',
    `"${given}" is a /${length}; the subnet of a link is a /${shortest} to /${longest}, and ` +
      `/${longest - 1} or /${longest} is enough for one server`,
  );
}

/** An address of the leaf or the server that is not in the link's subnet. */
export function addressOutsideSubnet(given: string, subnet: string): FabricError {
  return new FabricError(
    'addressOutsideSubnet',
    `"${given}" is not an address of ${subnet}; give a host of that subnet, or change the subnet`,
  );
}

/** Text that is no AS number. */
export function invalidAsn(given: number | string): FabricError {
  const quoted = typeof given === 'number' ? String(given) : `"${given}"`;
  return new FabricError(
    'invalidAsn',
    `${quoted} is not an AS number; write a whole number from 1 to 4294967295, or x.y in quotes ("64240.1")`,
  );
}

/** AS 0, or more than 32 bits. */
export function asnOutOfRange(given: number | string): FabricError {
  return new FabricError(
    'asnOutOfRange',
    `AS number ${given} is out of range; allowed is 1 to 4294967295 (0.1 to 65535.65535), and private numbers are ` +
      '64512 to 65534 and 4200000000 to 4294967294',
  );
}

/** Text that is no route target. */
export function invalidRouteTarget(given: string): FabricError {
  return new FabricError(
    'invalidRouteTarget',
    `"${given}" is not a route target; write target:<AS>:<number>, target:<AS>L:<number> for a 4-byte AS, or ` +
      'target:<IPv4 address>:<number>, for example target:62273:16776000',
  );
}

/** Text that is no route distinguisher. */
export function invalidRouteDistinguisher(given: string): FabricError {
  return new FabricError(
    'invalidRouteDistinguisher',
    `"${given}" is not a route distinguisher; write <IPv4 address>:<number>, <AS>:<number>, or <AS>L:<number> for a ` +
      '4-byte AS, for example 192.168.1.10:5',
  );
}

/** A second half that does not fit beside the first, in a route target or route distinguisher. */
export function numberTooWide(given: string, administrator: string, max: number): FabricError {
  return new FabricError(
    'numberTooWide',
    `the last number of "${given}" is too large; after ${administrator} it is 0 to ${max}` +
      (max === 65535 ? ', so use a smaller number, or a 2-byte AS number, which leaves 32 bits' : ''),
  );
}

/** `rdNumber` of a VRF. */
export function rdNumberOutOfRange(given: number): FabricError {
  return new FabricError(
    'rdNumberOutOfRange',
    `rdNumber ${given} is out of range; allowed are whole numbers from 1 to 65535, one of its own for each VRF`,
  );
}

/** `vni` of a VRF. */
export function vniOutOfRange(given: number): FabricError {
  return new FabricError('vniOutOfRange', `VNI ${given} is out of range; allowed are whole numbers from 1 to 16777214`);
}

/** `vlanId` of a unit. */
export function vlanIdOutOfRange(given: number): FabricError {
  return new FabricError(
    'vlanIdOutOfRange',
    `VLAN id ${given} is out of range; allowed are whole numbers from 1 to 4094, and none for an untagged port`,
  );
}

/** Text that is no name of a server-facing port. */
export function invalidInterfaceName(given: string): FabricError {
  return new FabricError(
    'invalidInterfaceName',
    `"${given}" is not the name of a port; write et-, xe-, ge- or mge-<fpc>/<pic>/<port>, with ` +
      ':<channel> on a port that is broken out, or ae<number>, for example et-0/0/15, xe-0/0/3:1 or ae1',
  );
}

/** `et-0/0/15.0`. */
export function interfaceNameHasUnit(given: string, physical: string): FabricError {
  return new FabricError(
    'interfaceNameHasUnit',
    `"${given}" names a unit; write ${physical}, and give a vlanId where the unit is tagged`,
  );
}

/** Text that is no Junos release. */
export function invalidJunosRelease(given: string): FabricError {
  return new FabricError(
    'invalidJunosRelease',
    `"${given}" is not a Junos release; write it as "show version" does, for example 19.1R2, 17.3R3-S1 or 23.4R2-EVO`,
  );
}

/** Text that is no host name. */
export function invalidHostname(given: string): FabricError {
  return new FabricError(
    'invalidHostname',
    `"${given}" is not a host name; write labels of letters, digits, "-" and "_" joined by dots, each of 1 to 63 ` +
      'characters and beginning and ending with a letter or digit, 255 in all',
  );
}

/** Text that is no name of a routing instance. */
export function invalidInstanceName(given: string): FabricError {
  return new FabricError(
    'invalidInstanceName',
    `"${given}" is not usable as the name of a routing instance; write 1 to 128 letters, digits, "_" and "-", ` +
      'beginning with a letter or digit, for example VRF_5',
  );
}

/** A name that Junos uses for its own instances and tables. */
export function reservedInstanceName(given: string): FabricError {
  return new FabricError(
    'reservedInstanceName',
    `"${given}" is a name that Junos keeps for itself; choose another name for the routing instance, for example VRF_5`,
  );
}

/** Text that is no name of a configuration group. */
export function invalidConfigurationGroupName(given: string): FabricError {
  return new FabricError(
    'invalidConfigurationGroupName',
    `"${given}" is not usable as the name of a fabric and its configuration group; write 1 to 63 letters, digits, "_" ` +
      'and "-", beginning with a letter, for example dc1',
  );
}

/** A group name that means something to Junos or another controller. */
export function reservedConfigurationGroupName(given: string): FabricError {
  return new FabricError(
    'reservedConfigurationGroupName',
    `"${given}" cannot be the name of a fabric: Junos or another controller gives meaning to groups called re0, re1, ` +
      'node*, member*, global, top and junos-*, and *-base and *-adopted are further groups of a fabric; choose another name',
  );
}
