import type { DeviceIntent, FabricIntent } from '../../intent/fabric-intent';
import type { Configuration } from '../../junos/tree/configuration';
import { FabricError } from '../../model/fabric-error';
import { renderedConfiguration } from '../../reachability/from-intent';
import { stoppedTogether } from '../../reachability/passage';
import { consequenceWords, prefixWords, rejectionWords } from '../../reachability/passage-words';
import type { Rule, Violation } from '../rule';
import { Severity } from '../rule';

/** Raw lines whose policies let a prefix of the fabric through nowhere. Policies of others are asked before a rollout. */
export const prefixStopped: Rule = {
  id: 'vrf/prefix-stopped',
  severity: Severity.ERROR,
  what: 'a policy in raw lines stops a prefix of the fabric',
  why: 'the session is up and the server is attached, but other devices never learn the prefix, or this one does not',
  fix: 'accept the prefix in a term before the one that is named, or take the policy out',
  reference: 'Junos: ip-prefix-routes, vrf-import, vrf-export, vpn-apply-export',
  check: function* (fabric) {
    for (const device of fabric.devices) if (saysPolicies(device)) yield* stoppedOn(device, fabric);
  },
};

/** What the library renders by itself stops nothing. */
function saysPolicies({ statements = [] }: DeviceIntent): boolean {
  return statements.some(({ line }) => /\b(?:import|export|vrf-import|vrf-export|policy-statement)\b/.test(line));
}

function* stoppedOn(device: DeviceIntent, fabric: FabricIntent): Generator<Violation> {
  const rendered = renderedIfSound(device, fabric);
  if (rendered === undefined) return;
  const lines = (device.statements ?? []).map(({ constructPath }) => constructPath);
  for (const stopped of stoppedTogether(device, fabric, rendered)) {
    // A policy that others define is not known here.
    if (stopped.stop.kind === 'undecided' || stopped.isPartial) continue;
    yield {
      message: `${device.hostname} does not carry ${prefixWords(stopped)}: ${rejectionWords(stopped)}, so that ${consequenceWords(stopped)}`,
      constructPaths: [...new Set([...stopped.prefixes.map(({ constructPath }) => constructPath), ...lines])],
    };
  }
}

/** Undefined where lines cannot be read or fight: rendering says so with their constructs. */
function renderedIfSound(device: DeviceIntent, fabric: FabricIntent): Configuration | undefined {
  try {
    return renderedConfiguration(device, fabric);
  } catch (error) {
    if (FabricError.isFabricError(error)) return undefined;
    throw error;
  }
}
