import { FabricError } from '../model/fabric-error';

/** A statement that decides which routes there are, and is not understood. `path`: its words, from the top. */
export function reachabilityStatementUnknown(hostname: string, path: string): FabricError {
  return new FabricError(
    'reachabilityStatementUnknown',
    `reachability of ${hostname} cannot be computed: "${path}" decides which routes there are and is not understood; write it ` +
      'in another way, or leave this device out',
  );
}

/** A policy that is named and not there, so that the device would refuse the configuration. */
export function reachabilityPolicyMissing(hostname: string, policy: string): FabricError {
  return new FabricError(
    'reachabilityPolicyMissing',
    `reachability of ${hostname} cannot be computed: policy "${policy}" is used and not defined; define it under policy-options`,
  );
}

/** A question about something that the fabric does not have. */
export function noSuchPath(problem: string, known: readonly string[]): FabricError {
  const shown = known.slice(0, 10).join(', ');
  const more = known.length > 10 ? `, and ${known.length - 10} more` : '';
  return new FabricError('noSuchPath', `${problem}; there is ${known.length === 0 ? 'nothing' : shown + more}`);
}
