import type { PolicyOptions } from '../../routing-model/policies';
import type { DefaultAction, Term, PolicyOutcome } from './policy-reader';
import { PolicyReader } from './policy-reader';
import type { Route } from './route';

/**
 * The policies of one device that are used somewhere, as they were when this was made. What the others say, and whether it
 * would be understood, decides nothing.
 */
export class Policies {
  readonly #terms = new Map<string, readonly Term[]>();
  #askedForPrefix = false;

  /**
   * @param used names of the policies that sessions and instances refer to
   * @throws FabricError `reachabilityStatementUnknown`, `reachabilityPolicyMissing`
   */
  constructor(hostname: string, options: PolicyOptions, used: Iterable<string>) {
    const reader = new PolicyReader(
      hostname,
      options,
      (names, route) => names.every((name) => this.apply([name], route, 'reject') !== undefined),
      () => (this.#askedForPrefix = true),
    );
    const open = [...used];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (this.#terms.has(name)) continue;
      const { terms, named } = reader.read(name);
      this.#terms.set(name, terms);
      open.push(...named);
    }
  }

  /**
   * The route as a chain of policies leaves it, or undefined when they reject it.
   */
  apply(chain: readonly string[], route: Route, otherwise: DefaultAction): Route | undefined {
    let current = route;
    let action = otherwise;
    for (const name of chain) {
      const { verdict, changed, defaultAction } = this.#evaluate(name, current);
      current = changed;
      action = defaultAction ?? action;
      if (verdict === 'accept') return current;
      if (verdict === 'reject') return undefined;
    }
    return action === 'accept' ? current : undefined;
  }

  /**
   * The same for the routes of many prefixes that differ in nothing else: `apply` is asked once where no policy on the way
   * looks at the prefix.
   */
  forEveryPrefix(chain: readonly string[], otherwise: DefaultAction): (route: Route) => Route | undefined {
    let always: boolean | undefined;
    return (route) => {
      if (always !== undefined) return always ? route : undefined;
      const { accepted, askedForPrefix } = this.#watched(chain, route, otherwise);
      if (!askedForPrefix) always = accepted !== undefined;
      return accepted;
    };
  }

  #watched(
    chain: readonly string[],
    route: Route,
    otherwise: DefaultAction,
  ): { readonly accepted: Route | undefined; readonly askedForPrefix: boolean } {
    this.#askedForPrefix = false;
    const accepted = this.apply(chain, route, otherwise);
    return { accepted, askedForPrefix: this.#askedForPrefix };
  }

  #evaluate(
    name: string,
    route: Route,
  ): { readonly verdict: PolicyOutcome; readonly changed: Route; readonly defaultAction: DefaultAction | undefined } {
    let changed = route;
    let defaultAction: DefaultAction | undefined;
    for (const term of this.#terms.get(name) ?? []) {
      const current = changed;
      if (!term.conditions.every((condition) => condition(current))) continue;
      changed = term.changes.reduce((before, change) => change(before), changed);
      defaultAction = term.defaultAction ?? defaultAction;
      if (term.verdict !== undefined) return { verdict: term.verdict, changed, defaultAction };
    }
    return { verdict: undefined, changed, defaultAction };
  }
}
