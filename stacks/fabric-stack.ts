import type { TerraformResource } from '../lib/cdktf';
import { LocalBackend, TerraformBackend, TerraformStack } from '../lib/cdktf';
import type { Construct } from 'constructs';
import type { Consent } from '../constructs/fabric/consent';
import { Fabric } from '../constructs/fabric/fabric';
import { holdFabric } from '../constructs/fabric/fabric-holder';
import type { FabricProps } from '../constructs/fabric/fabric-props';
import { isMarked, mark } from '../constructs/private/marks';
import { elementsOf } from '../constructs/terraform/stack-elements';

/** Properties of a stack that is one fabric. */
export interface FabricStackProps extends FabricProps {
  /**
   * Name of the fabric, and of the configuration group that it owns on every device.
   * @default - the id of the stack
   */
  readonly fabricName?: string;
}

const MARK = 'FabricStack';

/**
 * A Terraform stack that contains one fabric, and nothing more: the short way. Pieces are created in the stack itself:
 * `new LeafDevice(stack, 'leaf10', …)`, and what the fabric offers to programs the stack offers too.
 *
 * Where no backend was added, the state is a local file beside `cdktf.json`.
 */
export class FabricStack extends TerraformStack {
  /** Whether `x` is a FabricStack. */
  static isFabricStack(x: unknown): x is FabricStack {
    return isMarked(x, MARK);
  }

  /** The fabric. */
  readonly fabric: Fabric;

  /** @throws FabricError when a value is not usable */
  constructor(scope: Construct, id: string, props: FabricStackProps) {
    super(scope, id);
    mark(this, MARK);
    const { fabricName = id, ...ofFabric } = props;
    this.fabric = new Fabric(this, fabricName, ofFabric);
    holdFabric(this, this.fabric);
  }

  /** The Terraform resource that rolls the fabric out; the same as `fabric.rollout`. */
  get rollout(): TerraformResource {
    return this.fabric.rollout;
  }

  /**
   * Agrees to something dangerous; the same as `fabric.allow`.
   * @throws FabricError when a consent is for a device or VRF of another fabric
   */
  allow(...consents: Consent[]): void {
    this.fabric.allow(...consents);
  }

  /**
   * The backend of the stack. Only here, at the very end, is it known whether the user has added one; cdktf's own default
   * would write an absolute path of this machine into the output.
   */
  override ensureBackendExists(): TerraformBackend {
    const added = elementsOf(this).find((element) => TerraformBackend.isBackend(element));
    return added ?? new LocalBackend(this, { path: `../../../terraform.${this.node.id}.tfstate` });
  }
}
