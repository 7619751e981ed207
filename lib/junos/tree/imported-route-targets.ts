import type { PolicyExpression } from './policy-expression';
import { readPolicyExpression } from './policy-expression';
import type { Statement } from './statement';

/** A route target as it is written in the members of a community, without wildcards. */
const ROUTE_TARGET = /^target:[\d.]+L?:\d+$/;

/**
 * The route targets that a chain of `vrf-import` policies lets in. It is understood as long as route targets are all that
 * the policies look at: terms that accept communities of one route target each, and a rejection of the rest at the end.
 * Inactive statements count as absent.
 *
 * @param policyOptions - `policy-options` of the configuration
 * @param policies - names and expressions, in the order of `vrf-import`; of expressions, those joined by `||` are understood
 * @returns as the policies have them; undefined where something else decides, or a policy is not there
 */
export function importedRouteTargets(
  policyOptions: Statement | undefined,
  policies: readonly string[],
): string[] | undefined {
  const expressions = policies.map(readPolicyExpression);
  return expressions.every((one) => one !== undefined) ? targetsOf(policyOptions, expressions) : undefined;
}

/** The targets of a chain, up to where one of its policies has decided about every route. */
function targetsOf(policyOptions: Statement | undefined, chain: readonly PolicyExpression[]): string[] | undefined {
  const accepted: string[] = [];
  for (const expression of chain) {
    if (expression.kind !== 'policy') {
      const joined = alternatives(policyOptions, expression);
      return joined && [...new Set([...accepted, ...joined])];
    }
    for (const term of termsOf(policyOptions, expression.name)) {
      if (isRejectionOfTheRest(term)) return [...new Set(accepted)];
      const targets = acceptedBy(term, policyOptions);
      if (targets === undefined) return undefined;
      accepted.push(...targets);
    }
  }
  // Nothing says what becomes of the rest.
  return undefined;
}

/** What policies joined by `||` let in, each of which rejects the rest. */
function alternatives(policyOptions: Statement | undefined, expression: PolicyExpression): string[] | undefined {
  if (expression.kind !== 'or') return undefined;
  const each = expression.of.map((one) => targetsOf(policyOptions, [one]));
  return each.every((one) => one !== undefined) ? each.flat() : undefined;
}

/** The terms of a policy, and itself as the last one where it has an action of its own. */
function termsOf(policyOptions: Statement | undefined, name: string): readonly Statement[] {
  const policy = children(policyOptions, 'policy-statement').find(({ keys }) => keys[0] === name);
  const own = policy === undefined || child(policy, 'then') === undefined ? [] : [policy];
  return [...children(policy, 'term'), ...own];
}

function isRejectionOfTheRest(term: Statement): boolean {
  return child(term, 'from') === undefined && does(term, 'reject');
}

/** What a term accepts by its route target; undefined where it does anything else. */
function acceptedBy(term: Statement, policyOptions: Statement | undefined): string[] | undefined {
  const from = active(child(term, 'from'));
  const isByCommunity = from.length > 0 && from.every(({ name }) => name === 'community');
  if (!isByCommunity || child(term, 'to') !== undefined || !does(term, 'accept')) return undefined;
  const targets = from.map(({ value }) => routeTargetOf(policyOptions, value));
  return targets.every((target) => target !== undefined) ? targets : undefined;
}

/** The only member of a community, where that is a route target. */
function routeTargetOf(policyOptions: Statement | undefined, name: string | undefined): string | undefined {
  const community = children(policyOptions, 'community').find(({ keys }) => keys[0] === name);
  const members = children(community, 'members');
  const [{ value } = { value: undefined }] = members;
  const isPlain = members.length === 1 && active(community).length === 1;
  return isPlain && value !== undefined && ROUTE_TARGET.test(value) ? value : undefined;
}

/** Whether that is the one thing a term does. */
function does(term: Statement, action: string): boolean {
  const actions = active(child(term, 'then'));
  return actions.length === 1 && actions[0]?.name === action;
}

function child(statement: Statement, name: string): Statement | undefined {
  return children(statement, name)[0];
}

function children(statement: Statement | undefined, name: string): readonly Statement[] {
  return active(statement).filter((one) => one.name === name);
}

function active(statement: Statement | undefined): readonly Statement[] {
  return statement?.children.filter(({ inactive }) => inactive !== true) ?? [];
}
