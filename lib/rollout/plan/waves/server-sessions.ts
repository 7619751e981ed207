import { canonicalAddress } from '../../../model/canonical-address';
import { inherit } from '../../../junos/inheritance/inheritance';
import type { Configuration } from '../../../junos/tree/configuration';
import type { PolicyExpression } from '../../../junos/tree/policy-expression';
import { readPolicyExpression } from '../../../junos/tree/policy-expression';
import type { Term } from '../../../routing-model/policies';
import type { RoutingModel } from '../../../routing-model/routing-model';
import { readRoutingModel } from '../../../routing-model/routing-model';
import type { DeviceChange } from '../../group/device-change';

/** BGP sessions of one group in one VRF of one device: one attachment of whoever is at their other end. */
export interface ServerSessions {
  readonly vrf: string;
  readonly group: string;
  /** Addresses, spelled as the checks read them; of a range of servers the group's name has to do. */
  readonly neighbors: ReadonlySet<string>;
  readonly peerAs: string;
  /** Its routes are marked for a graceful shutdown: other attachments carry the traffic, and this one may go at any moment. */
  readonly drained: boolean;
}

/** The sessions that a device has with servers before its change, whoever configured them. */
export function sessionsBefore({ before }: DeviceChange): ServerSessions[] {
  return sessionsIn(before);
}

/** The same after its change. */
export function sessionsAfter({ after }: DeviceChange): ServerSessions[] {
  return sessionsIn(after);
}

/**
 * Tells servers apart where only configurations are known, as of what stands on a device from an earlier manifest: a
 * server has the same group, AS number and VRF on all its leaves.
 */
export function serverKey({ vrf, group, peerAs }: Pick<ServerSessions, 'vrf' | 'group' | 'peerAs'>): string {
  return [vrf, group, peerAs].join(' ');
}

/** Whether traffic of the server comes this way. A backup counts: it is there to take over. */
export function isServing({ drained }: ServerSessions): boolean {
  return !drained;
}

const known = new WeakMap<Configuration, ServerSessions[]>();

/** They are asked for once a wave, and a configuration is not changed once it is compared. */
function sessionsIn(configuration: Configuration): ServerSessions[] {
  const sessions = known.get(configuration) ?? readSessions(configuration);
  known.set(configuration, sessions);
  return sessions;
}

function readSessions(configuration: Configuration): ServerSessions[] {
  const model = readRoutingModel(inherit(configuration));
  const draining = drainingPolicies(model);
  return model.bgp
    .filter(({ instance }) => !instance.isMain)
    .flatMap(({ instance, groups }) =>
      groups.map(({ name, level, neighbors }) => {
        const sessions = neighbors.length > 0 ? neighbors : [{ imports: [], ...level.settings }];
        const peers = new Set(sessions.flatMap(({ peerAsn }) => (peerAsn === undefined ? [] : [String(peerAsn)])));
        return {
          vrf: instance.name,
          group: name,
          neighbors: new Set(neighbors.flatMap((one) => (one.isRange ? [] : [canonicalAddress(one.address)]))),
          peerAs: [...peers].sort().join(','),
          drained: sessions.some(({ imports }) => imports.some((text) => drains(readPolicyExpression(text), draining))),
        };
      }),
    );
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
