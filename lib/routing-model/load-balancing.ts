import type { PolicyExpression } from '../junos/tree/policy-expression';
import { readPolicyExpression } from '../junos/tree/policy-expression';
import type { Condition, RoutingPolicies, Term } from './policies';
import type { RoutingModel } from './routing-model';

type Spread = 'bgp' | 'evpn';

/** Routes of which a fabric spreads flows: those of its underlay and its servers, and those of other leaves. */
const SPREAD: readonly Spread[] = ['bgp', 'evpn'];

/**
 * The routes of a fabric that no policy of the forwarding table balances the load of, by their protocol. It counts what is let
 * through with `load-balance`, in whatever form; terms that look at more than protocols are about some routes, and not counted.
 */
export function unbalancedRoutes({
  forwardingExports,
  policies,
}: Pick<RoutingModel, 'forwardingExports' | 'policies'>): readonly Spread[] {
  const expressions = forwardingExports.flatMap((text) => readPolicyExpression(text) ?? []);
  return SPREAD.filter((protocol) => firstAnswer(expressions, policies, protocol) !== 'balances');
}

/** What policies make of a route: whether `load-balance` comes first, or an end. */
type Answer = 'balances' | 'ends' | 'goes on';

function firstAnswer(chain: readonly PolicyExpression[], policies: RoutingPolicies, protocol: Spread): Answer {
  for (const expression of chain) {
    const answer = answerOf(expression, policies, protocol);
    if (answer !== 'goes on') return answer;
  }
  return 'goes on';
}

function answerOf(expression: PolicyExpression, policies: RoutingPolicies, protocol: Spread): Answer {
  switch (expression.kind) {
    case 'policy':
      return answerOfTerms(policies.get(expression.name)?.terms ?? [], protocol);
    // It lets through what its policy does not.
    case 'not':
      return 'goes on';
    case 'and':
    case 'or':
      return firstAnswer(expression.of, policies, protocol);
  }
}

function answerOfTerms(terms: readonly Term[], protocol: Spread): Answer {
  for (const { actions, conditions, outcome } of terms) {
    if (!conditions.every((condition) => isAbout(condition, protocol))) continue;
    if (outcome !== 'reject' && actions.some(({ kind }) => kind === 'load-balance')) return 'balances';
    if (outcome === 'accept' || outcome === 'reject') return 'ends';
    if (outcome === 'next policy') return 'goes on';
  }
  return 'goes on';
}

function isAbout(condition: Condition, protocol: Spread): boolean {
  return condition.kind === 'protocol' && condition.values.includes(protocol);
}
