import { duplicateRule, invalidRuleId, ruleNotInPack, ruleIsBinding } from './errors';
import { DEFAULT_RULES } from './default-rules';
import type { Rule } from './rule';
import { Severity } from './rule';

/** Family and name; the family `acknowledgement` is the engine's. */
const RULE_ID = /^(?!acknowledgement\/)[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*)+$/;

/**
 * The rules that a fabric is held to.
 *
 *     new FabricStack(app, 'dc1', { ...props, rules: RulePack.DEFAULT.without('bgp/servers-share-as').with(serverNames) });
 */
export class RulePack {
  /** Every rule of this library. */
  static readonly DEFAULT: RulePack = new RulePack('default', DEFAULT_RULES);

  /** Every rule of this library, and every one of them is an error. */
  static readonly STRICT: RulePack = new RulePack(
    'strict',
    DEFAULT_RULES.map((rule) => (rule.severity === Severity.ERROR ? rule : { ...rule, severity: Severity.ERROR })),
  );

  /**
   * A pack of one's own. The binding rules of this library are part of it, as of every pack.
   *
   * @param name - for the report
   * @throws FabricError when two rules have one id, or an id has not the form `family/name`
   */
  static of(name: string, rules: Rule[]): RulePack {
    return new RulePack(name, [...DEFAULT_RULES.filter((rule) => isBinding(rule) && !rules.includes(rule)), ...rules]);
  }

  readonly name: string;
  private readonly held: readonly Rule[];

  private constructor(name: string, rules: readonly Rule[]) {
    this.name = name;
    this.held = rules;
    const seen = new Set<string>();
    for (const { id } of rules) {
      if (!RULE_ID.test(id)) throw invalidRuleId(id);
      if (seen.has(id)) throw duplicateRule(id);
      seen.add(id);
    }
  }

  /** The rules of this pack. */
  get rules(): Rule[] {
    return [...this.held];
  }

  /**
   * This pack and more rules.
   * @throws FabricError as `of`
   */
  with(...rules: Rule[]): RulePack {
    return new RulePack(this.name, [...this.held, ...rules]);
  }

  /**
   * This pack without some rules. To make an exception in one place, acknowledge the rule there instead.
   *
   * @param ids - of rules of the pack, none of them binding
   * @throws FabricError when a rule is not in the pack, or is binding
   */
  without(...ids: string[]): RulePack {
    for (const id of ids) this.requireRemovable(id);
    return new RulePack(
      this.name,
      this.held.filter((rule) => !ids.includes(rule.id)),
    );
  }

  private requireRemovable(id: string): void {
    const rule = this.held.find((candidate) => candidate.id === id);
    if (rule === undefined) {
      throw ruleNotInPack(
        id,
        this.held.map((known) => known.id),
      );
    }
    if (isBinding(rule)) throw ruleIsBinding(id);
  }
}

function isBinding({ isBinding: binding }: Rule): boolean {
  return binding === true;
}
