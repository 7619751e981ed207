import type { PolicyExpression } from '../../../junos/tree/policy-expression';
import { policiesIn, readPolicyExpression } from '../../../junos/tree/policy-expression';
import type { Action, Condition, Policy, PolicyOptions, RoutingPolicies } from '../../../routing-model/policies';
import { matchesCommunity, matchesMember } from './community-match';
import { IpAddress } from '../../../model/ip-address';
import type { RibRoute } from './route';
import { passesConfiguredRouteFilters } from './route-filter';

/** What policies say to a route. */
export interface PolicyVerdict {
  readonly accepted: boolean;
  /** With what the terms changed. */
  readonly route: RibRoute;
}

type Decision = 'accept' | 'reject';

/** Where a policy stops. */
type Outcome = Decision | 'next policy' | 'end';

interface Step {
  readonly outcome: Outcome;
  readonly route: RibRoute;
  readonly defaultAction?: Decision;
}

/** Evaluates the routing policies of one effective configuration. */
export class PolicyEvaluation {
  private readonly expressions = new Map<string, PolicyExpression | undefined>();
  /** Policies that are being evaluated: in itself a policy lets nothing through. */
  private readonly running = new Set<string>();

  constructor(private readonly options: Pick<PolicyOptions, 'policies' | 'communities'>) {}

  /** Runs a chain of policies and expressions of them, as they are written; where none decides, `otherwise` does. */
  evaluate(chain: readonly string[], route: RibRoute, otherwise: Decision): PolicyVerdict {
    const expressions = chain.map((text) => this.expression(text)).filter((one) => one !== undefined);
    return this.follow(expressions, route, otherwise);
  }

