import type { FabricIntent } from '../intent/fabric-intent';
import type { QfxModelFacts } from '../platform/qfx-model';
import type { DeviceOfModel } from '../platform/qfx-models';

/** How bad it is to break a rule. */
export enum Severity {
  /** A device refuses it, or the design does not work: synth stops. */
  ERROR = 'error',
  /** It works, and is dangerous or probably not meant: synth says so and goes on. */
  WARNING = 'warning',
}

/** One place where a rule is broken. */
export interface Violation {
  /** What is wrong here, with the values that were given: one sentence, lower-case start, no final period. */
  readonly message: string;

  /** Paths of the constructs that contradict the rule or one another; whoever acknowledges must cover them all. */
  readonly constructPaths: readonly string[];
}

/** What a rule may know beside the intent. */
export interface RuleContext {
  /** The facts of a device's model: those that the user gave, else the library's; undefined when nobody knows it. */
  model(device: DeviceOfModel): QfxModelFacts | undefined;
}

/** What people read about a rule. */
export interface RuleDescription {
  /** Family and name, for example `bgp/peer-as-equals-local-as`. Stable: acknowledgements and pipelines name it. */
  readonly id: string;

  readonly severity: Severity;

  /** What is wrong when it is broken, in general. */
  readonly what: string;

  /** Why that matters; with the device's own words where it has any, so that people who search for them find it. */
  readonly why: string;

  /** What to do instead. */
  readonly fix: string;

  /** Where to read on: the guide, a Junos page, an RFC. */
  readonly reference: string;

  /**
   * Whether the rule is part of every pack and cannot be acknowledged, because no device could run what it forbids or
   * the intent contradicts itself.
   * @default false
   */
  readonly isBinding?: boolean;
}

/**
 * A rule about a fabric: a pure function of its intent.
 *
 *     const rule: Rule = {
 *       id: 'acme/server-names',
 *       severity: Severity.WARNING,
 *       what: 'a server is not called after its rack',
 *       why: 'the people on call find a server by its rack',
 *       fix: 'call it r<rack>-<name>',
 *       reference: 'Acme naming guide, page 3',
 *       check: (fabric) =>
 *         fabric.servers
 *           .filter(({ name }) => !/^r\d+-/.test(name))
 *           .map(({ name, constructPath }) => ({ message: `${name} has no rack`, constructPaths: [constructPath] })),
 *     };
 */
export interface Rule extends RuleDescription {
  /**
   * Every violation in the fabric, in any order. It must not depend on the order of the intent's arrays. An error that is
   * thrown becomes a violation of its own ("could not be evaluated"), after those found so far.
   */
  check(fabric: FabricIntent, context: RuleContext): Iterable<Violation>;
}
