/* Intent that no device could run (lib/render) */
import { FabricError } from './fabric-error';

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
