import { NullProvider, TerraformProvider, TerraformStack } from '../../lib/cdktf';
import type { IConstruct } from 'constructs';
import { elementsOf } from './stack-elements';

/**
 * The null provider of a stack that has none of its own. It renders nothing as soon as there is another one, whenever that
 * was created: two unnamed ones make `terraform init` fail.
 */
export class DefaultNullProvider extends NullProvider {
  override toTerraform(): unknown {
    return this.isNeeded() ? (super.toTerraform() as unknown) : {};
  }

  override toHclTerraform(): unknown {
    return this.isNeeded() ? (super.toHclTerraform() as unknown) : {};
  }

  private isNeeded(): boolean {
    return !elementsOf(TerraformStack.of(this)).some((other) => this.isReplacedBy(other));
  }

  /** One with an alias serves only the resources that name it. */
  private isReplacedBy(other: IConstruct): boolean {
    return (
      other !== this &&
      TerraformProvider.isTerraformProvider(other) &&
      other.terraformResourceType === this.terraformResourceType &&
      other.alias === undefined
    );
  }
}
