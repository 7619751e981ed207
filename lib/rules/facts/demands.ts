import type { FabricIntent, ServerIntent, SurvivesIntent } from '../../intent/fabric-intent';
import { FabricError } from '../../model/fabric-error';
import { Reachability } from '../../reachability/reachability';

/** Servers of which the same is demanded. */
export interface Demanded {
  readonly anySingle: SurvivesIntent['anySingle'];
  readonly paths: number;
  /** In the order of the intent; at least one. */
  readonly servers: readonly ServerIntent[];
}

/** What is demanded of servers, each demand once. */
export function demandsOf({ servers, survives = [] }: FabricIntent): Demanded[] {
  const demands = new Map<string, { anySingle: SurvivesIntent['anySingle']; paths: number; servers: ServerIntent[] }>();
  for (const server of servers) {
    for (const { anySingle, paths = 1 } of server.survives ?? survives) {
      const key = `${anySingle} ${paths}`;
      const demand = demands.get(key) ?? { anySingle, paths, servers: [] };
      if (!demand.servers.includes(server)) demand.servers.push(server);
      demands.set(key, demand);
    }
  }
  return [...demands.values()];
}

const networks = new WeakMap<FabricIntent, Reachability | FabricError | undefined>();

/**
 * Reachability of a fabric, computed once for all rules; an error when it says something that is not understood; undefined
 * when it cannot be rendered at all, which is reported elsewhere.
 */
export function reachabilityOf(fabric: FabricIntent): Reachability | FabricError | undefined {
  if (!networks.has(fabric)) networks.set(fabric, computed(fabric));
  return networks.get(fabric);
}

function computed(fabric: FabricIntent): Reachability | FabricError | undefined {
  try {
    return Reachability.ofFabric(fabric);
  } catch (error) {
    if (!FabricError.isFabricError(error)) throw error;
    return error.code.startsWith('reachability') ? error : undefined;
  }
}
