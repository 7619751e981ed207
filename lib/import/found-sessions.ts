import type { GroupOfOthersIntent, InterfaceIntent, PeeringIntent } from '../intent/fabric-intent';
import { Configuration } from '../junos/tree/configuration';
import { isPolicyName, policiesNamed, readPolicyExpression } from '../junos/tree/policy-expression';
import { InterfaceAddress } from '../model/interface-address';
import { IpAddress } from '../model/ip-address';
import { POLICY_NAME } from '../model/policy-name';
import { renderBgpGroups } from '../render/bgp';
import { settingsInCommon } from '../render/group-settings';
import { fromServerPolicyName, policyStem } from '../render/names';
import { findSessionOptions } from '../render/session-options';
import type { BgpGroup, Neighbor } from '../routing-model/bgp';
import type { BgpSettings } from '../routing-model/bgp-level';
import { inheritSettings } from '../routing-model/bgp-level';
import type { RoutingModel } from '../routing-model/routing-model';
import { attempt } from './attempt';
import type { FoundFilter } from './found-policies';
import { foundFilter, isToServers } from './found-policies';

/** A neighbor of a VRF that no session of a program can be, and why. */
export interface RefusedNeighbor {
  readonly vrf: string;
  readonly group: string;
  readonly neighbor: string;
  readonly reason: string;
}

/** What was made of the neighbors of a VRF. */
export interface FoundSessions {
  readonly sessions: readonly PeeringIntent[];
  /** The same, each as a neighbor in a group of others. */
  readonly inGroupsOfOthers: readonly PeeringIntent[];
  readonly refused: readonly RefusedNeighbor[];
}

/**
 * The EBGP sessions of a VRF whose neighbors are on its ports. A group that has the library's shape (one server, a plain list of
 * prefixes, everything on the group) becomes a group of the fabric. Any other stays with whoever configured it, and its
 * neighbors become sessions in a group of others.
 */
export function foundSessions(
  model: RoutingModel,
  effective: Configuration,
  vrf: string,
  interfaces: readonly InterfaceIntent[],
): FoundSessions {
  const groups = model.bgp.find(({ instance }) => instance.name === vrf)?.groups ?? [];
  const sorted = groups.map((group) => sessionsOf(model, effective, group, interfaces));
  return {
    sessions: sorted.flatMap(({ sessions }) => sessions),
    inGroupsOfOthers: sorted.flatMap(({ inGroupsOfOthers }) => inGroupsOfOthers),
    refused: sorted.flatMap(({ refused }) => refused),
  };
}

const GROUP_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** A neighbor that can be a session, and the address of the leaf that faces it. */
interface Facing {
  readonly neighbor: Neighbor;
  readonly address: IpAddress;
  readonly peerAsn: number;
  readonly localAddress: string;
}

function sessionsOf(
  model: RoutingModel,
  effective: Configuration,
  group: BgpGroup,
  interfaces: readonly InterfaceIntent[],
): FoundSessions {
  const looked = group.neighbors.map((neighbor) => facingOf(neighbor, interfaces));
  const facing = looked.filter((one) => typeof one !== 'string');
  const refused = group.neighbors.flatMap((neighbor, i): RefusedNeighbor[] => {
    const reason = looked[i];
    const { name: vrf } = neighbor.instance;
    return typeof reason === 'string' ? [{ vrf, group: group.name, neighbor: neighbor.address, reason }] : [];
  });
  const own =
    refused.length === 0
      ? (dualStackGroup(model, group, facing) ?? ownGroup(model, effective, group, facing))
      : undefined;
  const inGroupsOfOthers = facing.map((one) => inGroupOfOthers(group, one));
  return { sessions: own ?? inGroupsOfOthers, inGroupsOfOthers, refused };
}

