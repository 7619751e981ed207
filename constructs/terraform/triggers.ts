import { AtSynth } from './at-synth';
import { escapeTemplate, hclExpression } from './template-text';

/** The map whose change makes Terraform replace a resource, in both of cdktf's output languages. */
export interface Triggers {
  /** Value of the attribute in Terraform JSON. */
  readonly json: unknown;
  /** The attribute as cdktf's HCL writer takes it. */
  readonly hcl: unknown;
}

/** Triggers whose values are texts. They are produced each time the stack is rendered. */
export function literalTriggers(produce: () => Readonly<Record<string, string>>): Triggers {
  return {
    json: new AtSynth(() => escaped(produce())),
    hcl: hclAttribute(new AtSynth(() => hclExpression(produce()))),
  };
}

/** Triggers whose values Terraform computes, written as expressions without `${}`. */
export function computedTriggers(expressions: Readonly<Record<string, string>>): Triggers {
  const entries = Object.entries(expressions);
  return {
    json: Object.fromEntries(entries.map(([key, expression]) => [key, `\${${expression}}`])),
    hcl: hclAttribute(`{\n${entries.map(([key, expression]) => `${key} = ${expression}`).join('\n')}\n}`),
  };
}

function escaped(literals: Readonly<Record<string, string>>): Record<string, string> {
  return textsByKey(Object.entries(literals).map(([key, text]) => [escapeTemplate(key), escapeTemplate(text)]));
}

/**
 * The entries as an object without prototype, which node makes as a hash table. Any other gets a shape of its own for
 * each key that is added, and the keys of every device are different: a hundred times the memory of the texts.
 */
function textsByKey(entries: Iterable<readonly [key: string, text: string]>): Record<string, string> {
  const texts = Object.create(null) as Record<string, string>;
  for (const [key, text] of entries) texts[key] = text;
  return texts;
}

/** `reference` is the one type that cdktf writes without changes, as long as there is no `${` in the value. */
export function hclAttribute(value: unknown): unknown {
  return { value, isBlock: false, type: 'reference', storageClassType: 'reference' };
}
