import { invalidPolicyExpression, invalidPolicyName } from './errors';
import { takeExpression } from '../../lib/junos/tree/policy-expression';
import { requireConcrete } from '../private/concrete';
import { requireKind, TEXT } from '../private/props';
import { POLICY_NAME } from '../../lib/model/policy-name';

/** A routing policy on a device, by its name. */
export class RoutingPolicy {
  /**
   * A policy that others own and configure. It must stand on every device that it is used on: Junos refuses to commit a
   * reference to one that does not, which the rollout finds before anything is changed.
   *
   * @throws FabricError when the name is not usable, or a token
   */
  static fromPolicyName(policyName: string): RoutingPolicy {
    requireConcrete({ policyName });
    requireKind('policyName', policyName, TEXT);
    if (!POLICY_NAME.test(policyName)) throw invalidPolicyName(policyName);
    return new RoutingPolicy(policyName);
  }

  /**
   * Policies that others own, joined as Junos takes them: `( A && ! B )`. All of them must stand on every device that it is
   * used on.
   *
   * @throws FabricError when it is no expression in parentheses, or a token
   */
  static fromExpression(expression: string): RoutingPolicy {
    requireConcrete({ expression });
    requireKind('expression', expression, TEXT);
    const found = takeExpression([expression], 0);
    if (!expression.startsWith('(') || found === undefined) throw invalidPolicyExpression(expression);
    return new RoutingPolicy(found.text);
  }

  /** Name of the policy statement, or the expression as Junos prints it. */
  readonly policyName: string;

  private constructor(policyName: string) {
    this.policyName = policyName;
  }
}