/** Both ends of a session, or why a program cannot say it. */
function facingOf(neighbor: Neighbor, interfaces: readonly InterfaceIntent[]): Facing | string {
  const { group, instance, isRange, peerAsn, type } = neighbor;
  if (isRange) return 'a range of neighbors is given with allow by whoever writes the program';
  if (!GROUP_NAME.test(group)) return `the library has no group that is called ${JSON.stringify(group)}`;
  if (type !== 'external') return 'the session is internal, and servers have EBGP';
  if (peerAsn === undefined) return 'no peer-as is said for it';
  const { exports = [], imports = [] } = neighbor.levels[0]?.settings ?? {};
  const unsayable = [...imports, ...exports].find((policy) => !isSayablePolicy(policy));
  if (unsayable !== undefined) return `the library has no policy that is called ${JSON.stringify(unsayable)}`;
  const address = attempt(() => IpAddress.parse(neighbor.address));
  if (address === undefined) return `${neighbor.address} is no address that the library takes`;
  const local = addressFacing(address, instance.name, interfaces);
  if (local === undefined) return `${neighbor.address} is on no port of ${instance.name} that was imported`;
  return { neighbor, address, peerAsn, localAddress: local.address.toString() };
}

/** The sessions of a group with both families as the library makes one; undefined where it is none, or its sessions disagree. */
function dualStackGroup(
  { policies }: RoutingModel,
  group: BgpGroup,
  facing: readonly Facing[],
): PeeringIntent[] | undefined {
  const sessions = facing.flatMap(({ address, localAddress, neighbor, peerAsn }): PeeringIntent[] => {
    const { family } = address;
    const { name: vrf } = neighbor.instance;
    const own = neighbor.levels[0];
    const stem = policyStem({ dualStackGroup: true, family, group: group.name });
    if (own?.settings.imports?.at(-1) !== fromServerPolicyName(vrf, stem)) return [];
    if (!own.said.every((name) => OF_DUAL_STACK_NEIGHBOR.has(name))) return [];
    const filter = foundFilter(policies, own.settings.imports, family);
    const exportPolicies = (own.settings.exports ?? []).filter((name) => !isToServers(policies.get(name)));
    return [
      {
        constructPath: '',
        vrf,
        group: group.name,
        dualStackGroup: true,
        family,
        neighbor: address.toString(),
        localAddress,
        peerAsn,
        description: own.settings.description ?? group.name,
        ...acceptedBy(filter),
        ...findSessionOptions(inheritSettings(group.level.settings, own.settings), family),
        ...(exportPolicies.length > 0 && { exportPolicies }),
        expect: 'UP',
      },
    ];
  });
  const areWhole = sessions.length > 0 && sessions.length === facing.length;
  return areWhole && sessions.every((one) => sessions.every((other) => agree(one, other))) ? sessions : undefined;
}

/** What the library says on a neighbor of a group with both families. */
const OF_DUAL_STACK_NEIGHBOR: ReadonlySet<string> = new Set(['description', 'peer-as', 'family', 'import', 'export']);

/** Whether one group of the library can hold both. */
function agree(one: PeeringIntent, other: PeeringIntent): boolean {
  const isOfOneFamily = one.family === other.family;
  return (
    one.peerAsn === other.peerAsn &&
    (!isOfOneFamily || JSON.stringify(one.acceptedPrefixes) === JSON.stringify(other.acceptedPrefixes)) &&
    settingsInCommon(one, other).every(([, valueOf]) => valueOf(one) === valueOf(other))
  );
}

