import { FabricError } from '../../model/fabric-error';
import type { FabricIntent, ServerIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import type { Failure } from '../../reachability/network/failures';
import type { Reachability } from '../../reachability/reachability';
import { demandsOf, reachabilityOf } from '../facts/demands';
import { listed } from '../../model/listing';
import type { Rule, Violation } from '../rule';
import { Severity } from '../rule';

/** A server that a wave of the rollout may leave with too little. */
export const waveBreaksDemand: Rule = {
  id: 'survival/wave-breaks-demand',
  severity: Severity.ERROR,
  what: 'a wave of the rollout may take more attachments of a server than it can spare',
  why:
    'devices of one wave change at the same time, and their sessions may end while they do: what the server has to keep must ' +
    'be left on the others',
  fix: 'lower maxUnavailable of the rollout, put leaves of the server into one redundancyGroup, or give it another attachment',
  reference: 'guide: multihoming an IP-connected end system to three leaves',
  check: (fabric) => {
    const demands = demandsOf(fabric).filter(({ anySingle }) => anySingle === 'wave');
    if (demands.length === 0) return [];
    const reachability = reachabilityOf(fabric);
    if (reachability === undefined) return [];
    return demands.flatMap(({ paths, servers }) =>
      servers.flatMap((server) => violations(fabric, reachability, server, paths)),
    );
  },
};

function violations(
  fabric: FabricIntent,
  reachability: Reachability | FabricError,
  server: ServerIntent,
  paths: number,
): Violation[] {
  const constructPaths = [server.constructPath];
  if (FabricError.isFabricError(reachability)) return [{ message: reachability.message, constructPaths }];
  const waves = largestWaves(fabric, server);
  const cases = waves.map((leaves) => leaves.flatMap((leaf) => failureOf(reachability, leaf)));
  const [counterexample] = reachability.counterexamples({ cases, paths, servers: [server.name] });
  if (counterexample === undefined) return [];
  const { explanation, failures } = counterexample;
  const taken = listed(failures.map(({ name }) => name));
  const limit = fabric.rollout?.maxUnavailable ?? 1;
  const why = failures.length < 2 ? 'a wave takes' : `with maxUnavailable ${limit} one wave may take`;
  const message = `${server.name} has to keep ${pathWords(paths)} during every wave, and ${why} ${taken}: ${explanation}`;
  return [{ message, constructPaths }];
}

function pathWords(paths: number): string {
  return paths === 1 ? 'a path' : `${paths} paths`;
}

function failureOf(reachability: Reachability, leaf: string): Failure[] {
  return reachability
    .singles('leaf', 'spine')
    .flat()
    .filter(({ name }) => name === leaf)
    .map((failure) => ({ ...failure, isChange: true }));
}

/**
 * The leaves of a server that may change together: as many as `maxUnavailable` says, never all, and of a redundancy group
 * one.
 */
function largestWaves({ devices, rollout }: FabricIntent, { attachments }: ServerIntent): string[][] {
  const leaves = [...new Set(attachments.map(({ hostname }) => hostname))].sort(compareText);
  const groupOf = new Map(devices.map(({ hostname, redundancyGroup }) => [hostname, redundancyGroup]));
  const most = Math.min(rollout?.maxUnavailable ?? 1, Math.max(1, leaves.length - 1));
  const fits = (wave: readonly string[], leaf: string): boolean => {
    const group = groupOf.get(leaf);
    return group === undefined || wave.every((other) => groupOf.get(other) !== group);
  };
  let waves: string[][] = [[]];
  for (let size = 0; size < most; size++) {
    const larger = waves.flatMap((wave) =>
      leaves.filter((leaf) => leaf > (wave.at(-1) ?? '') && fits(wave, leaf)).map((leaf) => [...wave, leaf]),
    );
    if (larger.length === 0) break;
    waves = larger;
  }
  return waves;
}
