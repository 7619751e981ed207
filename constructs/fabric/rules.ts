import type { IConstruct } from 'constructs';
import { fabricOf } from './fabric-holder';

/**
 * The rules where they meet one construct.
 *
 *     Rules.of(server7).acknowledge('server/single-homed', 'a console server, its rack has one leaf');
 */
export class Rules {
  /**
   * The rules for a construct and all below it.
   * @throws FabricError when there is no fabric here or above
   */
  static of(construct: IConstruct): Rules {
    fabricOf(construct);
    return new Rules(construct);
  }

  private readonly construct: IConstruct;

  private constructor(construct: IConstruct) {
    this.construct = construct;
  }

  /**
   * Accepts that a rule is violated here. Where several constructs are involved in a violation, each of them must be
   * covered, by an acknowledgement of its own or of a scope above it. What is acknowledged stays in the report and in the
   * manifest, with the reason; an acknowledgement that matches nothing is a warning. Binding rules cannot be acknowledged.
   *
   * @param rule - its id, for example `server/single-homed`
   * @param reason - why; whoever reviews the change reads it
   * @throws FabricError when the reason is empty
   */
  acknowledge(rule: string, reason: string): void {
    fabricOf(this.construct)._acknowledge(this.construct, rule, reason);
  }
}
