import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { mtuWithoutFamily, noAddresses, notOnPortOfOthers, unitWithoutVlan } from './errors';
import type { GivenValue } from '../../lib/allocation/allocate';
import { prefixExtent } from '../../lib/allocation/kinds';
import type {
  AdoptionIntent,
  Family,
  InterfaceAddressIntent,
  InterfaceIntent,
  PeeringIntent,
} from '../../lib/intent/fabric-intent';
import { InterfaceAddress } from '../../lib/model/interface-address';
import { InterfaceName } from '../../lib/model/interface-name';
import { VlanId } from '../../lib/model/vlan-id';
import { factoryDefaults } from '../device/adoption';
import type { PropKinds } from '../private/props';
import { construct, FLAG, listOf, memberOf, NUMBER, requireProps, TEXT } from '../private/props';
import { Expectation } from './expectation';
import { fabricOf } from '../fabric/fabric-holder';
import type { ILeafDevice, LeafDevice } from '../device/leaf-device';
import { ownLeaf } from '../device/leaf-device';
import { oneLine, parsed, wholeNumber } from '../private/located';
import { isInTree, isMarked, mark } from '../private/marks';
import type { OnePortOptions, PortSettings } from './port-options';
import { ONE_PORT_PROPS, PORT_PROPS, portSettings } from './port-options';
import type { ServerLink } from './server-link';
import { literalOf } from '../private/text-of';
import type { IVrf } from '../vrf/vrf5-instance';
import { ownVrf } from '../vrf/vrf5-instance';
import { LARGEST_MTU, LEAST_MTU } from '../../lib/model/junos-defaults';

/** Properties of a server-facing interface. */
export interface ServerFacingInterfaceProps extends OnePortOptions {
  /** The leaf the port is on. */
  readonly leaf: ILeafDevice;

  /** Name of the port without unit, for example `et-0/0/15`, `xe-0/0/3:1` or `ae1`. */
  readonly interface: string;

  /** The VRF the interface is in. */
  readonly vrf: IVrf;

  /** Addresses of the leaf with prefix length, IPv4 or IPv6, for example `['172.16.104.1/30', '2001:db8:104::/127']`. */
  readonly addresses: string[];

  /**
   * VLAN tag, 1 to 4094, where the port carries several VLANs.
   * @default - the port is untagged
   */
  readonly vlanId?: number;

  /**
   * Number of the unit, 0 to 16385.
   * @default - the vlanId, or 0 when the port is untagged
   */
  readonly unit?: number;

  /**
   * Description of the port (of the unit where it is tagged, or the port belongs to others).
   * @default - the construct id and the name of the fabric: `server1 (dc1)`; none on a port of others
   */
  readonly description?: string;

  /**
   * Whether the port itself, its tagging and its other units stay with whoever configured them, and only the unit is the
   * fabric's.
   * @default false
   */
  readonly portOfOthers?: boolean;

  /**
   * Whether the port must be up after a rollout.
   * @default Expectation.UP
   */
  readonly expect?: Expectation;
}

/**
 * What a MultihomedServer says instead of `addresses`.
 * @internal
 */
export interface LinkedInterfaceProps extends ServerFacingInterfaceProps {
  readonly _links: readonly ServerLink[];
}

const PROPS: PropKinds<ServerFacingInterfaceProps> = {
  required: {
    leaf: construct('a LeafDevice'),
    interface: TEXT,
    vrf: construct('a Vrf5Instance'),
    addresses: listOf(TEXT),
  },
  optional: {
    ...PORT_PROPS,
    ...ONE_PORT_PROPS,
    vlanId: NUMBER,
    unit: NUMBER,
    description: TEXT,
    portOfOthers: FLAG,
    expect: memberOf('Expectation', Expectation),
  },
};

