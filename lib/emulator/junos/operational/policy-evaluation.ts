import { holds } from '../../../junos/tree/policy-expression';
import type { Action, Condition, Policy, PolicyOptions } from '../../../routing-model/policies';
import { matchesCommunity, matchesMember } from './community-match';
import type { RibRoute } from './route';
import { passesConfiguredRouteFilters } from './route-filter';

/** What policies say to a route. */
export interface PolicyVerdict {
  readonly accepted: boolean;
  /** With what the terms changed. */
  readonly route: RibRoute;
}

/** Where a policy stops. */
type Outcome = 'accept' | 'reject' | 'next policy' | 'end';

interface Step {
  readonly outcome: Outcome;
  readonly route: RibRoute;
  readonly defaultAction?: 'accept' | 'reject';
}

/** Evaluates the routing policies of one effective configuration. */
export class PolicyEvaluation {
  constructor(private readonly options: Pick<PolicyOptions, 'policies' | 'communities'>) {}

  /** Runs a chain of policies; where none decides, `otherwise` does. */
  evaluate(chain: readonly string[], route: RibRoute, otherwise: 'accept' | 'reject'): PolicyVerdict {
    let current = route;
    let last: 'accept' | 'reject' = otherwise;
    for (const name of chain) {
      const step = this.run(this.options.policies.get(name), current);
      current = step.route;
      last = step.defaultAction ?? last;
      if (step.outcome === 'accept' || step.outcome === 'reject') {
        return { accepted: step.outcome === 'accept', route: current };
      }
    }
    return { accepted: last === 'accept', route: current };
  }

  /** A policy that is not defined decides nothing; the commit check keeps it away. */
  private run(policy: Policy | undefined, route: RibRoute): Step {
    let current = route;
    let defaultAction: Step['defaultAction'];
    for (const term of policy?.terms ?? []) {
      const given = current;
      if (!term.conditions.every((condition) => this.meets(condition, given))) continue;
      for (const action of term.actions) current = this.act(action, current);
      defaultAction = term.defaultAction ?? defaultAction;
      if (term.outcome !== undefined) return { outcome: term.outcome, route: current, defaultAction };
    }
    return { outcome: 'end', route: current, defaultAction };
  }

  /** Whether any value of a condition is met. What is not understood is not; `notEmulated` names it. */
  private meets(condition: Condition, route: RibRoute): boolean {
    switch (condition.kind) {
      case 'protocol':
        return condition.values.includes(route.protocol);
      case 'family':
        return condition.values.includes(route.prefix.family);
      case 'community':
        return condition.values.some((name) => this.hasCommunity(name, route));
      case 'policy':
        return condition.policies.every((one) => holds(one, (name) => this.evaluate([name], route, 'reject').accepted));
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

function expansion(asPath: readonly number[], count: number): number[] {
  return asPath.slice(0, 1).flatMap((last) => Array.from({ length: count }, () => last));
}
