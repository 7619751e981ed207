import { FabricError } from '../model/fabric-error';

/** An id that acknowledgements and pipelines could not name. */
export function invalidRuleId(id: string): FabricError {
  return new FabricError(
    'invalidRuleId',
    `"${id}" cannot be the id of a rule; write <family>/<name> in lower-case letters, digits and "-", for example ` +
      'acme/server-names (the family "acknowledgement" is taken)',
  );
}

/** Two rules of a pack with one id. */
export function duplicateRule(id: string): FabricError {
  return new FabricError(
    'duplicateRule',
    `the pack has two rules with the id "${id}"; give each its own, or take the other out with without('${id}')`,
  );
}

/** A rule to be taken out of a pack that does not have it. */
export function ruleNotInPack(id: string, known: readonly string[]): FabricError {
  return new FabricError('ruleNotInPack', `the pack has no rule "${id}"; it has ${[...known].sort().join(', ')}`);
}

/** A rule that no pack is without. */
export function ruleIsBinding(id: string): FabricError {
  return new FabricError(
    'ruleIsBinding',
    `the rule "${id}" is part of every pack, because no device could run what it forbids; correct what it finds instead`,
  );
}