/** Props that say something of the port, and not of its unit alone. */
const OF_PORT = [
  'native',
  'mtu',
  'speed',
  'aggregate',
  'adoptFactoryDefaults',
] as const satisfies readonly (keyof ServerFacingInterfaceProps)[];

const MARK = 'ServerFacingInterface';

/** A session as the interface that it runs on sees it. */
interface AttachedPeering extends IConstruct {
  /** @internal */
  readonly _isBackup: boolean;
  /** @internal */
  _intent(): PeeringIntent;
}

/** A port toward a server, or one VLAN-tagged unit of it, with its addresses, in a VRF. */
export class ServerFacingInterface extends Construct {
  /** Whether `x` is a ServerFacingInterface. */
  static isServerFacingInterface(x: unknown): x is ServerFacingInterface {
    return isMarked(x, MARK);
  }

  /** The leaf the port is on. */
  readonly leaf: ILeafDevice;
  /** The VRF the interface is in. */
  readonly vrf: IVrf;
  /** Name of the port without unit, or of the aggregated interface. */
  readonly port: string;
  /** Number of the unit. */
  readonly unit: number;
  /** Description of the port, or of the unit where it is tagged or the port belongs to others. An Aspect may change it. */
  description?: string;
  /** MTU of the physical port in bytes, layer-2 header included. An Aspect may change it. */
  mtu?: number;

  private readonly vlanId?: number;
  private readonly settings: PortSettings;
  private readonly given: readonly InterfaceAddress[];
  private readonly givenIntents: readonly InterfaceAddressIntent[];
  /** IPv4 first. */
  private readonly links: readonly ServerLink[];
  private readonly expect: Expectation;
  private readonly adoptsFactoryDefaults: boolean;
  private readonly lldpNeighbor?: string;
  private readonly portOfOthers: boolean;
  private readonly peerings: AttachedPeering[] = [];

  /** @throws FabricError when a reference is to another fabric, or a value is not usable */
  constructor(scope: Construct, id: string, props: ServerFacingInterfaceProps) {
    super(scope, id);
    mark(this, MARK);
    // A server has looked through its own before.
    if (!isLinked(props)) requireProps(this, props, PROPS);
    const leaf = ownLeaf(this, 'leaf', props.leaf);
    this.leaf = leaf;
    this.vrf = ownVrf(this, 'vrf', props.vrf);
    const port = parsed(this, 'interface', () => InterfaceName.parse(props.interface));
    this.port = port.toString();
    this.vlanId = this.vlanIdOf(props.vlanId);
    this.unit = this.unitOf(props.unit);
    this.settings = portSettings(this, port, props, this.vlanId);
    this.links = isLinked(props) ? props._links : [];
    this.given = this.links.length > 0 ? [] : this.addressesOf(props.addresses);
    this.givenIntents = this.given.map((held) => ({ family: held.family, address: held.toString() }));
    this.portOfOthers = props.portOfOthers ?? false;
    if (this.portOfOthers) this.requireNothingOfPort(props);
    this.description = props.description ?? (this.portOfOthers ? undefined : `${id} (${fabricOf(this).name})`);
    this.mtu = props.mtu;
    this.expect = props.expect ?? Expectation.UP;
    this.adoptsFactoryDefaults = props.adoptFactoryDefaults ?? false;
    this.lldpNeighbor =
      props.lldpNeighbor === undefined ? undefined : oneLine(this, 'lldpNeighbor', props.lldpNeighbor, 255);
    this.requireFamiliesOfMtus();
    this.register(leaf);
  }

  /** @internal */
  get _expect(): Expectation {
    return this.expect;
  }

  /**
   * Sorted. Those that come from a pool are known only when the fabric is rendered.
   * @internal
   */
  get _addresses(): readonly InterfaceAddress[] {
    return this.links.length > 0 ? this.links.map((link) => link.addresses().leaf) : this.given;
  }

  /** @internal */
  get _hasPooledAddresses(): boolean {
    return this.links.some((link) => link.given === undefined);
  }

