import { invalidPolicyName } from './errors';
import { requireConcrete } from '../private/concrete';
import { requireKind, TEXT } from '../private/props';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,254}$/;

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
    if (!NAME.test(policyName)) throw invalidPolicyName(policyName);
    return new RoutingPolicy(policyName);
  }

  /** Name of the policy statement. */
  readonly policyName: string;

  private constructor(policyName: string) {
    this.policyName = policyName;
  }
}
