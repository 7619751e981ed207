import type { PeeringIntent } from '../../../intent/fabric-intent';
import type { Family } from '../../../model/family';
import { canonicalAddress } from '../../../model/canonical-address';
import { inherit } from '../../../junos/inheritance/inheritance';
import type { Configuration } from '../../../junos/tree/configuration';
import type { PolicyExpression } from '../../../junos/tree/policy-expression';
import { readPolicyExpression } from '../../../junos/tree/policy-expression';
import type { BgpGroup, Neighbor } from '../../../routing-model/bgp';
import type { Term } from '../../../routing-model/policies';
import type { RoutingModel } from '../../../routing-model/routing-model';
import { readRoutingModel } from '../../../routing-model/routing-model';
import type { DeviceChange } from '../../group/device-change';

/**
 * BGP sessions of one family and one group in one VRF of one device: one attachment of whoever is at their other end. A server needs
 * each of its families, so that in a dual-stack group one does not stand in for the other.
 */
export interface ServerSessions {
  readonly vrf: string;
  readonly group: string;
  /** Undefined where the group has no neighbor. */
  readonly family: Family | undefined;
  /** Addresses, spelled as the checks read them; of a range of servers the group's name has to do. */
  readonly neighbors: ReadonlySet<string>;
  readonly peerAs: string;
  /** Its routes are marked for a graceful shutdown: other attachments carry the traffic, and this one may go at any moment. */
  readonly drained: boolean;
}

/** An IRB interface in a VRF of a device: the gateway of servers that are bridged, of which no session tells. */
export interface Gateway {
  readonly vrf: string;
  /** Logical interface, for example `irb.1400`. */
  readonly name: string;
}

/** The sessions that a device has with servers before its change, whoever configured them. */
export function sessionsBefore({ before }: DeviceChange): ServerSessions[] {
  return servedIn(before).sessions;
}

/** The same after its change. */
export function sessionsAfter({ after }: DeviceChange): ServerSessions[] {
  return servedIn(after).sessions;
}

/** The gateways of bridged servers that a device has before its change, whoever configured them. */
export function gatewaysBefore({ before }: DeviceChange): readonly Gateway[] {
  return servedIn(before).gateways;
}

/** The same after its change. */
export function gatewaysAfter({ after }: DeviceChange): readonly Gateway[] {
  return servedIn(after).gateways;
}

/** The VRFs of a device that are connected to another site, before its change or after it, whoever configured that. */
export function interconnectedVrfs({ before, after }: DeviceChange): readonly string[] {
  return [...new Set([before, after].flatMap((one) => servedIn(one).interconnectedVrfs))];
}

/**
 * Tells servers apart where only configurations are known, as of what stands on a device from an earlier manifest: a
 * server has the same group, AS number and VRF on all its leaves. What the families are kept apart for stands with ServerSessions.
 */
export function serverKey({
  family,
  group,
  peerAs,
  vrf,
}: Pick<ServerSessions, 'vrf' | 'group' | 'peerAs' | 'family'>): string {
  return [vrf, group, peerAs, family ?? ''].join(' ');
}

/** The same of a session as an intent has it, where the configuration of its device is not at hand. */
export function intendedServerKey({
  family,
  group,
  peerAsn,
  vrf,
}: Pick<PeeringIntent, 'family' | 'group' | 'peerAsn' | 'vrf'>): string {
  return serverKey({ family, group, vrf, peerAs: String(peerAsn) });
}

/** Whether traffic of the server comes this way. A backup counts: it is there to take over. */
export function isServing({ drained }: ServerSessions): boolean {
  return !drained;
}

/** By what a device serves its servers. */
interface Served {
  readonly sessions: ServerSessions[];
  readonly gateways: readonly Gateway[];
  readonly interconnectedVrfs: readonly string[];
}

const known = new WeakMap<Configuration, Served>();

