import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { foreignReference } from '../private/errors';
import type { LoopbackUnitIntent, VrfIntent } from '../../lib/intent/fabric-intent';
import type { AllocationNeeds } from '../../lib/allocation/allocate';
import { InstanceName } from '../../lib/model/instance-name';
import { requireConcrete } from '../private/concrete';
import type { PropKinds } from '../private/props';
import { construct, FLAG, listOf, NUMBER, OBJECT, requireProps, TEXT } from '../private/props';
import type { FabricDevice } from '../device/fabric-device';
import type { HoldingFabric } from '../fabric/fabric-holder';
import { fabricOf } from '../fabric/fabric-holder';
import type { DeviceMember } from '../fabric/fabric-member';
import { ImportedTargets } from './imported-targets';
import type { ILeafDevice } from '../device/leaf-device';
import { ownLeaf } from '../device/leaf-device';
import { parsed } from '../private/located';
import { isInTree, isMarked, mark } from '../private/marks';
import type { ISpineDevice } from '../device/spine-device';
import { ownSpine } from '../device/spine-device';
import type { VrfLoopback } from './vrf-loopback';
import { VrfLoopbacks } from './vrf-loopback';
import type { GivenNumbers } from './vrf-numbers';
import { givenValues, parsedNumbers, VrfNumbers } from './vrf-numbers';

/** A VRF with EVPN type-5 routes. */
export interface IVrf extends IConstruct {
  /** Name of the routing instance. */
  readonly vrfName: string;
}

/** Properties of a VRF. */
export interface Vrf5InstanceProps {
  /**
   * VXLAN network identifier of its type-5 routes, 1 to 16777214; the same on every leaf.
   * @default - from the pool `vnis` of the fabric, which must have one
   */
  readonly vni?: number;

  /**
   * Second half of its route distinguishers, 1 to 65535; the first is the leaf's loopback. It is given or from a pool, not
   * computed, so that adding a VRF never renumbers another one.
   *
   * @default - from the pool `rdNumbers` of the fabric, which must have one
   */
  readonly rdNumber?: number;

  /**
   * `vrf-target`, the same on every leaf, for example `target:62273:16776000`: its routes are announced with it, and it
   * imports what carries it. To change it without an interruption, see `importRouteTargets`.
   *
   * @default - from the pool `routeTargets` of the fabric, which must have one
   */
  readonly routeTarget?: string;

  /**
   * Further route targets that it imports, beside its own. They are for changing the route target in three deploys, none of
   * which interrupts anything: first import the new one, then make it the `routeTarget` and import the old one, then drop
   * the old one.
   *
   * A target of another VRF brings its routes into this one. The rule `vrf/imports-from-another` asks to acknowledge that.
   *
   * @default - it imports its own only
   */
  readonly importRouteTargets?: string[];

  /**
   * Name of the routing instance.
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Leaves that hold the VRF even when no server of theirs is in it.
   * @default - only the leaves that have an interface in it
   */
  readonly leaves?: ILeafDevice[];

  /**
   * Spines that hold the VRF too, and so route its packets as well as reflect its routes (the routed overlay of the guide).
   * @default - spines only reflect
   */
  readonly spines?: ISpineDevice[];

  /**
   * Whether it leaks routes to other VRFs of the same device whose imported route targets they have (`auto-export`).
   * @default false
   */
  readonly autoExport?: boolean;

  /**
   * Whether its routing table restarts gracefully (`routing-options graceful-restart` of the instance), also where no session
   * of it does. The device needs `routing-options graceful-restart` as well, a prerequisite.
   * @default - where a session of it has gracefulRestart
   */
  readonly gracefulRestart?: boolean;

  /**
   * Loopback units in it, one a leaf: addresses of the leaf that no link takes away, announced as type-5 routes. Those leaves
   * hold the VRF even when no server of theirs is in it.
   * @default - none
   */
  readonly loopbacks?: VrfLoopback[];
}

/** What is known of a VRF that others own. */
export interface Vrf5InstanceAttributes {
  /** Name of the routing instance. */
  readonly name: string;

  /**
   * Second half of its route distinguishers, if they are the leaf's loopback and a number; checks then look for them.
   * @default - the route distinguisher is not known, and not checked
   */
  readonly rdNumber?: number;

  /**
   * VXLAN network identifier of its type-5 routes.
   * @default - not known
   */
  readonly vni?: number;

  /**
   * `vrf-target`.
   * @default - not known
   */
  readonly routeTarget?: string;
}

const PROPS: PropKinds<Vrf5InstanceProps> = {
  required: {},
  optional: {
    vni: NUMBER,
    rdNumber: NUMBER,
    routeTarget: TEXT,
    importRouteTargets: listOf(TEXT),
    name: TEXT,
    leaves: listOf(construct('a LeafDevice')),
    spines: listOf(construct('a SpineDevice')),
    autoExport: FLAG,
    gracefulRestart: FLAG,
    loopbacks: listOf(OBJECT),
  },
};

const ATTRIBUTES: PropKinds<Vrf5InstanceAttributes> = {
  required: { name: TEXT },
  optional: { rdNumber: NUMBER, vni: NUMBER, routeTarget: TEXT },
};

const MARK = 'Vrf';

/** A session as its VRF sees it. */
interface VrfSession extends IConstruct {
  /** @internal */
  readonly _isBackup: boolean;
}

/** What both kinds of VRF have in common. */
abstract class VrfBase extends Construct implements IVrf {
  readonly vrfName: string;
  /** @internal */
  protected readonly _fabric: HoldingFabric;
  private readonly backups: VrfSession[] = [];

