import { setTimeout as delay } from 'node:timers/promises';
import { kindOf } from '../../checks/check-kinds';
import { expectations } from '../../checks/expectations';
import type { ExpectationIntent, FabricIntent } from '../../intent/fabric-intent';
import type { Repair } from '../engine/repair';
import type { Twin } from '../engine/twin';
import { expectedNextHops, expectedPings, seenNextHops } from './forwarding';
import { nodeView } from './node-view';
import type { NodeObservation } from './observation';
import { observeNode } from './observation';

/** One thing that must be true of the twin, and whether it is. */
export interface TwinCheck {
  readonly node: string;
  /** Kind of a rollout's check, or `sessionConfigured`, `kernelNextHops`, `packet`. */
  readonly kind: string;
  /** `PROVISIONED` is reported, not demanded. */
  readonly expect: ExpectationIntent;
  readonly holds: boolean;
  readonly expected: string;
  readonly seen: string;
  /** Absent for what no construct says. */
  readonly constructPath?: string;
}

/** What was found. */
export interface TwinReport {
  readonly passed: boolean;
  readonly checks: readonly TwinCheck[];
  /** What was put back because of FRR's bug, before packets were sent. */
  readonly repairs: readonly Repair[];
  /** What is broken on purpose. */
  readonly failures: Twin['failures'];
}

/** How long the twin gets. */
export interface VerifyTwinOptions {
  /** For what is not true yet; default 30 seconds. */
  readonly timeoutMs?: number;
  /** Whether packets are sent; default yes. */
  readonly packets?: boolean;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const POLL_MS = 500;
const PINGS_AT_ONCE = 16;

/**
 * Checks that the twin does what the intent says: what a rollout checks on devices, and what only a twin shows, the next
 * hops of the kernel and packets end to end. Without a fabric, that every configured session is up.
 */
export async function verifyTwin(
  twin: Twin,
  fabric: FabricIntent | undefined,
  options: VerifyTwinOptions = {},
): Promise<TwinReport> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, packets = true } = options;
  const deadline = performance.now() + timeoutMs;
  const repairs: Repair[] = [];
  for (;;) {
    const observations = await observeAll(twin);
    const still = controlPlane(twin, fabric, observations);
    const settled = still.every(isFine);
    if (settled) repairs.push(...(await twin.repair()));
    const sent = packets && settled && fabric !== undefined ? await sendPackets(twin, fabric, observations) : [];
    const checks = [...still, ...sent];
    const passed = checks.every(isFine);
    if (passed || performance.now() > deadline)
      return { passed, checks, repairs: distinct(repairs), failures: twin.failures };
    await delay(POLL_MS);
  }
}

function isFine({ expect, holds }: TwinCheck): boolean {
  return holds || expect === 'PROVISIONED';
}

async function observeAll(twin: Twin): Promise<ReadonlyMap<string, NodeObservation>> {
  const all = await Promise.all(twin.nodes.map((node) => observeNode(twin, node)));
  return new Map(all.map((one) => [one.node.name, one]));
}

function controlPlane(
  twin: Twin,
  fabric: FabricIntent | undefined,
  observations: ReadonlyMap<string, NodeObservation>,
): TwinCheck[] {
  if (fabric === undefined) return twin.nodes.flatMap(({ name }) => configuredSessions(observations.get(name), []));
  const views = new Map([...observations].map(([name, one]) => [name, nodeView(one, fabric)]));
  const asked = expectations(fabric).flatMap((check) => {
    const { expect, hostnames, kind: name } = check;
    const kind = kindOf(check);
    return hostnames.flatMap((node): TwinCheck[] => {
      const view = views.get(node);
      if (kind.judgeTwin === undefined) return [];
      const verdict =
        view === undefined ? { holds: false, seen: 'no such node in the twin' } : kind.judgeTwin(check, node, view);
      const constructPath = kind.constructPathOn?.(check, node) ?? check.constructPath;
      return [{ node, kind: name, expect, expected: kind.describe(check, node), ...verdict, constructPath }];
    });
  });
  const planned = fabric.devices.flatMap(({ hostname, peerings }) =>
    peerings.filter(({ expect }) => expect === 'PROVISIONED').map(({ neighbor }) => `${hostname} ${neighbor}`),
  );
  return [
    ...asked,
    ...twin.nodes
      .filter(({ role }) => role !== 'server')
      .flatMap(({ name }) => configuredSessions(observations.get(name), planned)),
    ...nextHops(fabric, observations),
  ];
}

/** Every session that a device has configured, the underlay's and overlay's too. */
function configuredSessions(observation: NodeObservation | undefined, planned: readonly string[]): TwinCheck[] {
  const node = observation?.node.name ?? '';
  return (observation?.sessions ?? []).map(({ instance, neighbor, family, state }) => ({
    node,
    kind: 'sessionConfigured',
    expect: planned.includes(`${node} ${neighbor}`) ? ('PROVISIONED' as const) : ('UP' as const),
    holds: state === 'Established',
    expected: `session to ${neighbor} of ${instance} (${family}) Established`,
    seen: state,
  }));
}

function nextHops(fabric: FabricIntent, observations: ReadonlyMap<string, NodeObservation>): TwinCheck[] {
  return expectedNextHops(fabric).map(({ node, vrf, prefix, nextHops: wanted, constructPath }) => {
    const observation = observations.get(node);
    const seen = observation === undefined ? [] : seenNextHops(observation, vrf, prefix);
    return {
      node,
      kind: 'kernelNextHops',
      expect: 'UP',
      holds: seen.join(' ') === wanted.join(' '),
      expected: `${prefix} in ${vrf} forwarded to ${wanted.join(', ')}`,
      seen: seen.join(', ') || 'no route in the kernel',
      constructPath,
    };
  });
}

async function sendPackets(
  twin: Twin,
  fabric: FabricIntent,
  observations: ReadonlyMap<string, NodeObservation>,
): Promise<TwinCheck[]> {
  const pings = expectedPings(fabric, observations);
  const checks: TwinCheck[] = [];
  for (let i = 0; i < pings.length; i += PINGS_AT_ONCE) {
    const some = pings.slice(i, i + PINGS_AT_ONCE).map(async (ping): Promise<TwinCheck> => {
      const holds = await twin.ping(ping.node, ping.vrf, ping.to, ping.from);
      const { constructPath, from, node, server, to } = ping;
      const expected = `a packet from ${from} to ${server} (${to}) answered`;
      return {
        node,
        kind: 'packet',
        expect: 'UP',
        holds,
        expected,
        seen: holds ? 'answered' : 'no answer',
        constructPath,
      };
    });
    checks.push(...(await Promise.all(some)));
  }
  return checks;
}

function distinct(repairs: readonly Repair[]): Repair[] {
  return [...new Map(repairs.map((repair) => [JSON.stringify(repair), repair])).values()];
}
