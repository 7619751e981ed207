import { TerraformLocal } from '../../lib/cdktf';
import type { Construct } from 'constructs';
import { isMarked, mark } from '../private/marks';
import { AtSynth } from './at-synth';
import { escapeTemplate, hclExpression } from './template-text';

/** A value of an entry. */
export type LocalValue = string | number | readonly LocalValue[] | { readonly [key: string]: LocalValue };

const MARK = 'FabricLocal';

/**
 * A local map with an entry for each device of a fabric. What `for_each` runs over is one because Terraform plans a literal
 * map of 500 devices five times slower.
 */
export class FabricLocal extends TerraformLocal {
  /** Whether `x` is a FabricLocal. */
  static isFabricLocal(x: unknown): x is FabricLocal {
    return isMarked(x, MARK);
  }

  private readonly logicalId: string;
  private readonly produce: () => Readonly<Record<string, LocalValue>>;

  constructor(scope: Construct, id: string, logicalId: string, produce: () => Readonly<Record<string, LocalValue>>) {
    super(scope, id, {});
    mark(this, MARK);
    this.overrideLogicalId(logicalId);
    this.logicalId = logicalId;
    this.produce = produce;
  }

  /** The map in expressions, without `${}`. */
  get reference(): string {
    return `local.${this.logicalId}`;
  }

  override toTerraform(): Record<string, unknown> {
    return { locals: { [this.logicalId]: new AtSynth(() => escaped(this.produce())) } };
  }

  override toHclTerraform(): Record<string, unknown> {
    const value = new AtSynth(() => hclExpression(this.produce()));
    return { locals: { [this.logicalId]: { value, isBlock: false, type: 'any' } } };
  }
}

function escaped(value: LocalValue): LocalValue {
  if (typeof value === 'string') return escapeTemplate(value);
  if (typeof value === 'number') return value;
  if (isList(value)) return value.map(escaped);
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [escapeTemplate(key), escaped(held)]));
}

function isList(value: LocalValue): value is readonly LocalValue[] {
  return Array.isArray(value);
}