/** They are asked for once a wave, and a configuration is not changed once it is compared. */
function servedIn(configuration: Configuration): Served {
  const served = known.get(configuration) ?? readServed(readRoutingModel(inherit(configuration)));
  known.set(configuration, served);
  return served;
}

function readServed(model: RoutingModel): Served {
  const vrfs = model.instances.filter(({ isMain }) => !isMain);
  const gateways = vrfs.flatMap(({ interfaces, name: vrf }) =>
    interfaces.filter((name) => name.startsWith('irb.')).map((name) => ({ vrf, name })),
  );
  const interconnectedVrfs = vrfs.flatMap(({ interconnect, name }) => (interconnect === undefined ? [] : [name]));
  return { sessions: readSessions(model), gateways, interconnectedVrfs };
}

function readSessions(model: RoutingModel): ServerSessions[] {
  const draining = drainingPolicies(model);
  return model.bgp
    .filter(({ instance }) => !instance.isMain)
    .flatMap(({ instance, groups }) =>
      groups.flatMap((group) =>
        ofFamilies(group).map(({ family, neighbors, sessions }) => {
          const peers = new Set(sessions.flatMap(({ peerAsn }) => (peerAsn === undefined ? [] : [String(peerAsn)])));
          return {
            vrf: instance.name,
            group: group.name,
            family,
            neighbors: new Set(neighbors.flatMap((one) => (one.isRange ? [] : [canonicalAddress(one.address)]))),
            peerAs: [...peers].sort().join(','),
            drained: sessions.some(({ imports }) =>
              imports.some((text) => drains(readPolicyExpression(text), draining)),
            ),
          };
        }),
      ),
    );
}

interface SessionsOfFamily {
  readonly family: Family | undefined;
  readonly neighbors: readonly Neighbor[];
  readonly sessions: readonly Pick<Neighbor, 'imports' | 'peerAsn'>[];
}

/** The neighbors of a group by their family; where it has none, what the group says itself. */
function ofFamilies({ level: { settings }, neighbors }: BgpGroup): SessionsOfFamily[] {
  if (neighbors.length === 0) {
    const { imports = [], peerAsn } = settings;
    return [{ family: undefined, neighbors, sessions: [{ imports, peerAsn }] }];
  }
  return (['inet', 'inet6'] as const)
    .map((family) => ({ family, own: neighbors.filter(({ address }) => familyOf(address) === family) }))
    .filter(({ own }) => own.length > 0)
    .map(({ family, own }) => ({ family, neighbors: own, sessions: own }));
}

/** Of an address, or of a range of them. */
export function familyOf(address: string): Family {
  return address.includes(':') ? 'inet6' : 'inet';
}

/** Whether every route that an expression lets through has passed one of these policies. */
function drains(expression: PolicyExpression | undefined, draining: ReadonlySet<string>): boolean {
  switch (expression?.kind) {
    case 'policy':
      return draining.has(expression.name);
    case 'and':
      return expression.of.some((one) => drains(one, draining));
    case 'or':
      return expression.of.every((one) => drains(one, draining));
    case 'not':
    case undefined:
      return false;
  }
}

/** RFC 8326: whoever receives a route with it should prefer any other. */
const GRACEFUL_SHUTDOWN = '65535:0';

/**
 * Names of the policies that mark every route for a graceful shutdown, whoever made them: what a session imports through
 * one is left to other attachments as long as there are any. A term with a name or conditions may hold for some routes only.
 */
function drainingPolicies({ policies, communities }: RoutingModel): ReadonlySet<string> {
  const marks = ({ name, conditions, actions }: Term): boolean =>
    name === undefined &&
    conditions.length === 0 &&
    actions.some(
      (action) =>
        action.kind === 'community' &&
        action.operation !== 'delete' &&
        communities.get(action.name)?.members.includes(GRACEFUL_SHUTDOWN) === true,
    );
  return new Set([...policies.values()].flatMap(({ name, terms }) => (terms.some(marks) ? [name] : [])));
}
