import type { FabricIntent } from '../../../lib/intent/fabric-intent';

/** One way to break a rule, and one that comes near and does not. */
export interface RuleCase {
  readonly rule: string;
  /** Rules that cannot but be broken with it. */
  readonly along?: readonly string[];
  /** The rule is broken here, and nothing else is. */
  readonly breaks: readonly [title: string, fabric: FabricIntent];
  /** No rule is broken here. */
  readonly nearly: readonly [title: string, fabric: FabricIntent];
}
