import type { AcknowledgementIntent } from '../intent/fabric-intent';
import { nearestWord } from '../model/nearest-word';
import { compareText } from '../model/order';
import { ACKNOWLEDGEMENT_RULES } from './acknowledgement-rules';
import { byPath } from './facts/groups';
import type { AcknowledgedFinding, Finding } from './report';
import type { RuleDescription, Violation } from './rule';

/**
 * The acknowledgements of a fabric. One covers its construct and all below it, one on the fabric itself everything; a
 * violation is acknowledged when every construct involved in it is covered: what one owner accepts does not bind another.
 */
export class Acknowledgements {
  private readonly given: readonly AcknowledgementIntent[];
  private readonly fabricPath: string;
  private readonly byRule = new Map<string, Map<string, AcknowledgementIntent>>();
  private readonly used = new Set<AcknowledgementIntent>();

  /** @param fabricPath - the fabric: the pieces need not stand below it, since a stack can be a fabric too */
  constructor(given: readonly AcknowledgementIntent[], fabricPath: string) {
    this.given = byPath(given);
    this.fabricPath = fabricPath;
    for (const acknowledgement of this.given) {
      const ofRule = this.byRule.get(acknowledgement.rule) ?? new Map<string, AcknowledgementIntent>();
      this.byRule.set(acknowledgement.rule, ofRule);
      ofRule.set(acknowledgement.constructPath, acknowledgement);
    }
  }

  /** What becomes of a violation. */
  judge(rule: RuleDescription, { message, constructPaths }: Violation): Finding | AcknowledgedFinding {
    const covering = constructPaths.map((path) => this.covering(rule.id, path));
    const found = [...new Set(covering.filter((one) => one !== undefined))];
    found.forEach((one) => this.used.add(one));
    const description = descriptionOf(rule);
    const isCovered = constructPaths.length > 0 && !covering.includes(undefined) && rule.isBinding !== true;
    if (isCovered) return { rule: description, message, constructPaths, acknowledgements: byPath(found) };
    const acknowledgedAt = rule.isBinding === true ? [] : found.map((one) => one.constructPath).sort(compareText);
    return { rule: description, message, constructPaths, acknowledgedAt };
  }

  /** The acknowledgements that are for nothing. To be asked when all violations have been judged. */
  stray(rules: readonly RuleDescription[], reportUnknownRules: boolean): Finding[] {
    const byId = new Map(rules.map((rule) => [rule.id, rule]));
    return this.given.flatMap((acknowledgement) => {
      const rule = byId.get(acknowledgement.rule);
      if (rule === undefined) return reportUnknownRules ? [unknownRule(acknowledgement, [...byId.keys()])] : [];
      if (rule.isBinding === true) return [finding(ACKNOWLEDGEMENT_RULES.ofBindingRule, acknowledgement)];
      return this.used.has(acknowledgement) ? [] : [finding(ACKNOWLEDGEMENT_RULES.unused, acknowledgement)];
    });
  }

  /** The nearest one, from the construct upward; last of all that on the fabric. */
  private covering(rule: string, path: string): AcknowledgementIntent | undefined {
    const ofRule = this.byRule.get(rule);
    if (ofRule === undefined) return undefined;
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const found = ofRule.get(path.slice(0, end));
      if (found !== undefined) return found;
    }
    return ofRule.get(this.fabricPath);
  }
}

function unknownRule(acknowledgement: AcknowledgementIntent, known: readonly string[]): Finding {
  const nearest = nearestWord(acknowledgement.rule, known);
  return finding(ACKNOWLEDGEMENT_RULES.unknownRule, acknowledgement, nearest && `did you mean ${nearest}?`);
}

function finding(rule: RuleDescription, acknowledgement: AcknowledgementIntent, hint?: string): Finding {
  const { rule: id, reason, constructPath } = acknowledgement;
  const message = `${id} is acknowledged here ("${reason}")${hint === undefined ? '' : `; ${hint}`}`;
  return { rule, message, constructPaths: [constructPath], acknowledgedAt: [] };
}

function descriptionOf({ id, severity, what, why, fix, reference, isBinding }: RuleDescription): RuleDescription {
  return { id, severity, what, why, fix, reference, ...(isBinding === true && { isBinding }) };
}
