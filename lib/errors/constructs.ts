/* Constructs (constructs/, stacks/) */
import { FabricError } from './fabric-error';
import { howToRecordHostKeys } from './record-host-keys';

/** A value that Terraform knows only when it runs. */
export function unresolvedToken(prop: string, constructPath?: string): FabricError {
  return new FabricError(
    'unresolvedToken',
    `${prop} must be known at synth, but it is a token, whose value only Terraform knows, and only while it runs; ` +
      'configuration is rendered and checked before that, so give the value itself (from code, a file or the environment)',
    constructPath,
  );
}

/** A number outside its range, or not whole. */
export function numberOutOfRange(prop: string, given: number, min: number, max: number): FabricError {
  return new FabricError(
    'numberOutOfRange',
    `${prop} ${given} is out of range; allowed are whole numbers from ${min} to ${max}`,
  );
}

/** Text that cannot stand in a configuration line. */
export function unusableText(prop: string, given: string, maxLength: number): FabricError {
  return new FabricError(
    'unusableText',
    `${prop} ${JSON.stringify(given)} cannot be used; allowed are 1 to ${maxLength} characters without line breaks or ` +
      'other control characters',
  );
}

/** A piece outside any fabric. */
export function noFabricFound(constructPath: string): FabricError {
  return new FabricError(
    'noFabricFound',
    'no fabric was found here or in any scope above; create this inside a Fabric or a FabricStack (new LeafDevice(fabric, …))',
    constructPath,
  );
}

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

/** A route target that a VRF would import twice. */
export function routeTargetImportedTwice(target: string, constructPath: string): FabricError {
  return new FabricError(
    'routeTargetImportedTwice',
    `importRouteTargets: ${target} is imported already; list further route targets only, each once: the VRF imports its ` +
      'own routeTarget in any case',
    constructPath,
  );
}

/** Something of one fabric used in another, or something that is not of this library. */
export function foreignReference(prop: string, wanted: string, constructPath: string): FabricError {
  return new FabricError(
    'foreignReference',
    `${prop} must be ${wanted} of the same fabric; references across fabrics are not possible, since each is one change ` +
      'of its own',
    constructPath,
  );
}

/** A device that others configure where one of the fabric's own belongs. */
export function deviceOfOthers(prop: string, hostname: string, wanted: string, constructPath: string): FabricError {
  return new FabricError(
    'deviceOfOthers',
    `${prop} is ${hostname}, which belongs to others, so that nothing can be configured on it; give ${wanted} of this ` +
      'fabric, or leave it out',
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

/** A resource of the user with the address of one of ours. */
export function terraformAddressTaken(address: string, constructPath: string): FabricError {
  return new FabricError(
    'terraformAddressTaken',
    `the Terraform address ${address} belongs to the fabric, and this element has it too, so that one would overwrite ` +
      'the other; give this element another id',
    constructPath,
  );
}

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

/** A reason that says nothing. */
export function reasonMissing(prop: string): FabricError {
  return new FabricError(
    'reasonMissing',
    `${prop} needs a reason in words, for whoever reviews the change; it was empty`,
  );
}

/** A digest that no rollout has printed. */
export function invalidDriftDigest(given: string): FabricError {
  return new FabricError(
    'invalidDriftDigest',
    `digest "${given}" is not the digest of an edit; give it as the stopped rollout printed it, 8 to 64 hexadecimal digits`,
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

/** A server without homes. */
export function noAttachments(constructPath: string): FabricError {
  return new FabricError(
    'noAttachments',
    'attachments is empty; give at least one, and two or more for a server that is to survive the loss of a leaf',
    constructPath,
  );
}

/** The same port of the same leaf twice for one server. */
export function attachedTwice(attachment: string, hostname: string, port: string, constructPath: string): FabricError {
  return new FabricError(
    'attachedTwice',
    `${attachment} names ${port} of ${hostname} again; a server is attached to a port once, with both subnet and subnet6 ` +
      'where it has both families, or once per vlanId',
    constructPath,
  );
}

/** Two links of one server in one subnet. */
export function subnetsOverlap(
  attachment: string,
  subnet: string,
  other: string,
  otherSubnet: string,
  constructPath: string,
): FabricError {
  return new FabricError(
    'subnetsOverlap',
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

/** An override for a subnet that is not there. */
export function addressWithoutSubnet(prop: string, subnetProp: string): FabricError {
  return new FabricError(
    'addressWithoutSubnet',
    `${prop} is given without ${subnetProp}; give the subnet it belongs to`,
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

/** A name that cannot be a BGP group's. */
export function invalidGroupName(prop: string, given: string): FabricError {
  return new FabricError(
    'invalidGroupName',
    `${prop} "${given}" cannot be the name of a BGP group; write 1 to 63 letters, digits, "_", "-" and ".", beginning with ` +
      'a letter or digit, for example server1',
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

/** BFD timers where BFD is off. */
export function bfdTimersWithoutBfd(constructPath: string, prop: 'bfd' | 'microBfd' = 'bfd'): FabricError {
  return new FabricError(
    'bfdTimersWithoutBfd',
    `${prop} is false, and ${prop}MinimumIntervalMs or ${prop}Multiplier is given; leave the timers out, or turn BFD on`,
    constructPath,
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

/** The bundled CLI that belongs into the stack directory is not there. */
export function cliBundleMissing(file: string): FabricError {
  return new FabricError(
    'cliBundleMissing',
    `the bundled CLI ${file} does not exist, and without it the synthesized stack could not be applied; reinstall ` +
      'cdktf-junos-fabric, run "npm run build" in a checkout of it, or name the file in JUNOS_FABRIC_CLI_BUNDLE',
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