  constructor(scope: Construct, id: string, name: string, props: object, kinds: PropKinds<object>) {
    super(scope, id);
    mark(this, MARK);
    requireConcrete({ name }, this);
    requireProps(this, props, kinds);
    this.vrfName = parsed(this, 'name', () => InstanceName.parse(name).toString());
    this._fabric = fabricOf(this);
    this._fabric._members.addVrf(this);
  }

  /** @internal */
  abstract _intent(): VrfIntent;

  /**
   * A session of a server in this VRF.
   * @internal
   */
  _addPeering(peering: VrfSession): void {
    if (peering._isBackup) this.backups.push(peering);
  }

  /**
   * Whether leaves must see which attachments are backups.
   * @internal
   */
  protected _preferences(): Pick<VrfIntent, 'carriesLocalPreference'> {
    return this.backups.some(isInTree) ? { carriesLocalPreference: true } : {};
  }

  /** @internal */
  abstract _isPlacedOn(device: DeviceMember): boolean;

  /**
   * Its loopback unit on a device.
   * @internal
   */
  abstract _loopbackOn(device: DeviceMember): LoopbackUnitIntent | undefined;

  /** @internal */
  abstract _needs(): AllocationNeeds;
}

/**
 * A VRF with EVPN type-5 routes, the same on every leaf that has something in it, but for the route distinguisher. With
 * the id `VRF_5` it is the VRF of the guide.
 */
export class Vrf5Instance extends VrfBase {
  /**
   * A VRF that others own and configure: only the interfaces and the BGP groups that are put into it are this fabric's.
   * @throws FabricError when a value is not usable
   */
  static fromVrf5InstanceAttributes(scope: Construct, id: string, attributes: Vrf5InstanceAttributes): IVrf {
    return new ForeignVrf(scope, id, attributes);
  }

  /** Whether `x` is a VRF of this library, of either kind. */
  static isVrf(x: unknown): x is IVrf {
    return isMarked(x, MARK);
  }

  private readonly numbers: VrfNumbers;
  private readonly imports: ImportedTargets;
  private readonly placedOn: readonly FabricDevice[];
  private readonly loopbacks: VrfLoopbacks;
  private readonly options: Pick<VrfIntent, 'autoExport' | 'gracefulRestart'>;

  /** @throws FabricError when there is no fabric above or a value is not usable */
  constructor(scope: Construct, id: string, props: Vrf5InstanceProps) {
    super(scope, id, props.name ?? id, props, PROPS);
    this.numbers = new VrfNumbers(this, this.vrfName, parsedNumbers(this, props), this._fabric._allocation);
    this.imports = new ImportedTargets(this, props.importRouteTargets ?? [], props.routeTarget);
    this.loopbacks = new VrfLoopbacks(this, props.loopbacks ?? []);
    this.options = {
      ...(props.autoExport === true && { autoExport: true }),
      ...(props.gracefulRestart === true && { gracefulRestart: true }),
    };
    this.placedOn = [
      ...(props.leaves ?? []).map((leaf, i) => ownLeaf(this, `leaves[${i}]`, leaf)),
      ...(props.spines ?? []).map((spine, i) => ownSpine(this, `spines[${i}]`, spine)),
    ];
  }

  /** @internal */
  override _intent(): VrfIntent {
    const numbers = this.numbers.all();
    return {
      name: this.vrfName,
      constructPath: this.node.path,
      owned: true,
      ...numbers,
      ...this.imports.beside(numbers.routeTarget),
      ...this._preferences(),
      ...this.options,
    };
  }

  /** @internal */
  override _loopbackOn(device: DeviceMember): LoopbackUnitIntent | undefined {
    return this.loopbacks.on(device);
  }

  /** @internal */
  override _needs(): AllocationNeeds {
    const { given, requests } = this.numbers.needs();
    return { requests, given: [...given, ...this.imports.given()] };
  }

  /** @internal */
  override _isPlacedOn(device: DeviceMember): boolean {
    return this.placedOn.some((placed) => placed === device) || this.loopbacks.on(device) !== undefined;
  }
}

/** A VRF that others own. */
class ForeignVrf extends VrfBase {
  private readonly known: GivenNumbers;

  constructor(scope: Construct, id: string, attributes: Vrf5InstanceAttributes) {
    super(scope, id, attributes.name, attributes, ATTRIBUTES);
    this.known = parsedNumbers(this, attributes);
  }

  /** @internal */
  override _intent(): VrfIntent {
    return { name: this.vrfName, constructPath: this.node.path, owned: false, ...this.known };
  }

  /** @internal */
  override _needs(): AllocationNeeds {
    return { requests: [], given: givenValues(this, this.vrfName, this.known) };
  }

  /** @internal */
  override _isPlacedOn(): boolean {
    return false;
  }

  /** @internal */
  override _loopbackOn(): undefined {
    return undefined;
  }
}

/** The two kinds of VRF that a fabric holds. */
export type FabricVrf = VrfBase;

/**
 * The VRF behind a reference, which must be of the same fabric.
 * @throws FabricError `foreignReference`
 */
export function ownVrf(scope: IConstruct, prop: string, vrf: IVrf): FabricVrf {
  if (isFabricVrf(vrf) && fabricOf(vrf) === fabricOf(scope)) return vrf;
  throw foreignReference(prop, 'a Vrf5Instance', scope.node.path);
}

function isFabricVrf(vrf: IVrf): vrf is FabricVrf {
  return isMarked(vrf, MARK);
}