  /**
   * The subnets that pools must go around; a server speaks for its own.
   * @internal
   */
  get _givenValues(): GivenValue[] {
    const constructPath = this.node.path;
    return this.given.map(({ prefix }) => ({ value: prefix.toString(), extent: prefixExtent(prefix), constructPath }));
  }

  /** @internal */
  _addPeering(peering: AttachedPeering): void {
    this.peerings.push(peering);
    ownVrf(this, 'vrf', this.vrf)._addPeering(peering);
  }

  /** @internal */
  _intent(): InterfaceIntent {
    return {
      constructPath: this.node.path,
      port: this.port,
      unit: this.unit,
      ...(this.vlanId !== undefined && { vlanId: this.vlanId }),
      vrf: this.vrf.vrfName,
      ...this.settings,
      ...this.texts(),
      addresses: this.addressIntents(),
      expect: literalOf(this.expect),
      ...(this.lldpNeighbor !== undefined && { lldpNeighbor: this.lldpNeighbor }),
      ...(this.portOfOthers && { portOfOthers: true as const }),
    };
  }

  /** @internal */
  _adoptions(): AdoptionIntent[] {
    return this.adoptsFactoryDefaults ? factoryDefaults(this.node.path, this.port, this.settings.aggregate) : [];
  }

  /** @internal */
  _peeringIntents(): PeeringIntent[] {
    return this.peerings.filter(isInTree).map((peering) => peering._intent());
  }

  /** Description and MTU are checked here too, where the stack trace still shows the line; an Aspect's are at synth. */
  private register(leaf: LeafDevice): void {
    this.texts();
    leaf._addInterface(this);
  }

  private requireNothingOfPort(props: ServerFacingInterfaceProps): void {
    const stray = OF_PORT.find((name) => props[name] !== undefined);
    if (stray !== undefined) throw notOnPortOfOthers(stray, this.port, this.node.path);
  }

  private requireFamiliesOfMtus(): void {
    const families = new Set<Family>([...this.links, ...this.given].map(({ family }) => family));
    const mtus = [['inetMtu', 'inet'] as const, ['inet6Mtu', 'inet6'] as const];
    const stray = mtus.find(([prop, family]) => this.settings[prop] !== undefined && !families.has(family));
    if (stray !== undefined) throw mtuWithoutFamily(stray[0], stray[1], this.node.path);
  }

  private addressIntents(): readonly InterfaceAddressIntent[] {
    return this.links.length > 0 ? this.links.map((link) => link.addresses().onLeaf) : this.givenIntents;
  }

  private texts(): Pick<InterfaceIntent, 'description' | 'mtu'> {
    const { description, mtu } = this;
    return {
      ...(description !== undefined && { description: oneLine(this, 'description', description, 255) }),
      ...(mtu !== undefined && { mtu: wholeNumber(this, 'mtu', mtu, LEAST_MTU, LARGEST_MTU) }),
    };
  }

  private vlanIdOf(vlanId: number | undefined): number | undefined {
    return vlanId === undefined ? undefined : parsed(this, 'vlanId', () => VlanId.of(vlanId).value);
  }

  private unitOf(given: number | undefined): number {
    const unit = wholeNumber(this, 'unit', given ?? this.vlanId ?? 0, 0, 16385);
    if (unit !== 0 && this.vlanId === undefined) throw unitWithoutVlan(unit).at(this.node.path);
    return unit;
  }

  private addressesOf(given: readonly string[]): InterfaceAddress[] {
    if (given.length === 0) throw noAddresses(this.node.path);
    return given
      .map((text, i) => parsed(this, `addresses[${i}]`, () => InterfaceAddress.parse(text)))
      .sort((a, b) => a.address.compare(b.address));
  }
}

function isLinked(props: ServerFacingInterfaceProps | LinkedInterfaceProps): props is LinkedInterfaceProps {
  return '_links' in props;
}
