import { FabricError } from '../model/fabric-error';

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
export function unitRenderedTwice(first: LocatedUnit, second: LocatedUnit): FabricError {
  const name = `${first.port}.${first.unit}`;
  const message = `${name} is used twice; a unit belongs to one interface, so give one of them another port or vlanId`;
  return contradiction('unitRenderedTwice', message, first, second);
}

/** A port with a tagged and an untagged unit. */
export function portTaggedAndUntagged(first: LocatedUnit, second: LocatedUnit): FabricError {
  const message =
    `${first.port} is used both with and without a vlanId; a port is either untagged with one interface, or every ` +
    'interface on it has a vlanId';
  return contradiction('portTaggedAndUntagged', message, first, second);
}

/** Two units of a port with one VLAN id. */
export function vlanIdRenderedTwice(first: LocatedUnit, second: LocatedUnit): FabricError {
  const message = `vlanId ${first.vlanId ?? ''} is used twice on ${first.port}; give each interface on a port its own`;
  return contradiction('vlanIdRenderedTwice', message, first, second);
}

/** Two units of a port that want the port at different MTUs. */
export function portMtusDiffer(first: LocatedUnit, second: LocatedUnit): FabricError {
  const message =
    `${first.port} is given the mtu ${first.mtu ?? ''} and the mtu ${second.mtu ?? ''}; the mtu belongs to the port, so ` +
    'give all its interfaces the same one, or only one of them';
  return contradiction('portMtusDiffer', message, first, second);
}

/** Interfaces of one port that want different things of it. */
export function portSettingsContradict(setting: string, first: LocatedUnit, second: LocatedUnit): FabricError {
  const message = `${first.port} is given more than one ${setting}; it belongs to the port, so give it once, or the same everywhere`;
  return contradiction('portSettingsContradict', message, first, second);
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
export function neighborRenderedTwice(hostname: string, first: LocatedPeering, second: LocatedPeering): FabricError {
  const message =
    `neighbor ${first.neighbor} is used twice in VRF "${first.vrf}" on ${hostname}; an address belongs to one server, ` +
    'so give one of them another subnet';
  return contradiction('neighborRenderedTwice', message, first, second);
}

/** Two servers, or two families that nobody has put together, in one BGP group. */
export function bgpGroupShared(first: LocatedPeering, second: LocatedPeering): FabricError {
  const message =
    `BGP group "${first.group}" in VRF "${first.vrf}" is used for two servers or two address families; a group holds one ` +
    'server, and both families only where all its sessions say dualStackGroup, so give each its own group name';
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

/** No server of this name. */
export function noSuchServer(name: string, known: readonly string[]): FabricError {
  const list = known.length === 0 ? 'the fabric has none' : `the fabric has ${known.join(', ')}`;
  return new FabricError('noSuchServer', `no server "${name}"; ${list}`);
}

/** Something that the program on the server cannot do; `what` begins with a verb. */
export function serverCannot(server: string, program: string, what: string, instead: string, at: string): FabricError {
  return new FabricError('serverCannot', `${program} on ${server} cannot ${what}; ${instead}`, at);
}

/** An attachment whose other end is not in the fabric. */
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

/** Whether the server forwards packets does not follow from what it announces. */
export function serverForwardingUnsaid(server: string, announced: readonly string[] | null, at: string): FabricError {
  const what = announced === null ? 'may announce anything' : `announces ${announced.join(', ')}`;
  return new FabricError(
    'serverForwardingUnsaid',
    `${server} ${what}, which may be on it or behind it, so its own side needs to know whether its kernel forwards packets; ` +
      'say forwarding: true for a host of pods, virtual machines or a subnet, forwarding: false for one that only answers itself',
    at,
  );
}

/** A set line that changes what the server must say, in a way that is not followed. */
export function serverLineNotFollowed(
  server: string,
  leaf: string,
  line: string,
  instead: string,
  at: string,
): FabricError {
  return new FabricError(
    'serverLineNotFollowed',
    `"${line}" on ${leaf} changes what ${server} must say at its end, and the configuration of the server cannot follow it; ${instead}`,
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