/** The sessions of a group that has the library's shape; undefined where it has not. */
function ownGroup(
  { policies }: RoutingModel,
  effective: Configuration,
  group: BgpGroup,
  facing: readonly Facing[],
): PeeringIntent[] | undefined {
  const [first, ...others] = facing;
  if (first === undefined || !facing.every(({ neighbor }) => saysOnlyWho(neighbor))) return undefined;
  if (![...first.neighbor.imports, ...first.neighbor.exports].every(isSayablePolicy)) return undefined;
  if (others.some(({ address, peerAsn }) => address.family !== first.address.family || peerAsn !== first.peerAsn)) {
    return undefined;
  }
  const { family } = first.address;
  const vrf = first.neighbor.instance.name;
  const filter = foundFilter(policies, first.neighbor.imports.map(plainName), family);
  const exportPolicies = first.neighbor.exports.map(plainName).filter((name) => !isToServers(policies.get(name)));
  const options = findSessionOptions(group.level.settings, family);
  const sessions = facing.map(({ address, localAddress, neighbor, peerAsn }): PeeringIntent => ({
    constructPath: '',
    vrf,
    group: group.name,
    family,
    neighbor: address.toString(),
    localAddress,
    peerAsn,
    description: neighbor.levels[0]?.settings.description ?? group.name,
    ...acceptedBy(filter),
    ...options,
    ...(exportPolicies.length > 0 && { exportPolicies }),
    expect: 'UP',
  }));
  const isMadeByLibrary = first.neighbor.imports.at(-1) === fromServerPolicyName(vrf, group.name);
  const isSayable = Object.keys(sayable(options)).length === Object.keys(options).length;
  const isOwn = isMadeByLibrary || (isSayable && filter.prefixes !== undefined && saysAll(effective, group, sessions));
  return isOwn ? sessions : undefined;
}

/** The session as a neighbor in a group of others. */
export function leftInGroup(session: PeeringIntent, inGroupsOfOthers: readonly PeeringIntent[]): PeeringIntent {
  const { group, neighbor, vrf } = session;
  return inGroupsOfOthers.find((one) => one.vrf === vrf && one.group === group && one.neighbor === neighbor) ?? session;
}

/** Whether a neighbor says nothing but who it is; the rest stands on its group. */
function saysOnlyWho({ levels }: Neighbor): boolean {
  return levels[0]?.said.every((name) => name === 'description' || name === 'peer-as') === true;
}

/** Whether the library would say everything of a group again, but for its policies. */
function saysAll(effective: Configuration, { level }: BgpGroup, sessions: readonly PeeringIntent[]): boolean {
  const rendered = new Configuration();
  const vrf = sessions[0]?.vrf ?? '';
  renderBgpGroups(rendered, '', vrf, sessions);
  const place = level.place.words;
  return [...effective.subtree(...place).statements()].every(({ unchecked, words }) => {
    const keyword = words[place.length];
    if (keyword === 'import' || keyword === 'export') return true;
    return unchecked !== true && rendered.has(...words);
  });
}

/** The session with what the neighbor says itself; what its group says is kept in mind, and not said again. */
function inGroupOfOthers(group: BgpGroup, { address, localAddress, neighbor, peerAsn }: Facing): PeeringIntent {
  const { family } = address;
  const [own, ...above] = neighbor.levels;
  const said = own?.settings ?? {};
  const theirs = above.reduceRight<BgpSettings>((so, { settings }) => inheritSettings(so, settings), {});
  const ownOptions = withoutHalfBfd(optionsOf(said, family), said);
  const options = { ...withoutRestart(optionsOf(theirs, family)), ...ownOptions };
  const inherited = (Object.keys(options) as (keyof typeof options)[]).filter((name) => !(name in ownOptions));
  const groupOfOthers: GroupOfOthersIntent = {
    inherited: [
      ...(said.peerAsn === undefined ? ['peerAsn' as const] : []),
      ...(said.prefixLimits?.[family]?.maximum === undefined ? ['prefixLimit' as const] : []),
      ...inherited.filter((name) => name !== 'prefixLimit'),
    ],
    ...(said.families?.includes(`${family}-unicast`) === true && { namesFamily: true }),
  };
  return {
    constructPath: '',
    vrf: neighbor.instance.name,
    group: group.name,
    family,
    neighbor: address.toString(),
    localAddress,
    peerAsn,
    ...statedLocalAddress(said, family),
    ...(said.description !== undefined && { description: said.description }),
    acceptedPrefixes: null,
    acceptAnythingReason: 'imported: the policies of the device decide what is accepted',
    ...findSessionOptions({}, family),
    ...options,
    groupOfOthers,
    expect: 'UP',
  };
}

