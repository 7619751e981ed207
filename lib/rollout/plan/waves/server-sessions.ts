import { canonicalAddress } from '../../../model/canonical-address';
import type { Configuration, FlatStatement } from '../../../junos/tree/configuration';
import type { DeviceChange } from '../../group/device-change';

/** BGP sessions of one group in one VRF of one device: one home of whoever is at their other end. */
export interface ServerSessions {
  readonly vrf: string;
  readonly group: string;
  /** Addresses, spelled as the checks read them; of a range of servers the group's name has to do. */
  readonly neighbors: ReadonlySet<string>;
  readonly peerAs: string;
  /** Its routes are marked for a graceful shutdown: other homes carry the traffic, and this one may go at any moment. */
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

interface Found {
  readonly vrf: string;
  readonly group: string;
  readonly neighbors: Set<string>;
  readonly peerAs: Set<string>;
  readonly imports: Set<string>;
}

const known = new WeakMap<Configuration, ServerSessions[]>();

/** They are asked for once a wave, and a configuration is not changed once it is compared. */
function sessionsIn(configuration: Configuration): ServerSessions[] {
  const sessions = known.get(configuration) ?? readSessions(configuration);
  known.set(configuration, sessions);
  return sessions;
}

function readSessions(configuration: Configuration): ServerSessions[] {
  const found = new Map<string, Found>();
  for (const { words, inactive } of configuration.statements()) {
    const plain = withoutGroup(words);
    if (!inactive && plain[0] === 'routing-instances') note(found, plain.slice(1));
  }
  const draining = drainingPolicies(configuration);
  return [...found.values()].map(({ imports, peerAs, ...one }) => ({
    ...one,
    peerAs: [...peerAs].sort().join(','),
    drained: [...imports].some((policy) => draining.has(policy)),
  }));
}

/** @param words - from the name of the VRF on */
function note(found: Map<string, Found>, words: readonly string[]): void {
  const [vrf, protocols, bgp, keyword, group, ...rest] = words;
  if (vrf === undefined || group === undefined || [protocols, bgp, keyword].join(' ') !== 'protocols bgp group') return;
  const key = `${vrf} ${group}`;
  const one = found.get(key) ?? {
    vrf,
    group,
    neighbors: new Set<string>(),
    peerAs: new Set<string>(),
    imports: new Set<string>(),
  };
  found.set(key, one);
  if (rest[0] === 'neighbor' && rest[1] !== undefined) one.neighbors.add(canonicalAddress(rest[1]));
  const option = rest[0] === 'neighbor' ? rest.slice(2) : rest;
  if (option[0] === 'import' && option[1] !== undefined) one.imports.add(option[1]);
  const peerAs = rest[rest.indexOf('peer-as') + 1];
  if (rest.includes('peer-as') && peerAs !== undefined) one.peerAs.add(peerAs);
}

/** RFC 8326: whoever receives a route with it should prefer any other. */
const GRACEFUL_SHUTDOWN = '65535:0';

/** The words of a statement as they would stand without the group around them. */
function withoutGroup(words: readonly string[]): readonly string[] {
  return words[0] === 'groups' ? words.slice(2) : words;
}

/**
 * Names of the policies that mark every route for a graceful shutdown, whoever made them: what a session imports through
 * one is left to other homes as long as there are any.
 */
function drainingPolicies(configuration: Configuration): ReadonlySet<string> {
  const policyOptions = [...configuration.statements()].flatMap((one) => policyWords(one));
  const communities = new Set(
    policyOptions.flatMap(([kind, name = '', what, value]) =>
      kind === 'community' && what === 'members' && value === GRACEFUL_SHUTDOWN ? [name] : [],
    ),
  );
  return new Set(
    policyOptions.flatMap(([kind, name = '', ...rest]) => {
      const [then, community, , marked = ''] = rest;
      // A term may hold for some routes only.
      const isForAll = kind === 'policy-statement' && then === 'then' && community === 'community';
      return isForAll && communities.has(marked) ? [name] : [];
    }),
  );
}

function policyWords({ inactive, words }: FlatStatement): (readonly string[])[] {
  const plain = withoutGroup(words);
  return !inactive && plain[0] === 'policy-options' ? [plain.slice(1)] : [];
}
