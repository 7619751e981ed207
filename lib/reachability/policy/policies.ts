import type { PolicyOptions } from '../../routing-model/policies';
import type { PolicyExpression } from '../../junos/tree/policy-expression';
import { policiesIn } from '../../junos/tree/policy-expression';
import type { Answer, DefaultAction, Strictness, Term, PolicyOutcome } from './policy-reader';
import { PolicyReader, Undecided } from './policy-reader';
import type { Route } from './route';

/** What a policy, or an expression of policies, makes of a route. */
interface Decision {
  readonly verdict: PolicyOutcome;
  readonly changed: Route;
  readonly defaultAction: DefaultAction | undefined;
  readonly by?: Decider;
}

/** The term that decided about a route; without a name the policy's own `then`. */
export interface Decider {
  readonly policy: string;
  readonly term?: string;
}

/** What a chain of policies makes of a route, and by what. */
export type Passage =
  | { readonly outcome: 'passed'; readonly route: Route }
  /** Without a decider no term of it has decided, and what is not accepted is rejected. */
  | { readonly outcome: 'rejected'; readonly by?: Decider }
  /** The route came to a statement that is not understood. */
  | { readonly outcome: 'undecided'; readonly statement: string };

/** What follows a decision inside an expression. */
type Then = (decision: Decision) => Decision;

/**
 * The policies of one device that are used somewhere, as they were when this was made. What the others say, and whether it
 * would be understood, decides nothing.
 */
export class Policies {
  readonly #terms = new Map<string, readonly Term[]>();
  /** By their text. */
  readonly #expressions = new Map<string, PolicyExpression>();
  /** Policies on the way to the one that is asked: within itself a policy lets nothing through. */
  readonly #asking: string[] = [];
  #askedForPrefix = false;

  /**
   * @param used names of the policies, and expressions, that sessions and instances refer to
   * @param strictness what becomes of what is not understood
   * @throws FabricError `reachabilityStatementUnknown`, `reachabilityPolicyMissing`, where that is refused
   */
  constructor(hostname: string, options: PolicyOptions, used: Iterable<string>, strictness: Strictness = 'refused') {
    const reader = new PolicyReader(
      hostname,
      options,
      (chain, route, otherwise) => this.#follow(chain, route, otherwise),
      () => (this.#askedForPrefix = true),
      strictness,
    );
    for (const text of used) this.#expressions.set(text, reader.expression(text));
    const open = [...this.#expressions.values()].flatMap(policiesIn);
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
    const expressions = chain.flatMap((text) => this.#expressions.get(text) ?? []);
    const { accepted, changed } = this.#follow(expressions, route, otherwise);
    return accepted ? changed : undefined;
  }

  /** The same with what decided. What is not understood decides nothing, where it is not refused at once. */
  pass(chain: readonly string[], route: Route, otherwise: DefaultAction): Passage {
    const expressions = chain.flatMap((text) => this.#expressions.get(text) ?? []);
    try {
      const { accepted, by, changed } = this.#follow(expressions, route, otherwise);
      return accepted ? { outcome: 'passed', route: changed } : { outcome: 'rejected', by };
    } catch (error) {
      this.#asking.length = 0;
      if (error instanceof Undecided) return { outcome: 'undecided', statement: error.statement };
      throw error;
    }
  }

  /**
   * The same for the routes of many prefixes that differ in nothing else: `apply` is asked once where no policy on the way
   * looks at the prefix.
   */
  forEveryPrefix(chain: readonly string[], otherwise: DefaultAction): (route: Route) => Route | undefined {
    let always: boolean | undefined;
    return (route) => {
      if (always !== undefined) return always ? route : undefined;
      const { accepted, askedForPrefix } = this.applyWatched(chain, route, otherwise);
      if (!askedForPrefix) always = accepted !== undefined;
      return accepted;
    };
  }

  /** The same as `apply`, and whether a policy has looked at the prefix. */
  applyWatched(
    chain: readonly string[],
    route: Route,
    otherwise: DefaultAction,
  ): { readonly accepted: Route | undefined; readonly askedForPrefix: boolean } {
    this.#askedForPrefix = false;
    const accepted = this.apply(chain, route, otherwise);
    return { accepted, askedForPrefix: this.#askedForPrefix };
  }

  #follow(
    chain: readonly PolicyExpression[],
    route: Route,
    otherwise: DefaultAction,
  ): Answer & { readonly by?: Decider } {
    let changed = route;
    let action = otherwise;
    for (const expression of chain) {
      const decision = this.#resolve(expression, changed, otherwise, asItIs, asItIs);
      ({ changed } = decision);
      action = decision.defaultAction ?? action;
      if (decision.verdict === 'accept' || decision.verdict === 'reject') {
        return { accepted: decision.verdict === 'accept', changed, by: decision.by };
      }
    }
    return { accepted: action === 'accept', changed };
  }

  /** @param passed,refused what follows where the expression is true and where it is false: only a rejection is false */
  #resolve(
    expression: PolicyExpression,
    route: Route,
    otherwise: DefaultAction,
    passed: Then,
    refused: Then,
  ): Decision {
    switch (expression.kind) {
      case 'policy': {
        const decision = this.#evaluate(expression.name, route, otherwise);
        return decision.verdict === 'reject' ? refused(decision) : passed(decision);
      }
      case 'not':
        return this.#resolve(
          expression.of,
          route,
          otherwise,
          (decision) => refused({ ...decision, verdict: 'reject' }),
          (decision) => passed({ ...decision, verdict: 'accept' }),
        );
      case 'and':
      case 'or': {
        const isAnd = expression.kind === 'and';
        const later = expression.of.slice(1).reduceRight<Then>(
          (then, next) => (before) => {
            const [ifPassed, ifRefused] = isAnd ? [then, refused] : [passed, then];
            return keepDefault(before, this.#resolve(next, before.changed, otherwise, ifPassed, ifRefused));
          },
          isAnd ? passed : refused,
        );
        const [first = expression] = expression.of;
        return this.#resolve(first, route, otherwise, isAnd ? later : passed, isAnd ? refused : later);
      }
    }
  }

  #evaluate(name: string, route: Route, otherwise: DefaultAction): Decision {
    if (this.#asking.includes(name)) return { verdict: 'reject', changed: route, defaultAction: undefined };
    this.#asking.push(name);
    const decision = this.#evaluateTerms(name, route, otherwise);
    this.#asking.pop();
    return decision;
  }

  #evaluateTerms(policy: string, route: Route, otherwise: DefaultAction): Decision {
    let changed = route;
    let defaultAction: DefaultAction | undefined;
    for (const term of this.#terms.get(policy) ?? []) {
      const current = changed;
      if (!term.conditions.every((condition) => condition(current))) continue;
      const isMet = term.subroutines.every((subroutine) => {
        const answer = subroutine(changed, otherwise);
        ({ changed } = answer);
        return answer.accepted;
      });
      if (!isMet) continue;
      if (term.undecided !== undefined) throw new Undecided(term.undecided);
      changed = term.changes.reduce((before, change) => change(before), changed);
      defaultAction = term.defaultAction ?? defaultAction;
      if (term.verdict !== undefined) {
        return { verdict: term.verdict, changed, defaultAction, by: { policy, term: term.name } };
      }
    }
    return { verdict: undefined, changed, defaultAction };
  }
}

function asItIs(decision: Decision): Decision {
  return decision;
}

/** A default action holds until a later policy sets another. */
function keepDefault(before: Decision, decision: Decision): Decision {
  return { ...decision, defaultAction: decision.defaultAction ?? before.defaultAction };
}