function statedLocalAddress(
  { localAddress = '' }: BgpSettings,
  family: 'inet' | 'inet6',
): Pick<PeeringIntent, 'statedLocalAddress'> {
  const address = attempt(() => IpAddress.parseFamily(family, localAddress));
  return address === undefined ? {} : { statedLocalAddress: address.toString() };
}

/** BFD without a multiplier has that of the group, or Junos' own; the library would write one, so that the line is kept instead. */
function withoutHalfBfd(options: FoundOptions, { bfdMultiplier }: BgpSettings): FoundOptions {
  if (bfdMultiplier !== undefined) return options;
  const ofBfd: readonly string[] = ['bfd', 'bfdDuringRestart'];
  return Object.fromEntries(Object.entries(options).filter(([name]) => !ofBfd.includes(name)));
}

type FoundOptions = Partial<ReturnType<typeof findSessionOptions>>;

/** That a session restarts gracefully asks for something elsewhere, which is for whoever says it of the group. */
function withoutRestart(options: FoundOptions): FoundOptions {
  const ofRestart: readonly string[] = ['gracefulRestart', 'bfdDuringRestart'];
  return Object.fromEntries(Object.entries(options).filter(([name]) => !ofRestart.includes(name)));
}

/** What BFD does during a restart can be said where BFD is said. */
function sayable<T extends FoundOptions>(options: T): T {
  if (options.bfd !== undefined) return options;
  return Object.fromEntries(Object.entries(options).filter(([name]) => name !== 'bfdDuringRestart')) as T;
}

/** The options that a level says, its policies among them as they stand there. */
function optionsOf(settings: BgpSettings, family: 'inet' | 'inet6'): FoundOptions {
  const { prefixLimit, ...options } = sayable(findSessionOptions(settings, family));
  const { exports = [], imports = [], prefixLimits } = settings;
  return {
    ...(prefixLimits?.[family]?.maximum !== undefined && { prefixLimit }),
    ...options,
    ...(imports.length > 0 && imports.every(isSayablePolicy) && { importPolicies: imports }),
    ...(exports.length > 0 && exports.every(isSayablePolicy) && { exportPolicies: exports }),
  };
}

/** Whether a program can name a policy, or the policies of an expression. */
function isSayablePolicy(text: string): boolean {
  if (isPolicyName(text)) return POLICY_NAME.test(text);
  return readPolicyExpression(text) !== undefined && policiesNamed([text]).every((name) => POLICY_NAME.test(name));
}

/** `( A )` is policy A. */
function plainName(text: string): string {
  const expression = readPolicyExpression(text);
  return expression?.kind === 'policy' ? expression.name : text;
}

/** The leaf's address on the link to a neighbor; undefined where the neighbor is none that a server can be. */
function addressFacing(
  neighbor: IpAddress,
  vrf: string,
  interfaces: readonly InterfaceIntent[],
): InterfaceAddress | undefined {
  const own = interfaces
    .filter((one) => one.vrf === vrf)
    .flatMap(({ addresses }) => addresses.map((one) => InterfaceAddress.parse(one.address)));
  const facing = own.find(({ prefix }) => prefix.contains(neighbor));
  if (facing === undefined || own.some(({ address }) => address.equals(neighbor))) return undefined;
  const { prefixLength } = facing;
  return attempt(() => InterfaceAddress.of({ address: neighbor, prefixLength })) === undefined ? undefined : facing;
}

function acceptedBy({
  prefixes,
  before,
}: FoundFilter): Partial<PeeringIntent> & Pick<PeeringIntent, 'acceptedPrefixes'> {
  const importPolicies = before.length === 0 ? {} : { importPolicies: before };
  if (prefixes !== undefined) return { acceptedPrefixes: prefixes, ...importPolicies };
  const reason =
    before.length === 0
      ? 'imported: the device accepts whatever the server announces'
      : `imported: what ${before.join(', ')} accepts is not a plain list of prefixes`;
  return { acceptedPrefixes: null, acceptAnythingReason: reason, ...importPolicies };
}
