/**
 * Every error of the library, by name.
 *
 * A message says what was given, what is allowed and what to do about it; the construct path is appended where one is
 * known. Sentences start in lower case and have no final period, so that they can be joined with their path.
 */

const FABRIC_ERROR = Symbol.for('cdktf-junos-fabric/FabricError');

/** An error whose message is meant for the person who wrote the intent or runs the rollout. */
export class FabricError extends Error {
  /** Whether `value` is an error of this library, from whichever copy of the package. */
  static isFabricError(value: unknown): value is FabricError {
    return typeof value === 'object' && value !== null && FABRIC_ERROR in value;
  }

  /** The error's name in `errors`, stable across releases: what scripts and tests match on. */
  readonly code: string;
  /** Path of the construct that is wrong, where one is. */
  readonly constructPath?: string;
  /** The word of a configuration that is wrong, where one is: what a device names as `bad-element`. */
  readonly word?: string;

  constructor(code: string, message: string, constructPath?: string, word?: string) {
    super(constructPath === undefined ? message : `${message}\n  at ${constructPath}`);
    this.name = 'FabricError';
    this.code = code;
    this.constructPath = constructPath;
    this.word = word;
    Object.defineProperty(this, FABRIC_ERROR, { value: true });
  }

  /** The same error, located at a construct. */
  at(constructPath: string): FabricError {
    return this.constructPath === undefined ? new FabricError(this.code, this.message, constructPath, this.word) : this;
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Underlay and overlay (constructs/)

/** Two underlays or overlays in one fabric. */
export function secondOfItsKind(kind: string, first: string, constructPath: string): FabricError {
  return new FabricError(
    'secondOfItsKind',
    `the fabric already has an ${kind}, ${first}, and a device can only be in one; add to that one instead`,
    constructPath,
  );
}

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
export function linkTwice(prop: string, ends: readonly string[], constructPath: string): FabricError {
  return new FabricError(
    'linkTwice',
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

/** An aggregated interface of which nobody says what is in it. */
export function aggregateWithoutMembers(
  prop: string,
  name: string,
  members: string,
  constructPath: string,
): FabricError {
  return new FabricError(
    'aggregateWithoutMembers',
    `${prop} ${name} is an aggregated interface, and its ports are not given; name them, for example ` +
      `${members}: ['et-0/0/0', 'et-0/0/1']`,
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

// ---------------------------------------------------------------------------------------------------------------------
// Configuration tree (lib/junos)

/** A word that no statement at its place begins with. `at` is its index in `words`. */
export function unknownStatement(
  words: readonly string[],
  at: number,
  nearest: string | undefined,
  allowed: readonly string[],
): FabricError {
  const given = words[at] ?? '';
  const place = at === 0 ? 'at the top of the configuration' : `below "${words.slice(0, at).join(' ')}"`;
  const suggestion = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  const list = allowed.length === 0 ? '' : `; allowed there: ${allowed.join(', ')}`;
  return new FabricError('unknownStatement', `no statement "${given}" ${place}${suggestion}${list}`, undefined, given);
}

/** A value or key that its statement does not take. `before` are the words in front of it. */
export function invalidStatementValue(before: readonly string[], given: string, allowed: string): FabricError {
  const message = `"${given}" is not a value of "${before.join(' ')}"; write ${allowed}`;
  return new FabricError('invalidStatementValue', message, undefined, given);
}

/** A statement that ends before its keys and value are given. */
export function missingStatementWord(words: readonly string[], missing: string): FabricError {
  const message = `"${words.join(' ')}" is not complete: after it comes ${missing}`;
  return new FabricError('missingStatementWord', message, undefined, words.at(-1));
}

/** A statement that is to be changed and is not there. */
export function statementNotFound(words: readonly string[]): FabricError {
  return new FabricError('statementNotFound', `there is no statement "${words.join(' ')}"`, undefined, words.at(-1));
}

/** A statement that is to be made, or to be given another name, and is there already. */
export function statementExists(words: readonly string[]): FabricError {
  return new FabricError(
    'statementExists',
    `there is a statement "${words.join(' ')}" already`,
    undefined,
    words.at(-1),
  );
}

/** A place asked for in a list that Junos sorts itself, or beside an entry of another list. */
export function notAnOrderedPlace(words: readonly string[]): FabricError {
  return new FabricError(
    'notAnOrderedPlace',
    `"${words.join(' ')}" cannot be moved there: name two entries of one list that the user orders, such as policy terms`,
    undefined,
    words.at(-1),
  );
}

/** A tag, attribute or command that a load knows and this library does not carry out. */
export function loadNotSupported(what: string, instead: string): FabricError {
  return new FabricError('loadNotSupported', `"${what}" is not supported in a load; ${instead}`, undefined, what);
}

/** A name that reads as a keyword at its place. `path` leads to the statement with that name. */
export function nameIsKeyword(path: readonly string[], name: string): FabricError {
  return new FabricError(
    'nameIsKeyword',
    `"${name}" cannot be a name below "${path.join(' ')}": Junos reads it as the statement of that name; choose another`,
  );
}

/** A word that no Junos configuration can hold. */
export function unprintableWord(word: string, why: string): FabricError {
  return new FabricError('unprintableWord', `${JSON.stringify(word)} ${why}; remove that character`);
}

/** Configuration text that cannot be read at a line. */
export function malformedConfiguration(line: number, why: string): FabricError {
  return new FabricError('malformedConfiguration', `line ${line}: ${why}`);
}

/** The same error, located at a line of the text being read. */
export function atLine(line: number, error: FabricError): FabricError {
  return new FabricError(error.code, `line ${line}: ${error.message}`, undefined, error.word);
}

// XML (lib/junos/xml)

/** A document that declares a type or entities, which NETCONF peers never send and this library never expands. */
export function documentTypeRefused(): FabricError {
  return new FabricError(
    'documentTypeRefused',
    'the XML document declares a document type or an entity; NETCONF messages have neither, so it is not read',
  );
}

/** XML that cannot be read. */
export function malformedXml(reason: string): FabricError {
  return new FabricError('malformedXml', `the XML document cannot be read: ${reason}`);
}

/** Text that XML 1.0 has no way to carry. */
export function notAnXmlCharacter(text: string, code: number): FabricError {
  const position = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return new FabricError(
    'notAnXmlCharacter',
    `${JSON.stringify(text)} contains the character ${position}, which XML cannot carry to the device; remove it`,
  );
}

// Values that the user gives (lib/model)

/** Not an address of either family. */
export function invalidIpAddress(given: string): FabricError {
  return new FabricError(
    'invalidIpAddress',
    `"${given}" is not an IP address; write IPv4 as 172.16.104.1 and IPv6 as 2001:db8::1, without a prefix length`,
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

// Lab (lib/lab)

/** A topology file that describes no lab. */
export function invalidLabTopology(faults: readonly string[]): FabricError {
  return new FabricError(
    'invalidLabTopology',
    `the lab topology cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
  );
}

/** A device that the lab does not have. */
export function unknownLabDevice(hostname: string, known: readonly string[]): FabricError {
  return new FabricError('unknownLabDevice', `the lab has no device ${hostname}; it has ${known.join(', ')}`);
}

/** A baseline, or an edit made by hand, that the emulated device itself refuses. */
export function labConfigurationRefused(hostname: string, reasons: readonly string[]): FabricError {
  return new FabricError('labConfigurationRefused', `${hostname} refuses the configuration: ${reasons.join('; ')}`);
}

/** The lab's background process ended before it was ready. */
export function labDidNotStart(reason: string, log: string): FabricError {
  const said = log.trim() === '' ? '' : `; it said:\n${log.trim()}`;
  return new FabricError('labDidNotStart', `the lab did not start: ${reason}${said}`);
}

/** No lab runs in the directory. */
export function labNotRunning(directory: string): FabricError {
  return new FabricError('labNotRunning', `no lab is running in ${directory}; start one with: junos-fabric lab up`);
}

/** A lab runs in the directory already. */
export function labAlreadyRunning(directory: string): FabricError {
  return new FabricError(
    'labAlreadyRunning',
    `a lab is already running in ${directory}; stop it first with: junos-fabric lab down`,
  );
}

/** The lab's background process refused a command. */
export function labCommandFailed(command: string, reason: string): FabricError {
  return new FabricError('labCommandFailed', `the lab refused ${command}: ${reason}`);
}

// What the models can do (lib/platform)

/** A model that the library has no facts about. */
export function unknownModel(given: string, known: readonly string[]): FabricError {
  return new FabricError(
    'unknownModel',
    `"${given}" is not a model that this library knows; known are ${known.join(', ')}, written as "show version" reports ` +
      'them, in lower case; describe another one with QfxModel.custom',
  );
}

/** A statement as a set line, and the first release that is known to have it. */
export interface NewerStatementText {
  readonly line: string;
  readonly since: string;
}

/** Statements that a release does not have yet. */
export function statementsNewerThanRelease(
  hostname: string,
  release: string,
  statements: readonly NewerStatementText[],
  constructPath: string,
): FabricError {
  const lines = statements.map(({ line, since }) => `\n  ${line} (there in ${since})`);
  return new FabricError(
    'statementsNewerThanRelease',
    `${hostname} runs ${release}, which does not have these statements yet and would refuse them ("syntax error"); upgrade ` +
      `the device, or leave out what needs them:${lines.join('')}`,
    constructPath,
  );
}

/** A model name that no device reports. */
export function invalidModelName(given: string): FabricError {
  return new FabricError(
    'invalidModelName',
    `"${given}" is not the name of a model; write it as "show version" reports it, in lower case, for example qfx5120-48t-6c`,
  );
}

/** A first and a last port between which there is no row. */
export function invalidPortRow(first: string, last: string): FabricError {
  return new FabricError(
    'invalidPortRow',
    `"${first}" to "${last}" is not a row of ports; give two ports of one type and PIC, the lower one first, for example ` +
      'et-0/0/0 to et-0/0/31, or xe-0/0/0:0 to xe-0/0/31:3 for channels',
  );
}

/** A port speed that Junos does not have. */
export function invalidPortSpeed(given: string, allowed: readonly string[]): FabricError {
  return new FabricError('invalidPortSpeed', `"${given}" is not a port speed; write one of ${allowed.join(', ')}`);
}

// Constructs (constructs/, stacks/)

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

/** A fabric whose former name is the one it has. */
export function formerNameIsName(name: string, constructPath: string): FabricError {
  return new FabricError(
    'formerNameIsName',
    `formerName is "${name}", the name that the fabric has; give the name it had before, or leave formerName out`,
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
      'server on that link, other than the own one',
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
export function relativeKeyFile(given: string): FabricError {
  return new FabricError(
    'relativeKeyFile',
    `the key file "${given}" is a relative path, which means something else wherever the stack directory is applied; give ` +
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

// Allocation (lib/allocation)

/** Most keys that a message lists. */
const MAX_KEYS = 40;

function keyLines(lines: readonly string[]): string {
  const shown = lines.slice(0, MAX_KEYS).map((line) => `\n  ${line}`);
  const left = lines.length - shown.length;
  return `${shown.join('')}${left > 0 ? `\n  and ${left} more` : ''}`;
}

/** A range of a pool that is none. */
export function invalidPoolRange(given: string, allowed: string): FabricError {
  return new FabricError('invalidPoolRange', `"${given}" is not a range; ${allowed}`);
}

/** A prefix of the other family in a pool. */
export function poolOfOtherFamily(given: string, family: 'inet' | 'inet6'): FabricError {
  const wanted = family === 'inet' ? 'IPv4 prefixes such as 172.16.0.0/16' : 'IPv6 prefixes such as 2001:db8:104::/48';
  return new FabricError('poolOfOtherFamily', `"${given}" is of the other family; give ${wanted}`);
}

/** A length that no subnet with two hosts has. */
export function poolLengthNotAllowed(given: number, shortest: number, longest: number): FabricError {
  return new FabricError(
    'poolLengthNotAllowed',
    `${given} is not the prefix length of a subnet between two devices; allowed are whole numbers from ${shortest} to ${longest}`,
  );
}

/** A prefix that is smaller than one subnet. */
export function prefixTooLongForPool(given: string, length: number): FabricError {
  return new FabricError(
    'prefixTooLongForPool',
    `"${given}" has no room for a subnet of /${length}; give a prefix of /${length} or shorter`,
  );
}

/** Two pools with a value in common. */
export function poolsOverlap(one: string, other: string, areOfFabrics: boolean): FabricError {
  const help = areOfFabrics
    ? 'give the fabrics one pools.name, so that they share their pools and no value is given twice, or pools that are apart'
    : 'leave one of them out, or make them apart';
  return new FabricError('poolsOverlap', `${one} overlaps ${other}; ${help}`);
}

/** Fabrics that share their pools and do not agree about them. */
export function poolsDiffer(name: string, prop: string, other: string, constructPath: string): FabricError {
  return new FabricError(
    'poolsDiffer',
    `the pools "${name}" are also those of ${other}, where ${prop} is another; fabrics with one pools.name share their ` +
      'pools, so declare them once and give them to both',
    constructPath,
  );
}

/** A name that cannot stand in the lock file. */
export function invalidPoolName(given: string): FabricError {
  return new FabricError(
    'invalidPoolName',
    `"${given}" cannot be the name of pools; write 1 to 63 letters, digits, "_" and "-", beginning with a letter, for example dc1`,
  );
}

/** A value that is neither given nor to be had from a pool. */
export function valueOrPoolMissing(prop: string, pool: string, example: string, constructPath: string): FabricError {
  return new FabricError(
    'valueOrPoolMissing',
    `${prop} is not given, and the fabric has no pool that it could come from; give it, or give the fabric ` +
      `pools: { ${pool}: ${example} }`,
    constructPath,
  );
}

/** A key that needs a pool which is not declared. */
export function poolMissing(key: string, name: string, constructPath: string): FabricError {
  return new FabricError(
    'poolMissing',
    `"${key}" needs a value, and the pools "${name}" have none for it; declare one, or give the value`,
    constructPath,
  );
}

/** What is to be said of a pool that is used up. */
export interface ExhaustedPool {
  readonly name: string;
  readonly pool: string;
  readonly room: string;
  /** Keys that got no value. */
  readonly without: readonly string[];
  /** Keys that are not used any more and still hold a value of it. */
  readonly removed: readonly string[];
  readonly advice: string;
}

/** A pool that is used up. */
export function poolExhausted({ name, pool, room, without, removed, advice }: ExhaustedPool): FabricError {
  const held = removed.length === 1 ? '1 removed key holds' : `${removed.length} removed keys hold`;
  const free = removed.length === 0 ? '' : `; or free what ${held} there (junos-fabric allocation free)`;
  return new FabricError(
    'poolExhausted',
    `${pool} of "${name}" is used up: it has room for ${room}, and ${without.length} more are needed; ${advice}${free}; ` +
      `these have no value:${keyLines(without)}`,
  );
}

/** A value of the user that something else has. */
export function valueAllocated(given: string, value: string, key: string, constructPath: string): FabricError {
  const what = given === value ? given : `${given} overlaps ${value}, which`;
  return new FabricError(
    'valueAllocated',
    `${what} is allocated to "${key}"; give another value, or give "${key}" another one in the program`,
    constructPath,
  );
}

/** A key that two fabrics with one pool name ask for. */
export function keyOfTwoFabrics(key: string, name: string, other: string, constructPath: string): FabricError {
  return new FabricError(
    'keyOfTwoFabrics',
    `"${key}" is asked for by ${other} too, and both record their allocations as "${name}"; give servers and leaves of ` +
      'fabrics that share their pools names of their own',
    constructPath,
  );
}

/** A lock file that should be there. */
export function lockFileMissing(file: string): FabricError {
  return new FabricError(
    'lockFileMissing',
    `there is no ${file}; synth writes it where a fabric has pools (cdktf synth); name another one with --lock-file`,
  );
}

/** A lock file that cannot be read. */
export function lockFileUnreadable(file: string, reason: string): FabricError {
  return new FabricError('lockFileUnreadable', `${file} cannot be read: ${reason}`);
}

/** A lock file that cannot be written. */
export function lockFileUnwritable(file: string, reason: string): FabricError {
  return new FabricError(
    'lockFileUnwritable',
    `${file} cannot be written: ${reason}; what was allocated is lost, so do not deploy this synth`,
  );
}

/** A lock file that somebody else has written meanwhile. */
export function lockFileChanged(file: string): FabricError {
  return new FabricError(
    'lockFileChanged',
    `${file} was changed by somebody else while this was running, and is left as it is now; run this again`,
  );
}

/** A lock file with the marks of a merge in it. */
export function lockFileHasConflict(file: string, line: number): FabricError {
  return new FabricError(
    'lockFileHasConflict',
    `${file}, line ${line}: there is a merge conflict; keep the lines of both sides, one line for each key, take the ` +
      'conflict markers out, and synthesize again',
  );
}

/** A lock file that is no JSON. */
export function lockFileMalformed(file: string, line: number, why: string): FabricError {
  return new FabricError(
    'lockFileMalformed',
    `${file}, line ${line}: ${why}; restore the file from version control, or correct that line`,
  );
}

/** Something in a lock file that may not be there. */
export function lockFileWrong(file: string, path: string, line: number, given: string, allowed: string): FabricError {
  const place = path === '' ? '' : `, ${path}`;
  return new FabricError('lockFileWrong', `${file}, line ${line}${place}: found ${given}; allowed is ${allowed}`);
}

/** A key that stands twice in a lock file. */
export function lockFileKeyTwice(
  file: string,
  path: string,
  values: readonly { readonly line: number; readonly given: string }[],
): FabricError {
  const places = values.map(({ line, given }) => `line ${line}: ${given}`).join('; ');
  return new FabricError(
    'lockFileKeyTwice',
    `${file}, ${path} is there twice (${places}), as a merge leaves it; keep the line that is on the devices, delete the other`,
  );
}

/** An allocation as a message names it. */
export interface NamedAllocation {
  readonly key: string;
  /** Pool name. */
  readonly name: string;
  readonly line: number;
  readonly value: string;
}

/** One value that two keys of a lock file have. */
export function allocatedTwice(file: string, one: NamedAllocation, other: NamedAllocation): FabricError {
  const text = ({ key, name, line, value }: NamedAllocation): string => `  line ${line}: "${key}": ${value} (${name})`;
  return new FabricError(
    'allocatedTwice',
    `${file} gives one value twice, as a merge of two branches can leave it:\n${text(one)}\n${text(other)}\n` +
      'keep the line that is on the devices, delete the other, and synthesize again: its key gets a new value',
  );
}

/** What a lock file would say otherwise. */
export interface NamedLockChange {
  readonly name: string;
  readonly key: string;
  readonly value: string;
  readonly change: 'new' | 'removed' | 'back';
}

/** A lock file that may not be changed here and would be. */
export function lockFileFrozen(
  file: string,
  exists: boolean,
  because: string,
  changes: readonly NamedLockChange[],
): FabricError {
  const state = exists ? 'would change' : 'does not exist and would be written';
  const lines = changes.map(({ name, key, value, change }) => `${change}: "${key}": ${value} (${name})`);
  return new FabricError(
    'lockFileFrozen',
    `${file} ${state}, and it is frozen here (${because}):${keyLines(lines)}\n` +
      'run cdktf synth where it is not frozen, and commit the file with the change of the program; JUNOS_FABRIC_FROZEN=0 ' +
      'lets it change here',
  );
}

/** A setting that is neither yes nor no. */
export function invalidFrozenSetting(given: string): FabricError {
  return new FabricError(
    'invalidFrozenSetting',
    `JUNOS_FABRIC_FROZEN is "${given}"; set it to 1 to refuse changes of the lock file, or to 0 to let them happen`,
  );
}

/** An order to free nothing, or everything and something. */
export function freeWhat(): FabricError {
  return new FabricError('freeWhat', 'say what to free: keys as "junos-fabric allocation show" prints them, or --all');
}

/** A key that is not recorded. */
export function noSuchAllocation(key: string): FabricError {
  return new FabricError(
    'noSuchAllocation',
    `there is no allocation "${key}"; give the key as "junos-fabric allocation show" prints it, in quotes`,
  );
}

/** An allocation that is not removed. */
export function allocationInUse(key: string, value: string): FabricError {
  return new FabricError(
    'allocationInUse',
    `"${key}" (${value}) is in use; take it out of the program and synthesize first, so that it is recorded as removed`,
  );
}

/** A name under which nothing is recorded. */
export function nothingToMove(what: string, from: string): FabricError {
  return new FabricError(
    'nothingToMove',
    `no allocation has the ${what} "${from}"; "junos-fabric allocation show" lists all`,
  );
}

/** A new name under which something is recorded already. */
export function moveTargetTaken(key: string, removed: boolean): FabricError {
  const help = removed
    ? 'it is removed: free it first (junos-fabric allocation free)'
    : 'if a synth after the renaming has recorded it, restore the file from version control and move before you synthesize';
  return new FabricError('moveTargetTaken', `there is an allocation "${key}" already; ${help}`);
}

/** A new name that cannot be one. */
export function invalidMoveTarget(what: string, to: string): FabricError {
  const example = what === 'port' ? '; give a port with its device, for example leaf10:et-0/0/15' : '';
  return new FabricError('invalidMoveTarget', `"${to}" cannot be the name of a ${what}${example}`);
}

/** Something that several fabrics have. */
export function severalPoolNames(what: string, names: readonly string[]): FabricError {
  return new FabricError(
    'severalPoolNames',
    `${what} is recorded under several names: ${names.join(', ')}; say which one with --pools`,
  );
}

// Rules (lib/rules)

/** An id that acknowledgements and pipelines could not name. */
export function invalidRuleId(id: string): FabricError {
  return new FabricError(
    'invalidRuleId',
    `"${id}" cannot be the id of a rule; write <family>/<name> in lower-case letters, digits and "-", for example ` +
      'acme/server-names (the family "acknowledgement" is taken)',
  );
}

/** Two rules of a pack with one id. */
export function duplicateRule(id: string): FabricError {
  return new FabricError(
    'duplicateRule',
    `the pack has two rules with the id "${id}"; give each its own, or take the other out with without('${id}')`,
  );
}

/** A rule to be taken out of a pack that does not have it. */
export function ruleNotInPack(id: string, known: readonly string[]): FabricError {
  return new FabricError('ruleNotInPack', `the pack has no rule "${id}"; it has ${[...known].sort().join(', ')}`);
}

/** A rule that no pack is without. */
export function ruleIsBinding(id: string): FabricError {
  return new FabricError(
    'ruleIsBinding',
    `the rule "${id}" is part of every pack, because no device could run what it forbids; correct what it finds instead`,
  );
}

// Manifest (lib/manifest)

/** Two devices whose files would have one name. */
export function manifestFileClash(file: string, hostname: string, other: string): FabricError {
  return new FabricError(
    'manifestFileClash',
    `the devices "${hostname}" and "${other}" would both write ${file}; give one of them another host name`,
  );
}

/** A manifest that is not there or cannot be read. */
export function manifestUnreadable(file: string, reason: string): FabricError {
  return new FabricError(
    'manifestUnreadable',
    `${file} cannot be read: ${reason}; run synth again, or name another manifest`,
  );
}

/** A file of a size that synth never writes. */
export function manifestFileTooLarge(file: string, bytes: number, limit: number): FabricError {
  return new FabricError(
    'manifestFileTooLarge',
    `${file} has ${bytes} bytes; at most ${limit} are read, and synth writes no file as large: run synth again`,
  );
}

/** A manifest of the wrong form. */
export function invalidManifest(file: string, problems: readonly string[]): FabricError {
  return new FabricError(
    'invalidManifest',
    `${file} is not a manifest of this version:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n` +
      'run synth again with the version of cdktf-junos-fabric that rolls it out',
  );
}

/** A configuration that is not what the manifest says. */
export function manifestDigestMismatch(file: string, hostname: string): FabricError {
  return new FabricError(
    'manifestDigestMismatch',
    `${file} is not the configuration of ${hostname} that synth wrote: its digest is not the one in the manifest; files of ` +
      'a manifest are not edited, so run synth again',
  );
}

/** `lab up` with a topology file that is not there. */
export function labTopologyUnreadable(file: string, reason: string): FabricError {
  return new FabricError(
    'labTopologyUnreadable',
    `the topology ${file} cannot be read (${reason}); name one with --topology`,
  );
}

/** `withdraw` without saying from what. */
export function withdrawWhat(): FabricError {
  return new FabricError(
    'withdrawWhat',
    'say from which devices to withdraw: --all for the whole fabric, or --device <device> for one',
  );
}

/** `--removed` with something that is no device. */
export function invalidRemovedDevice(faults: readonly string[]): FabricError {
  return new FabricError(
    'invalidRemovedDevice',
    `--removed is not the JSON of a device, as the <fabric>_device resource of Terraform holds it: ${faults.join('; ')}`,
  );
}

/** A device that the manifest does not have. */
export function deviceNotInManifest(hostname: string, known: readonly string[]): FabricError {
  return new FabricError(
    'deviceNotInManifest',
    `the manifest has no device "${hostname}"; it has ${known.length === 0 ? 'none' : known.join(', ')}`,
  );
}

// Testing (lib/testing)

/** A stack without a fabric. */
export function stackWithoutFabric(stack: string): FabricError {
  return new FabricError(
    'stackWithoutFabric',
    `stack "${stack}" has no fabric; give FabricTemplate.fromStack a FabricStack, or a stack in which a Fabric was created`,
  );
}

/** A device that the fabric does not have. */
export function noSuchDevice(hostname: string, known: readonly string[]): FabricError {
  return new FabricError(
    'noSuchDevice',
    `the fabric has no device "${hostname}"; it has ${known.length === 0 ? 'none' : known.join(', ')}`,
  );
}

/** Matchers that register themselves where there is nothing to register them with. */
export function noGlobalExpect(): FabricError {
  return new FabricError(
    'noGlobalExpect',
    'there is no global expect to add matchers to; write expect.extend(fabricMatchers) with the expect that you import, and ' +
      "fabricMatchers of 'cdktf-junos-fabric/testing'",
  );
}

/** Something that a matcher cannot ask anything about. */
export function notPartOfFabric(given: string): FabricError {
  return new FabricError(
    'notPartOfFabric',
    `${given} is no part of a fabric that this matcher is about; give it a stack with a fabric, a Fabric, a device, a ` +
      'MultihomedServer, or the template of one',
  );
}

/** An assertion about the fabric that is not true. */
export function assertionFailed(message: string): FabricError {
  return new FabricError('assertionFailed', message);
}

// What survives which failure (lib/reachability)

/** A statement that decides which routes there are, and is not understood. `path`: its words, from the top. */
export function reachabilityStatementUnknown(hostname: string, path: string): FabricError {
  return new FabricError(
    'reachabilityStatementUnknown',
    `reachability of ${hostname} cannot be computed: "${path}" decides which routes there are and is not understood; write it ` +
      'in another way, or leave this device out',
  );
}

/** A policy that is named and not there, so that the device would refuse the configuration. */
export function reachabilityPolicyMissing(hostname: string, policy: string): FabricError {
  return new FabricError(
    'reachabilityPolicyMissing',
    `reachability of ${hostname} cannot be computed: policy "${policy}" is used and not defined; define it under policy-options`,
  );
}

/** A question about something that the fabric does not have. */
export function noSuchPath(problem: string, known: readonly string[]): FabricError {
  const shown = known.slice(0, 10).join(', ');
  const more = known.length > 10 ? `, and ${known.length - 10} more` : '';
  return new FabricError('noSuchPath', `${problem}; there is ${known.length === 0 ? 'nothing' : shown + more}`);
}

// SSH and NETCONF (lib/netconf)

/** Where a device is reached, as messages name it. */
export interface DeviceEndpoint {
  readonly hostname: string;
  readonly address: string;
  readonly port: number;
}

/** The host key a device showed, beside what known_hosts says. */
export interface HostKeyEvidence {
  /** For example `ssh-ed25519`. */
  readonly keyType: string;
  /** `SHA256:…` as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
  /** Lines such as `ssh-ed25519 SHA256:… (known_hosts line 3)`, of this host, any type. */
  readonly recorded: readonly string[];
  /** Where the known hosts were read from. */
  readonly source: string;
  /** Lines of that file that could not be read, with the reason. */
  readonly problems: readonly string[];
}

function endpoint(device: DeviceEndpoint): string {
  return `${device.hostname} (${device.address} port ${device.port})`;
}

/** The known hosts file cannot be read. */
export function knownHostsUnreadable(file: string, reason: string): FabricError {
  return new FabricError(
    'knownHostsUnreadable',
    `the known hosts file ${file} cannot be read (${reason}); create it with ssh-keyscan and compare the fingerprints with those on the devices' consoles`,
  );
}

/** A revocation that cannot be read must not be passed over. */
export function knownHostsRevocationUnreadable(source: string, line: number, reason: string): FabricError {
  return new FabricError(
    'knownHostsRevocationUnreadable',
    `${source} line ${line} revokes a host key but cannot be read (${reason}); correct or remove the line`,
  );
}

/** The device's host key is not in known_hosts. */
export function hostKeyUnknown(device: DeviceEndpoint, seen: HostKeyEvidence): FabricError {
  const name = device.port === 22 ? device.address : `[${device.address}]:${device.port}`;
  return new FabricError(
    'hostKeyUnknown',
    [
      `the host key of ${endpoint(device)} is not known, so nothing was sent to it`,
      `  shown by the device: ${seen.keyType} ${seen.fingerprint}`,
      ...recordedLines(seen),
      ...seen.problems.map((problem) => `  not read: ${problem}`),
      `  compare the fingerprint with the one on the device's console, then add the key as ${name} to ${seen.source}`,
    ].join('\n'),
  );
}

/** The device's host key differs from the one in known_hosts. */
export function hostKeyChanged(device: DeviceEndpoint, seen: HostKeyEvidence): FabricError {
  return new FabricError(
    'hostKeyChanged',
    [
      `the host key of ${endpoint(device)} has changed, so nothing was sent to it: another device may be answering`,
      `  shown by the device: ${seen.keyType} ${seen.fingerprint}`,
      ...recordedLines(seen),
      `  if the device was replaced or its keys were made anew, compare the fingerprint with the one on its console and replace the line`,
    ].join('\n'),
  );
}

/** The device's host key is marked as revoked. */
export function hostKeyRevoked(device: DeviceEndpoint, seen: HostKeyEvidence): FabricError {
  return new FabricError(
    'hostKeyRevoked',
    [
      `the host key of ${endpoint(device)} is revoked in ${seen.source}, so nothing was sent to it`,
      `  shown by the device: ${seen.keyType} ${seen.fingerprint}`,
      `  make new host keys on the device; a revoked key is never accepted`,
    ].join('\n'),
  );
}

function recordedLines(seen: HostKeyEvidence): string[] {
  if (seen.recorded.length === 0) return [`  expected: nothing, ${seen.source} has no key for it`];
  return seen.recorded.map((one) => `  expected: ${one}`);
}

/** No connection to the device. */
export function cannotConnect(device: DeviceEndpoint, reason: string): FabricError {
  return new FabricError(
    'cannotConnect',
    `cannot connect to ${endpoint(device)}: ${reason}; check the management address and \`set system services netconf ssh\``,
  );
}

/** The device did not get as far as a NETCONF session in time. */
export function connectTimedOut(device: DeviceEndpoint, seconds: number, phase: string): FabricError {
  return new FabricError('connectTimedOut', `${endpoint(device)} gave no answer within ${seconds} s, while ${phase}`);
}

/** Connecting was called off by the caller. */
export function connectAborted(device: DeviceEndpoint): FabricError {
  return new FabricError('connectAborted', `connecting to ${endpoint(device)} was called off`);
}

/** The device refused the login. */
export function authenticationRefused(device: DeviceEndpoint, user: string, means: string): FabricError {
  return new FabricError(
    'authenticationRefused',
    `${endpoint(device)} refused the login of ${user} with ${means}; check the user on the device and the login of the fabric`,
  );
}

/** SSH failed before or during the login for another reason. */
export function sshFailed(device: DeviceEndpoint, reason: string): FabricError {
  return new FabricError('sshFailed', `SSH with ${endpoint(device)} failed: ${reason}`);
}

/** OpenSSH cannot be started. */
export function openSshMissing(device: DeviceEndpoint, reason: string): FabricError {
  return new FabricError(
    'openSshMissing',
    `the login for ${endpoint(device)} is Login.openSsh, but the program ssh cannot be started (${reason}); install OpenSSH where the command runs, or use another login`,
  );
}

/** OpenSSH did not accept the host key. */
export function hostKeyNotAccepted(
  device: DeviceEndpoint,
  knownHostsFile: string | undefined,
  said: readonly string[],
): FabricError {
  return new FabricError(
    'hostKeyNotAccepted',
    [
      `OpenSSH does not accept the host key of ${endpoint(device)}, so nothing was sent to it`,
      ...said.map((line) => `  ssh: ${line}`),
      `  compare the fingerprint with the one on the device's console, then put the key into ${knownHostsFile ?? 'your known_hosts'}`,
    ].join('\n'),
  );
}

/** The login names an environment variable that holds no secret. */
export function secretMissing(hostname: string, variable: string, what: string): FabricError {
  return new FabricError(
    'secretMissing',
    `the ${what} for ${hostname} is expected in the environment variable ${variable}, which is not set; set it where the command runs`,
  );
}

/** No SSH agent to log in with. */
export function agentMissing(hostname: string): FabricError {
  return new FabricError(
    'agentMissing',
    `the login for ${hostname} uses the SSH agent, but SSH_AUTH_SOCK is not set; start ssh-agent and add the key, or use Login.keyFile`,
  );
}

/** The private key cannot be used. */
export function keyFileUnusable(hostname: string, path: string, reason: string): FabricError {
  return new FabricError(
    'keyFileUnusable',
    `the private key ${path} for ${hostname} cannot be used: ${reason}; OpenSSH, PEM and PKCS#8 files with RSA, ECDSA or Ed25519 keys can`,
  );
}

/** The device has no NETCONF on that port. */
export function subsystemRefused(device: DeviceEndpoint): FabricError {
  return new FabricError(
    'subsystemRefused',
    `${endpoint(device)} accepted the login but refused NETCONF; check \`set system services netconf ssh\`, its port, and the permissions of the user`,
  );
}

/** What the device sent first is no NETCONF greeting. */
export function helloUnreadable(device: DeviceEndpoint, reason: string): FabricError {
  return new FabricError('helloUnreadable', `${endpoint(device)} did not greet as a NETCONF server does: ${reason}`);
}

/** Bytes that are no NETCONF message. */
export function framingBroken(reason: string): FabricError {
  return new FabricError('framingBroken', `the framing of a NETCONF message is broken: ${reason}`);
}

/** A message beyond the limit. */
export function messageTooLarge(limitBytes: number): FabricError {
  return new FabricError('messageTooLarge', `a NETCONF message is larger than the limit of ${limitBytes} bytes`);
}

/** A payload that would end its own message. */
export function endOfMessageInPayload(): FabricError {
  return new FabricError(
    'endOfMessageInPayload',
    'the request contains ]]>]]>, which ends a message in NETCONF 1.0; write > as &gt; in text',
  );
}

/** No reply in time; the session is given up, because a late reply could not be trusted. */
export function rpcTimedOut(hostname: string, rpc: string, seconds: number): FabricError {
  return new FabricError(
    'rpcTimedOut',
    `${hostname} gave no reply to ${rpc} within ${seconds} s; its outcome is not known and the session was ended`,
  );
}

/** The session went away. `rpc` is what was waiting for its reply. */
export function sessionLost(hostname: string, rpc: string | undefined, reason: string): FabricError {
  const waiting = rpc === undefined ? '' : ` while ${rpc} was waiting for its reply, whose outcome is not known`;
  return new FabricError('sessionLost', `the session with ${hostname} was lost${waiting}: ${reason}`);
}

/** An RPC that never left, because the session was over before its turn came. */
export function rpcNotSent(hostname: string, rpc: string, reason: string): FabricError {
  return new FabricError('rpcNotSent', `${rpc} was not sent to ${hostname}: ${reason}`);
}

/** A reply that cannot be read; the session goes on. */
export function replyUnreadable(hostname: string, rpc: string, reason: string): FabricError {
  return new FabricError(
    'replyUnreadable',
    `the reply of ${hostname} to ${rpc} cannot be read, so its outcome is not known: ${reason}`,
  );
}

/** A step that is only safe while the configuration is locked by this session. */
export function lockRequired(hostname: string, rpc: string): FabricError {
  return new FabricError(
    'lockRequired',
    `${rpc} on ${hostname} needs the configuration lock, because the candidate is shared with everybody on the device; call lock() first`,
  );
}

/** Junos takes a commit check as the confirmation of a pending commit. */
export function checkWouldConfirm(hostname: string): FabricError {
  return new FabricError(
    'checkWouldConfirm',
    `commit check on ${hostname} would confirm the pending commit of this session; confirm it with commit() or roll it back first`,
  );
}

/** Minutes outside of what `confirm-timeout` takes. */
export function confirmTimeoutOutOfRange(minutes: number): FabricError {
  return new FabricError(
    'confirmTimeoutOutOfRange',
    `a confirmed commit takes 1 to 65535 whole minutes, not ${minutes}`,
  );
}

/** A rollback number that Junos does not keep. */
export function rollbackOutOfRange(number: number): FabricError {
  return new FabricError('rollbackOutOfRange', `Junos keeps rollback 0 to 49, not ${number}`);
}

/** A commit reply without an error in which not everybody reports success. */
export function commitUnproven(hostname: string, rpc: string, reason: string): FabricError {
  return new FabricError(
    'commitUnproven',
    `${hostname} answered ${rpc} without an error, but ${reason}; whether it is in force is not known`,
  );
}

/** A reply that lacks what was asked for. */
export function replyIncomplete(hostname: string, rpc: string, missing: string): FabricError {
  return new FabricError('replyIncomplete', `the reply of ${hostname} to ${rpc} has no ${missing}`);
}

/** Something that is no name of a Junos RPC or of an argument of one. */
export function notAnRpcName(name: string): FabricError {
  return new FabricError(
    'notAnRpcName',
    `${JSON.stringify(name)} is no name of a Junos RPC; names have lower-case letters, digits and hyphens`,
  );
}

/** A device answered an RPC with errors; `lines` are its own words, in the form of its command line. */
export function deviceRefused(hostname: string, rpc: string, lines: readonly string[]): FabricError {
  return new FabricError(
    'deviceRefused',
    [`${hostname} refused ${rpc}:`, ...lines.map((line) => `  ${line}`)].join('\n'),
  );
}

/** Who holds the configuration lock of a device, as far as it says. */
export interface LockHolderText {
  readonly user: string;
  readonly pid?: string;
  readonly since?: string;
  readonly idle?: string;
}

/** Somebody else holds the configuration lock. */
export function configurationLocked(hostname: string, holder: LockHolderText): FabricError {
  const facts = [
    holder.pid === undefined ? undefined : `process ${holder.pid}`,
    holder.since === undefined ? undefined : `since ${holder.since}`,
    holder.idle === undefined ? undefined : `idle ${holder.idle}`,
  ].filter((fact) => fact !== undefined);
  const known = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
  return new FabricError(
    'configurationLocked',
    `the configuration of ${hostname} is locked by ${holder.user}${known}; wait until the lock is released or ask for it`,
  );
}

/** The shared candidate has changes that nobody committed. */
export function candidateModified(hostname: string): FabricError {
  return new FabricError(
    'candidateModified',
    `the candidate configuration of ${hostname} has changes that nobody has committed; look at \`show | compare\` there, then commit or roll them back`,
  );
}

// Intent that no device could run (lib/render)

/** A construct that an error is about. */
interface Located {
  readonly constructPath: string;
}

/** A unit of a port, as far as messages need it. */
interface LocatedUnit extends Located {
  readonly port: string;
  readonly unit: number;
  readonly vlanId?: number;
  readonly mtu?: number;
}

/** A BGP session, as far as messages need it. */
interface LocatedPeering extends Located {
  readonly vrf: string;
  readonly group: string;
  readonly neighbor: string;
}

/** Points at the later of two constructs that contradict each other, and names the earlier. */
function contradiction(code: string, message: string, earlier: Located, later: Located): FabricError {
  return new FabricError(code, `${message}\n  at ${earlier.constructPath}`, later.constructPath);
}

/** Two interfaces on one unit of one port. */
export function unitTwice(first: LocatedUnit, second: LocatedUnit): FabricError {
  const name = `${first.port}.${first.unit}`;
  const message = `${name} is used twice; a unit belongs to one interface, so give one of them another port or vlanId`;
  return contradiction('unitTwice', message, first, second);
}

/** A port with a tagged and an untagged unit. */
export function portTaggedAndUntagged(first: LocatedUnit, second: LocatedUnit): FabricError {
  const message =
    `${first.port} is used both with and without a vlanId; a port is either untagged with one interface, or every ` +
    'interface on it has a vlanId';
  return contradiction('portTaggedAndUntagged', message, first, second);
}

/** Two units of a port with one VLAN id. */
export function vlanIdTwice(first: LocatedUnit, second: LocatedUnit): FabricError {
  const message = `vlanId ${first.vlanId ?? ''} is used twice on ${first.port}; give each interface on a port its own`;
  return contradiction('vlanIdTwice', message, first, second);
}

/** Two units of a port that want the port at different MTUs. */
export function portMtusDiffer(first: LocatedUnit, second: LocatedUnit): FabricError {
  const message =
    `${first.port} is given the mtu ${first.mtu ?? ''} and the mtu ${second.mtu ?? ''}; the mtu belongs to the port, so ` +
    'give all its interfaces the same one, or only one of them';
  return contradiction('portMtusDiffer', message, first, second);
}

/** Interfaces of one port that want different things of it. */
export function portSettingsDiffer(setting: string, first: LocatedUnit, second: LocatedUnit): FabricError {
  const message = `${first.port} is given more than one ${setting}; it belongs to the port, so give it once, or the same everywhere`;
  return contradiction('portSettingsDiffer', message, first, second);
}

/** A VRF that the device does not have. */
export function vrfNotOnDevice(
  vrf: string,
  hostname: string,
  known: readonly string[],
  constructPath: string,
): FabricError {
  const there = known.length === 0 ? 'no VRF' : known.join(', ');
  return new FabricError(
    'vrfNotOnDevice',
    `VRF "${vrf}" is not on ${hostname}, which has ${there}; use one of the fabric's VRFs, or declare it`,
    constructPath,
  );
}

/** A VRF of the fabric that lacks what a VRF with type-5 routes needs. */
export function vrfIncomplete(vrf: string, missing: string, constructPath: string): FabricError {
  return new FabricError(
    'vrfIncomplete',
    `VRF "${vrf}" has no ${missing}, which type-5 routes need; give it, or declare the VRF as owned by others`,
    constructPath,
  );
}

/** One route distinguisher for two VRFs or on two devices: route reflectors would keep one of the two routes. */
export function routeDistinguisherTwice(
  routeDistinguisher: string,
  first: Located & { readonly what: string },
  second: Located & { readonly what: string },
): FabricError {
  const message =
    `route distinguisher ${routeDistinguisher} is used for ${first.what} and for ${second.what}; route reflectors keep ` +
    'one best route of those that share one, so give each device its own loopback and each VRF its own rdNumber';
  return contradiction('routeDistinguisherTwice', message, first, second);
}

/** Two sessions to one address in one VRF. */
export function neighborTwice(hostname: string, first: LocatedPeering, second: LocatedPeering): FabricError {
  const message =
    `neighbor ${first.neighbor} is used twice in VRF "${first.vrf}" on ${hostname}; an address belongs to one server, ` +
    'so give one of them another subnet';
  return contradiction('neighborTwice', message, first, second);
}

/** Two servers, or two families, in one BGP group. */
export function bgpGroupShared(first: LocatedPeering, second: LocatedPeering): FabricError {
  const message =
    `BGP group "${first.group}" in VRF "${first.vrf}" is used for two servers or two address families; a group holds one ` +
    'server and one family, so give each its own group name';
  return contradiction('bgpGroupShared', message, first, second);
}

/** Two sessions in one group that want something different of it. */
export function bgpGroupSettingDiffers(setting: string, first: LocatedPeering, second: LocatedPeering): FabricError {
  const message =
    `sessions of BGP group "${first.group}" in VRF "${first.vrf}" have different values for ${setting}, which belongs to ` +
    'the group; give them the same value, or each its own group name';
  return contradiction('bgpGroupSettingDiffers', message, first, second);
}

/** Two groups whose VRF and name run together to the same policy name. */
export function policyNameTwice(policy: string, first: LocatedPeering, second: LocatedPeering): FabricError {
  const message =
    `BGP group "${first.group}" in VRF "${first.vrf}" and "${second.group}" in "${second.vrf}" would share the policy ` +
    `"${policy}"; rename one of the groups`;
  return contradiction('policyNameTwice', message, first, second);
}

// Command line (lib/cli)

/** No manifest was named, and synth has left none here. */
export function noManifest(directory: string): FabricError {
  return new FabricError(
    'noManifest',
    `there is no cdktf.out/stacks/*/junos/fabric.json below ${directory}; synthesize first (cdktf synth), or name one with --manifest`,
  );
}

/** No manifest was named, and synth has left more than one here. */
export function severalManifests(files: readonly string[]): FabricError {
  return new FabricError(
    'severalManifests',
    `there is more than one fabric here; name one of them with --manifest:\n${files.map((file) => `  ${file}`).join('\n')}`,
  );
}

/** `--allow-…` without `--reason`. */
export function consentWithoutReason(): FabricError {
  return new FabricError(
    'consentWithoutReason',
    'a consent needs a reason; add --reason "…", which is printed with the change for whoever reads it later',
  );
}

/** A device that the manifest does not have. */
export function unknownDevice(hostname: string, known: readonly string[]): FabricError {
  return new FabricError('unknownDevice', `the fabric has no device ${hostname}; it has ${known.join(', ')}`);
}

// Rollout (lib/rollout)

/** Another process changes the fabric at this moment. */
export function anotherRolloutIsRunning(
  fabric: string,
  holder: { readonly pid?: number; readonly host?: string; readonly changeId?: string },
  file: string,
): FabricError {
  const { changeId = 'unknown', pid = 'unknown', host = 'unknown' } = holder;
  return new FabricError(
    'anotherRolloutIsRunning',
    `another process is changing the fabric ${fabric} (change ${changeId}, process ${pid} on ${host}); wait until it has ended, and only if it is surely gone remove ${file}`,
  );
}

/** A plan of one manifest was about to roll out another. */
export function manifestDigestDiffers(expected: string, found: string): FabricError {
  return new FabricError(
    'manifestDigestDiffers',
    `the plan was made for the manifest with digest ${expected}, and the one on disk has ${found}: it was synthesized anew since; no device was contacted, so plan again and apply that plan`,
  );
}

/** The device at that address is not the one that was meant. */
export function wrongDevice(hostname: string, what: string, expected: string, seen: string): FabricError {
  return new FabricError(
    'wrongDevice',
    `the device reached as ${hostname} reports the ${what} ${seen}, and ${expected} was expected; check the management address, or correct the construct`,
  );
}

/** A confirmed commit on the device waits for its confirmation; any commit would confirm it. */
export function commitPending(
  hostname: string,
  pending: { readonly log?: string; readonly user?: string; readonly minutesLeft?: number },
): FabricError {
  const { log = 'none', user = 'somebody', minutesLeft } = pending;
  const left = minutesLeft === undefined ? 'an unknown time' : `at most ${minutesLeft} min`;
  return new FabricError(
    'commitPending',
    `${hostname} carries a commit of ${user} that is not confirmed yet (log: ${log}); it takes it back by itself in ${left}, so wait for that and try again${log.startsWith('junos-fabric ') ? ', or end it with junos-fabric resume or undo' : ''}`,
  );
}

/** What stands in the group is not what was applied last. */
export function groupEditedByHand(hostname: string, group: string, digest: string, edit: string): FabricError {
  const shown = edit === '' ? '' : `; what stands there differs from the manifest by:\n${edit.trimEnd()}`;
  return new FabricError(
    'groupEditedByHand',
    `the configuration group ${group} of ${hostname} was edited by hand since it was applied; take the edit into the intent, or consent to its loss with Consent.overwriteDrift and the digest ${digest}${shown}`,
  );
}

/** A group of our name that carries no mark of ours. */
export function groupNotOurs(hostname: string, group: string, digest: string): FabricError {
  return new FabricError(
    'groupNotOurs',
    `${hostname} already has a configuration group ${group} that this library did not make; name the fabric otherwise, or consent to its replacement with Consent.overwriteDrift and the digest ${digest}`,
  );
}

/** A device-wide statement that the design needs is not there. */
export function prerequisiteMissing(hostname: string, line: string, seen: string): FabricError {
  return new FabricError(
    'prerequisiteMissing',
    `${hostname} needs \`${line}\` and has ${seen}; configure it there, or make the prerequisite CONFIGURE`,
  );
}

/** A change that interrupts all forwarding of the device, without consent. */
export function forwardingRestartNotAllowed(hostname: string, lines: readonly string[]): FabricError {
  return new FabricError(
    'forwardingRestartNotAllowed',
    `the change restarts the forwarding engine of ${hostname}, which interrupts all its traffic; ${restartConsent(hostname)}:` +
      lines.map((line) => `\n  ${line}`).join(''),
  );
}

/** A change with statements of which nobody knows what they disrupt, without consent. */
export function unknownDisruptionNotAllowed(hostname: string, lines: readonly string[]): FabricError {
  return new FabricError(
    'unknownDisruptionNotAllowed',
    `nothing is known of what these statements disrupt on ${hostname}, so the worst is assumed: a restart of the forwarding ` +
      `engine, which interrupts all its traffic; find out, and ${restartConsent(hostname)}:` +
      lines.map((line) => `\n  ${line}`).join(''),
  );
}

function restartConsent(hostname: string): string {
  return `allow it with Consent.forwardingRestart({ device, reason }) for ${hostname} (or --allow-forwarding-restart ${hostname})`;
}

/** A statement of ours that would not be in effect. */
export function statementMasked(hostname: string, line: string, group: string, seen: string): FabricError {
  return new FabricError(
    'statementMasked',
    `on ${hostname} \`${line}\` of group ${group} would not be in effect: ${seen}; remove what masks it there, or take it into the intent`,
  );
}

/** A statement of somebody else under something that is ours. */
export function foreignStatement(hostname: string, line: string, source: string, owned: string): FabricError {
  return new FabricError(
    'foreignStatement',
    `on ${hostname} \`${line}\` (${source}) stands under ${owned}, which this fabric owns; remove it there, take it into the intent, or let the fabric adopt it (docs/import.md)`,
  );
}

/** The device shows something else than when the change was prepared. */
export function diffChanged(hostname: string): FabricError {
  return new FabricError(
    'diffChanged',
    `${hostname} shows another difference than when the change was prepared: somebody committed in between; look at its commit history and apply again`,
  );
}

/** Expectations that do not hold after the change. */
export function checksFailed(lines: readonly string[]): FabricError {
  return new FabricError('checksFailed', ['the checks after the change failed:', ...lines].join('\n'));
}

/** The session is gone, and the candidate of the new one is not what is committed. */
export function candidateNotCommitted(hostname: string): FabricError {
  return new FabricError(
    'candidateNotCommitted',
    `the session that held the pending commit of ${hostname} was lost and somebody has typed into the candidate since; confirming would commit that too, so the device's timer takes the change back`,
  );
}

/** The pending commit is not there any more. */
export function pendingCommitGone(hostname: string): FabricError {
  return new FabricError(
    'pendingCommitGone',
    `the pending commit of ${hostname} is not there any more: its timer has run out, or somebody else confirmed or replaced it`,
  );
}

/** Too little of a confirm timer is left to go on safely. */
export function notEnoughTime(hostname: string, seconds: number): FabricError {
  return new FabricError(
    'notEnoughTime',
    `the confirm timer of ${hostname} has only ${seconds} s left, which is not enough to finish: the change took longer than its checks and waits may; look at what was slow and apply again`,
  );
}

/** Devices would have to wait longer for their confirmation than they may. */
export function timersDoNotFit(
  minutes: number,
  bound: number,
  waves: number,
  mode: 'transaction' | 'rolling',
): FabricError {
  const count = waves === 1 ? '1 wave' : `${waves} waves`;
  const ways =
    mode === 'transaction'
      ? 'allow more (--confirm-timeout), give the checks less time, or roll out with the mode "rolling", in which each wave is confirmed by itself'
      : 'allow more (--confirm-timeout), or give the checks or the soak less time';
  return new FabricError(
    'timersDoNotFit',
    `a device would have to wait ${minutes} min for its confirmation, and ${bound} are allowed (${count}, at worst each check at its deadline); no device was touched; ${ways}`,
  );
}

/** Commits took so long that two homes of a server could take the change back together. */
export function timersTooClose(what: string, some: readonly string[], others: readonly string[]): FabricError {
  return new FabricError(
    'timersTooClose',
    `the confirm timers of ${some.join(', ')} and ${others.join(', ')} run out too close to one another for ${what}: a commit took much longer than its staging; look at what was slow and apply again`,
  );
}

/** No change of the fabric was ever recorded where journals are kept. */
export function journalMissing(fabric: string, directory: string): FabricError {
  return new FabricError(
    'journalMissing',
    `no change of ${fabric} is recorded in ${directory}; name the right place (--state-directory), or ask the devices themselves (--from-devices)`,
  );
}

/** No device knows of the change. */
export function changeNotFound(changeId: string, fabric: string): FabricError {
  return new FabricError(
    'changeNotFound',
    `no device of ${fabric} carries the change ${changeId}; its id is in the journal, and in the log lines of show system commit`,
  );
}

/** A change that is to be taken back for good waits for its confirmation. */
export function changeStillPending(hostname: string, changeId: string): FabricError {
  return new FabricError(
    'changeStillPending',
    `the change ${changeId} still waits for its confirmation on ${hostname}; take it back with junos-fabric undo`,
  );
}

/** A change that is to be taken back is not the last one. */
export function changeHasSuccessor(hostname: string, changeId: string, later: string): FabricError {
  return new FabricError(
    'changeHasSuccessor',
    `${hostname} has had a later change of this fabric than ${changeId}: ${later}; take that one back first, or bring the earlier state back in the code`,
  );
}

/** The device has no configuration from before the change any more. */
export function rollbackGone(hostname: string, changeId: string): FabricError {
  return new FabricError(
    'rollbackGone',
    `${hostname} no longer has the configuration from before the change ${changeId} among its 49 rollbacks; bring the earlier state back in the code`,
  );
}

/** A file that `plan --out` should have written. */
export function planBundleUnusable(file: string, reason: string): FabricError {
  return new FabricError(
    'planBundleUnusable',
    `${file} is no plan that apply could be bound to (${reason}); make it with junos-fabric plan --out`,
  );
}

/** A plan was to be written, and some devices could not be read. */
export function planIncomplete(hostnames: readonly string[]): FabricError {
  return new FabricError(
    'planIncomplete',
    `no plan was written, because ${hostnames.join(', ')} could not be read; apply could not be bound to it`,
  );
}

/** The device differs from the manifest in another way than it did when the plan was made. */
export function planDiffers(hostname: string): FabricError {
  return new FabricError(
    'planDiffers',
    `the difference of ${hostname} is not the one that was planned, so somebody has changed the device since; no device was touched; plan again, review it, and apply that plan`,
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

/** A change that takes a VRF apart midway, without consent. */
export function partitionNotAllowed(vrf: string, hostnames: readonly string[]): FabricError {
  return new FabricError(
    'partitionNotAllowed',
    `the change takes ${vrf} apart while it is under way: ${hostnames.join(', ')} get other route targets, another VNI or another overlay AS number, and hear only the leaves that have them too; allow it with Consent.partition({ vrf, reason }) for ${vrf} (or --allow-partition ${vrf}), or make a new VRF and move its interfaces`,
  );
}

/** What `unsafeMidway` tells. */
export interface UnsafeMidway {
  readonly server: string;
  /** `server1 has to keep a path without any single leaf`. */
  readonly demand: string;
  /** `between wave 1 (leaf10) and wave 2 (leaf12)`. */
  readonly moment: string;
  /** The counterexample and its reasons, line by line. */
  readonly explanation: string;
  /** Other servers that it happens to: `server2 and server3`. */
  readonly others: string | undefined;
  /** What can be done instead, the best first. */
  readonly ways: readonly string[];
  readonly assumptions: readonly string[];
}

/** A change that is sound when it is done, and leaves a server too little while it is under way. */
export function unsafeMidway(found: UnsafeMidway): FabricError {
  const { assumptions, demand, explanation, moment, others, server, ways } = found;
  const lines = [
    `${demand}; ${moment} it would not:`,
    ...explanation.split('\n').map((line) => `  ${line}`),
    ...(others === undefined ? [] : [`the same happens to ${others}`]),
    ...assumptions.map((assumption) => `assumed: ${assumption}`),
    ...ways.map((way, index) => `${index === 0 ? 'what helps' : 'or'}: ${way}`),
  ];
  return new FabricError(
    'unsafeMidway',
    `the change would break what ${server} has to survive while it is under way, although all is well before and after it:\n${lines.map((line) => `  ${line}`).join('\n')}`,
  );
}

/** A configuration says something about routes that is not understood, so nothing can be said of servers meanwhile. */
export function midwayUnknown(reason: string): FabricError {
  return new FabricError(
    'midwayUnknown',
    `what servers keep while the change is under way (survives) could not be computed, and is left to the waves: ${reason}`,
  );
}

/** Servers that a wave would leave with too few homes, after the wait for them. */
export function homesMissing(
  hostnames: readonly string[],
  servers: readonly { readonly server: string; readonly up: readonly string[]; readonly down: readonly string[] }[],
): FabricError {
  const lines = servers.map(({ server, up, down }) => {
    const rest = up.length === 0 ? 'no other home is up' : `up: ${up.join(', ')}`;
    return `\n  server ${server}: down on ${down.join(', ')}; ${rest}`;
  });
  return new FabricError(
    'homesMissing',
    `${hostnames.join(', ')} cannot change now, because servers would have too few homes meanwhile; mend these sessions and apply again:${lines.join('')}`,
  );
}

/** A device took the old configuration back, and it is not the one from before. */
export function oldStateNotBack(hostname: string): FabricError {
  return new FabricError(
    'oldStateNotBack',
    `${hostname} was rolled back, but its groups are not what they were before the change; compare its commit history with the journal`,
  );
}

/** Nobody could read the device after something was sent to it. */
export function outcomeUnknown(hostname: string, revertsAt: string, reason: string): FabricError {
  return new FabricError(
    'outcomeUnknown',
    `${hostname} cannot be read, so it is not known which configuration it carries (${reason}); if it took the change, its timer takes it back at ${revertsAt}; look at \`show system commit\` there`,
  );
}

/** The change was called off. */
export function calledOff(): FabricError {
  return new FabricError('calledOff', 'the change was called off');
}

/** A withdrawal failed; there is a way out for devices that are gone for good. */
export function withdrawalFailed(hostname: string, group: string): FabricError {
  return new FabricError(
    'withdrawalFailed',
    `the group ${group} was not withdrawn from ${hostname}; if the device is gone for good, give it removalPolicy: RemovalPolicy.RETAIN, deploy, and remove it then`,
  );
}

// ---------------------------------------------------------------------------------------------------------------------
// The server's own side (lib/render/server)

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

// ---------------------------------------------------------------------------------------------------------------------
// Secrets (lib/secrets)

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
    `the device does not tell the secret at "${path}"; give the login the permission secret-control, and delete system master-password where it is set`,
  );
}

// ---------------------------------------------------------------------------------------------------------------------
// The twin (lib/lab/twin)

/** Statements of a device that the twin can neither run nor leave out. */
export function twinCannotRun(
  hostname: string,
  statements: readonly { readonly line: string; readonly reason: string }[],
): FabricError {
  const shown = statements.slice(0, 20).map(({ line, reason }) => `  ${line}: ${reason}`);
  const more = statements.length > shown.length ? [`  and ${statements.length - shown.length} more`] : [];
  return new FabricError(
    'twinCannotRun',
    [
      `the twin cannot run what ${hostname} has configured, and leaving it out would prove something else:`,
      ...shown,
      ...more,
    ].join('\n'),
  );
}

/** What is to run names or joins devices that are not there. */
export function invalidTwinPlan(problem: string): FabricError {
  return new FabricError('invalidTwinPlan', `the twin cannot be built: ${problem}`);
}

/** The machine does not let the twin run. */
export function twinUnavailable(missing: readonly string[]): FabricError {
  return new FabricError('twinUnavailable', `the twin cannot run on this machine: ${missing.join('; ')}`);
}

/** The nodes of a twin did not come up. */
export function twinDidNotStart(reason: string, logs: string): FabricError {
  const said = logs.trim() === '' ? '' : `; it said:\n${logs.trimEnd()}`;
  return new FabricError('twinDidNotStart', `the twin did not start: ${reason}${said}`);
}

/** A directory in which no twin runs. */
export function twinNotRunning(directory: string): FabricError {
  return new FabricError(
    'twinNotRunning',
    `no twin is running in ${directory}; start one with \`junos-fabric twin up\``,
  );
}

/** A directory in which a twin runs already, or that something else stands in. */
export function twinDirectoryTaken(directory: string, reason: string): FabricError {
  return new FabricError('twinDirectoryTaken', `the twin cannot use ${directory}: ${reason}`);
}

/** A node, link or session that the twin does not have. */
export function unknownTwinPart(what: string, name: string, known: readonly string[]): FabricError {
  const list = known.length === 0 ? 'there is none' : `there is ${known.join(', ')}`;
  return new FabricError('unknownTwinPart', `the twin has no ${what} ${name}; ${list}`);
}

/** A command in a node that ended with an error. */
export function twinCommandFailed(node: string, command: string, said: string): FabricError {
  return new FabricError('twinCommandFailed', `${node}: \`${command}\` failed: ${said.trim()}`);
}

/** A file of an export that cannot be written. */
export function exportTargetTaken(file: string, reason: string): FabricError {
  return new FabricError(
    'exportTargetTaken',
    `${file} cannot be written (${reason}); give another --output, or --force to write over what is there`,
  );
}

/** Something that was waited for did not come. */
export function twinTimedOut(awaited: string, seconds: number, seen: string): FabricError {
  return new FabricError('twinTimedOut', `the twin waited ${seconds} s for ${awaited}; seen: ${seen}`);
}

// ---------------------------------------------------------------------------------------------------------------------
// Options of server sessions and ports (constructs/, lib/model/community)

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
    `allow ${range} is not within a subnet of the interface, which has ${addresses.join(', ')}`,
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

/** A start time that two devices could take for two times. */
export function invalidKeyStart(prop: string, given: string, at: string): FabricError {
  return new FabricError(
    'invalidKeyStart',
    `${prop} "${given}" is not a start time; write it with a time zone, for example 2026-01-01.00:00:00 +0000`,
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

// ---------------------------------------------------------------------------------------------------------------------
// Set lines of the user (constructs/junos-statements, lib/render/raw-*)

/** Not one set line. */
export function rawLineNotSet(line: string): FabricError {
  return new FabricError(
    'rawLineNotSet',
    `${JSON.stringify(line)} is not one set line; write "set …" with all its words: what is not wanted is left out, since the group is replaced as a whole and nothing outside it is touched`,
  );
}

/** A statement that no configuration group of ours can hold. */
export function rawLineOutsideGroup(line: string, word: string): FabricError {
  return new FabricError(
    'rawLineOutsideGroup',
    `"${line}" cannot be in a configuration group, where all statements of the fabric are; configure "${word}" on the device by other means`,
  );
}

/** A line with a secret in it; it is not repeated. */
export function rawLineWithSecret(): FabricError {
  return new FabricError(
    'rawLineWithSecret',
    'a line has a secret or the hash of one in it, which would stand in the output, the Terraform state and plans; configure it on the device by other means',
  );
}

/** A line that the schema table does not know. */
export function rawLineUnknown(line: string, why: string): FabricError {
  return new FabricError(
    'rawLineUnknown',
    `"${line}": ${why}; if you are sure that your release has it, give these lines with unchecked: true`,
  );
}

/** A line that would take away what something else says. */
export function rawLineFights(
  hostname: string | undefined,
  line: { readonly line: string; readonly constructPath: string },
  other: { readonly line: string; readonly constructPath: string },
): FabricError {
  const where = hostname === undefined ? '' : ` on ${hostname}`;
  return new FabricError(
    'rawLineFights',
    `"${line.line}" would replace \`${other.line}\`${where}; a line may add and never change: remove one of the two, or say it where the other comes from\n  at ${other.constructPath}`,
    line.constructPath,
  );
}

/** Lines for no device. */
export function statementsWithoutDevice(constructPath: string): FabricError {
  return new FabricError(
    'statementsWithoutDevice',
    'there is no device, interface, session or server above, so it is not known which devices get these lines; create them there or give devices',
    constructPath,
  );
}

/** No lines at all. */
export function noLines(constructPath: string): FabricError {
  return new FabricError('noLines', 'lines is empty; give at least one set line', constructPath);
}

// ---------------------------------------------------------------------------------------------------------------------
// Import of configurations (lib/import)

/** A file that is no configuration. */
export function importUnreadable(file: string, form: string, reason: string): FabricError {
  return new FabricError('importUnreadable', `${file} was read as ${form} and cannot be: ${reason}`);
}

/** Neither a file nor a device. */
export function importFromWhat(): FabricError {
  return new FabricError('importFromWhat', 'say what to import: files with configurations, or --device <host[:port]>');
}

/** Devices, and no way to log in to them. */
export function importLoginUnclear(): FabricError {
  return new FabricError(
    'importLoginUnclear',
    'say how to log in to the devices: --user <name> (with a key of the SSH agent, or with --key-file or --password-from-env), or --open-ssh',
  );
}

/** Text that names no place of a device. */
export function invalidDeviceToImport(given: string): FabricError {
  return new FabricError(
    'invalidDeviceToImport',
    `--device "${given}" is no host with or without a port; write for example leaf10, 10.0.0.10:830 or [2001:db8::10]:830`,
  );
}

/** A program must not take the place of another. */
export function importWouldOverwrite(file: string): FabricError {
  return new FabricError(
    'importWouldOverwrite',
    `${file} is there already, and may have been edited since it was made; remove it, or give another --output`,
  );
}

/** A model that no facts are known of, or that cannot be a leaf. */
export function unknownImportModel(model: string): FabricError {
  return new FabricError(
    'unknownImportModel',
    `"${model}" is none of the models that the library knows as leaves (docs/platforms.md); leave --model out, and write QfxModel.custom into the program`,
  );
}

/** Two files of one device. */
export function importedTwice(hostname: string, first: string, second: string): FabricError {
  return new FabricError('importedTwice', `${first} and ${second} are both of ${hostname}; give each device once`);
}

/** Devices that are not of one fabric. */
export function importOfSeveralFabrics(asns: readonly string[]): FabricError {
  return new FabricError(
    'importOfSeveralFabrics',
    `the devices have different AS numbers (routing-options autonomous-system): ${asns.join(', ')}; import those of one fabric at a time`,
  );
}

/** No file has a device in it that a program could be made of. */
export function nothingToImport(): FabricError {
  return new FabricError(
    'nothingToImport',
    'none of the files has a device with a loopback address (lo0.0) or a router id, which every leaf needs',
  );
}

// ---------------------------------------------------------------------------------------------------------------------
// Adoption of what stands outside the group (constructs/, lib/render/adoption, lib/rollout/adoption)

/** A path that is none. */
export function adoptionUnreadable(path: string, why?: string): FabricError {
  const reason = why === undefined ? '' : `: ${why}`;
  return new FabricError(
    'adoptionUnreadable',
    `${JSON.stringify(path)} is no place in the explicit configuration that can be adopted${reason}; write the words of a set line without "set", for example "interfaces et-0/0/15 unit 0 family ethernet-switching"`,
  );
}

/** A path under nothing that the fabric configures. */
export function adoptionOutside(path: string, hostname: string, constructPath: string): FabricError {
  return new FabricError(
    'adoptionOutside',
    `"${path}" is not the fabric's to delete on ${hostname}: it lies in no port, policy, VRF or BGP group that the fabric configures there as a whole, and is no statement of its own; adopt what is in its way there, or delete the rest by other means`,
    constructPath,
  );
}

/** An adoption of nothing. */
export function noPathsToAdopt(constructPath: string): FabricError {
  return new FabricError(
    'noPathsToAdopt',
    'paths is empty; name what is to be adopted, or leave the call out',
    constructPath,
  );
}

/** An adoption that says no reason. */
export function adoptionWithoutReason(constructPath: string): FabricError {
  return new FabricError(
    'adoptionWithoutReason',
    'reason is empty; say why the fabric may delete what others configured: it is reviewed with the code and stands in the plan',
    constructPath,
  );
}

/** Nothing stands at the path, and nothing was adopted from there. */
export function adoptionMatchesNothing(path: string, reason: string): FabricError {
  return new FabricError(
    'adoptionMatchesNothing',
    `adopting \`${path}\` (${reason}) matches nothing any more; remove it from the program`,
  );
}

/** What was adopted is left in its group. */
export function adoptionStays(group: string): FabricError {
  return new FabricError(
    'adoptionStays',
    `what was adopted stays in group ${group}, which nothing applies; \`junos-fabric withdraw --restore\` puts it back, and \`delete groups ${group}\` forgets it`,
  );
}

/** A statement that cannot come back without taking away a newer one. */
export function adoptionNotPutBack(line: string, inTheWay: string): FabricError {
  return new FabricError(
    'adoptionNotPutBack',
    `\`${line}\` is not put back: the device says \`${inTheWay}\` there by now`,
  );
}