  /** All that decides what `evaluate` makes of a route, where the chain is one of these policies and expressions. */
  textOf(chain: readonly string[]): string {
    const found = new Map<string, Policy | undefined>();
    const open = chain.flatMap((text) => policyNames(this.expression(text)));
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (found.has(name)) continue;
      const policy = this.options.policies.get(name);
      found.set(name, policy);
      for (const { conditions } of policy?.terms ?? []) open.push(...conditions.flatMap(policiesAsked));
    }
    if (found.size === 0) return '';
    return JSON.stringify([[...found], [...this.options.communities]], withoutPlaces);
  }

  private expression(text: string): PolicyExpression | undefined {
    if (!this.expressions.has(text)) this.expressions.set(text, readPolicyExpression(text));
    return this.expressions.get(text);
  }

  private follow(chain: readonly PolicyExpression[], route: RibRoute, otherwise: Decision): PolicyVerdict {
    let current = route;
    let last = otherwise;
    for (const expression of chain) {
      if (!isUnderstood(expression, this.options.policies)) continue;
      const step = this.decide(expression, current, otherwise);
      current = step.route;
      last = step.defaultAction ?? last;
      if (step.outcome === 'accept' || step.outcome === 'reject') {
        return { accepted: step.outcome === 'accept', route: current };
      }
    }
    return { accepted: last === 'accept', route: current };
  }

  /**
   * Rejecting is false, all else is true. What decides is the last policy that is asked, and what those before it changed
   * stays changed.
   */
  private decide(expression: PolicyExpression, route: RibRoute, otherwise: Decision): Step {
    switch (expression.kind) {
      case 'policy':
        return this.run(this.options.policies.get(expression.name), route, otherwise);
      case 'not': {
        const step = this.decide(expression.of, route, otherwise);
        return { ...step, outcome: step.outcome === 'reject' ? 'accept' : 'reject' };
      }
      case 'and':
      case 'or':
        return this.decideTogether(expression, route, otherwise);
    }
  }

  private decideTogether(
    { kind, of }: Extract<PolicyExpression, { kind: 'and' | 'or' }>,
    route: RibRoute,
    otherwise: Decision,
  ): Step {
    let step: Step = { outcome: 'end', route };
    for (const one of of) {
      const { defaultAction } = step;
      step = this.decide(one, step.route, otherwise);
      step = { ...step, defaultAction: step.defaultAction ?? defaultAction };
      if ((step.outcome === 'reject') === (kind === 'and')) return step;
    }
    return step;
  }

  private run(policy: Policy | undefined, route: RibRoute, otherwise: Decision): Step {
    if (policy === undefined) return { outcome: 'end', route };
    if (this.running.has(policy.name)) return { outcome: 'reject', route };
    this.running.add(policy.name);
    const step = this.runTerms(policy, route, otherwise);
    this.running.delete(policy.name);
    return step;
  }

  private runTerms({ terms }: Policy, route: RibRoute, otherwise: Decision): Step {
    let current = route;
    let defaultAction: Step['defaultAction'];
    for (const term of terms) {
      const given = current;
      if (!term.conditions.every((condition) => this.meets(condition, given))) continue;
      const asked = this.ask(term.conditions, current, otherwise);
      current = asked.route;
      if (!asked.accepted) continue;
      for (const action of term.actions) current = this.act(action, current);
      defaultAction = term.defaultAction ?? defaultAction;
      if (term.outcome !== undefined) return { outcome: term.outcome, route: current, defaultAction };
    }
    return { outcome: 'end', route: current, defaultAction };
  }

  /** Policies that a term asks, as one chain each, after its other conditions. What they change is changed. */
  private ask(conditions: readonly Condition[], route: RibRoute, otherwise: Decision): PolicyVerdict {
    let verdict: PolicyVerdict = { accepted: true, route };
    for (const condition of conditions) {
      if (condition.kind === 'policy' && verdict.accepted) {
        verdict = this.follow(condition.policies, verdict.route, otherwise);
      }
    }
    return verdict;
  }

  /** Whether any value of a condition is met. What is not understood is not; `notEmulated` names it. */
  private meets(condition: Condition, route: RibRoute): boolean {
    switch (condition.kind) {
      case 'protocol':
        return condition.values.includes(route.protocol);
      case 'family':
        return condition.values.includes(route.family ?? route.prefix.family);
      case 'community':
        return condition.values.some((name) => this.hasCommunity(name, route));
      case 'policy':
        return condition.policies.every((one) => isUnderstood(one, this.options.policies));
      case 'interface':
        return condition.values.includes(route.interface ?? '');
      case 'neighbor':
        return condition.values.includes(route.neighbor ?? '');
      case 'next-hop':
        return condition.values.includes(route.nextHop ?? '');
      case 'local-preference':
        return condition.value === route.localPreference;
      case 'metric':
        return condition.value === route.metric;
      case 'prefix':
        return passesConfiguredRouteFilters(condition.filters, route.prefix);
      case 'other':
        return false;
    }
  }

  private hasCommunity(name: string, route: RibRoute): boolean {
    const community = this.options.communities.get(name);
    return community !== undefined && matchesCommunity(community, route.communities);
  }

  private act(action: Action, route: RibRoute): RibRoute {
    switch (action.kind) {
      case 'community':
        return { ...route, communities: this.changeCommunities(action, route.communities) };
      case 'local-preference':
        return { ...route, localPreference: action.value };
      case 'preference':
        return { ...route, preference: action.value };
      case 'metric':
        return { ...route, metric: action.value };
      case 'as-path-prepend':
        return { ...route, asPath: [...action.asns, ...route.asPath] };
      case 'as-path-expand':
        return { ...route, asPath: [...expansion(route.asPath, action.count), ...route.asPath] };
      case 'load-balance':
      case 'tag':
      case 'trace':
      case 'other':
        return route;
    }
  }

  private changeCommunities(
    { operation, name }: Extract<Action, { kind: 'community' }>,
    communities: readonly string[],
  ): string[] {
    const members = this.options.communities.get(name)?.members ?? [];
    if (operation === 'delete') {
      return communities.filter((one) => !members.some((member) => matchesMember(member, one)));
    }
    if (operation === 'set') return [...members];
    return [...new Set([...communities, ...members])];
  }
}

function policyNames(expression: PolicyExpression | undefined): readonly string[] {
  return expression === undefined ? [] : policiesIn(expression);
}

function policiesAsked(condition: Condition): readonly string[] {
  return condition.kind === 'policy' ? condition.policies.flatMap((one) => policiesIn(one)) : [];
}

/** Where a statement stands decides nothing; addresses are said as text. */
function withoutPlaces(key: string, value: unknown): unknown {
  if (key === 'place' || key === 'places' || key === 'invertMatch') return value === undefined ? undefined : true;
  return value instanceof IpAddress ? value.toString() : value;
}

/** An expression with a policy that is not there is not understood; alone, it decides nothing. */
export function isUnderstood(expression: PolicyExpression, policies: Pick<RoutingPolicies, 'has'>): boolean {
  return policiesIn(expression).every((name) => policies.has(name));
}

function expansion(asPath: readonly number[], count: number): number[] {
  return asPath.slice(0, 1).flatMap((last) => Array.from({ length: count }, () => last));
}
