import type { LocalExecProvisioner, Precondition } from '../../lib/cdktf';
import { TerraformResource } from '../../lib/cdktf';
import type { Construct } from 'constructs';
import { Carrier } from '../fabric/carrier';
import { isMarked, mark } from '../private/marks';
import type { Triggers } from './triggers';

/** What a carrier resource is. */
export interface CarrierResourceProps {
  readonly carrier: Carrier;
  /** Name in Terraform addresses; unique in the stack. */
  readonly logicalId: string;
  readonly triggers: Triggers;
  /** The resource before this one. */
  readonly after?: CarrierResource;
  /** Expression for `for_each`, without `${}`. */
  readonly forEach?: string;
  readonly steps?: readonly LocalExecProvisioner[];
  /** What must hold before it is planned and before it is applied. */
  readonly precondition?: Precondition;
}

/** Where the two carriers differ: type, attribute name, provider. */
const DIALECTS = {
  [Carrier.NULL_RESOURCE]: {
    attribute: 'triggers',
    provider: { providerName: 'null', providerVersionConstraint: '~> 3.0' },
  },
  [Carrier.TERRAFORM_DATA]: { attribute: 'triggers_replace', provider: { providerName: 'terraform' } },
} as const;

/** The parts of what cdktf's HCL writer takes that are changed here. */
interface HclResource {
  readonly resource: Record<string, Record<string, { lifecycle?: Record<string, unknown> }>>;
}

const MARK = 'CarrierResource';

/**
 * A Terraform resource that is nothing but a reason to run a step: `null_resource` or `terraform_data`.
 *
 * cdktf's own class for `terraform_data` is not used, because every instance of it runs the terraform binary at synth.
 */
export class CarrierResource extends TerraformResource {
  /** Whether `x` is a CarrierResource. */
  static isCarrierResource(x: unknown): x is CarrierResource {
    return isMarked(x, MARK);
  }

  /** Name of the attribute that holds the triggers. */
  static triggersOf(carrier: Carrier): string {
    return DIALECTS[carrier].attribute;
  }

  private readonly carrier: Carrier;
  private readonly logicalId: string;
  private readonly triggers: Triggers;
  private readonly forEachExpression?: string;

  constructor(scope: Construct, id: string, props: CarrierResourceProps) {
    super(scope, id, {
      terraformResourceType: props.carrier,
      terraformGeneratorMetadata: DIALECTS[props.carrier].provider,
      // Replacement must not run the destroy steps: they withdraw what the new object has just rolled out.
      lifecycle: {
        createBeforeDestroy: true,
        ...(props.precondition !== undefined && { precondition: [props.precondition] }),
      },
      provisioners: props.steps === undefined ? undefined : [...props.steps],
    });
    mark(this, MARK);
    this.overrideLogicalId(props.logicalId);
    this.carrier = props.carrier;
    this.logicalId = props.logicalId;
    this.triggers = props.triggers;
    this.forEachExpression = props.forEach;
    // Plain text: a reference would be a token, and each token costs a stack trace.
    if (props.after !== undefined) this.dependsOn = [props.after.address];
  }

  /** Terraform address. */
  get address(): string {
    return `${this.carrier}.${this.logicalId}`;
  }

  override get terraformMetaArguments(): Record<string, unknown> {
    const { forEachExpression } = this;
    const forEach = forEachExpression === undefined ? undefined : `\${${forEachExpression}}`;
    return { ...super.terraformMetaArguments, forEach };
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { [CarrierResource.triggersOf(this.carrier)]: this.triggers.json };
  }

  /** cdktf writes preconditions as an attribute, which HCL does not know. */
  override toHclTerraform(): HclResource {
    const hcl = super.toHclTerraform() as HclResource;
    const attributes = hcl.resource[this.carrier]?.[this.logicalId];
    const { precondition, ...others } = attributes?.lifecycle ?? {};
    if (attributes !== undefined && precondition !== undefined) {
      const blocks = { value: precondition, isBlock: true, type: 'list', storageClassType: 'object' };
      attributes.lifecycle = { value: { ...others, precondition: blocks } };
    }
    return hcl;
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return { [CarrierResource.triggersOf(this.carrier)]: this.triggers.hcl };
  }
}
