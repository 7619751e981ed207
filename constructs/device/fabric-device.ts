import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import type { GivenValue } from '../../lib/allocation/allocate';
import type { FabricError } from '../../lib/model/fabric-error';
import { deviceOfOthers } from './errors';
import { foreignReference } from '../private/errors';
import type {
  AdoptionIntent,
  DeviceIntent,
  DeviceRole,
  DeviceVrfIntent,
  InterfaceIntent,
  PeeringIntent,
  PrerequisiteIntent,
  PrerequisitesIntent,
} from '../../lib/intent/fabric-intent';
import { compareNumbered } from '../../lib/intent/order';
import { Asn } from '../../lib/model/asn';
import { Hostname } from '../../lib/model/hostname';
import { IpAddress } from '../../lib/model/ip-address';
import { JunosRelease } from '../../lib/model/junos-release';
import { compareText } from '../../lib/model/order';
import { RouteDistinguisher } from '../../lib/model/route-distinguisher';
import { modelOf } from '../../lib/platform/qfx-models';
import { aggregatedDeviceCount } from '../../lib/render/aggregates';
import type { AdoptionProps } from './adoption';
import { adoptedIntents, adoptionsOf } from './adoption';
import { requireConcrete } from '../private/concrete';
import type { HoldingFabric } from '../fabric/fabric-holder';
import type { PropKinds } from '../private/props';
import { listOf, memberOf, NUMBER, OBJECT, objectOf, requireProps, TEXT } from '../private/props';
import { fabricOf } from '../fabric/fabric-holder';
import { oneLine, parsed, wholeNumber } from '../private/located';
import { Login } from '../fabric/login';
import { isMarked, mark } from '../private/marks';
import { withoutUndefined } from '../private/without-undefined';
import type { Prerequisites } from '../fabric/prerequisite';
import type { DeviceStatements } from './raw-statement-intents';
import { Prerequisite, PREREQUISITES } from '../fabric/prerequisite';
import { QfxModel } from './qfx-model';
import { rawStatementIntents } from './raw-statement-intents';
import { RemovalPolicy } from './removal-policy';
import { literalOf } from '../private/text-of';

/** A switch that the fabric has links to or sessions with, whether it is this fabric's own or belongs to others. */
export interface IFabricDevice extends IConstruct {
  /** Host name as the device reports it. */
  readonly hostName: string;

  /** IPv4 address of lo0.0: VTEP, end of the overlay's sessions, and first half of the route distinguishers. */
  readonly loopback: string;
}

/** Properties that devices of every role have. */
export interface FabricDeviceProps {
  /** The switch model; a device that reports another one is not touched. */
  readonly model: QfxModel;

  /** Junos release of the device as `show version` prints it, for example `19.1R2`. */
  readonly junos: string;

  /** IPv4 address of lo0.0, without prefix length. */
  readonly loopback: string;

  /**
   * The device's own AS number (`routing-options autonomous-system`): what its VRFs speak with, and what servers are told
   * as their peer's. It changes nothing on a device that has it. In an EvpnOverlay of IBGP sessions a device whose number is
   * not `overlayAsn` needs `local-as` on their group, as a set line; in an EbgpEvpnOverlay every device has its own.
   * @default - the `overlayAsn` of the fabric
   */
  readonly asn?: number;

  /**
   * The device's own AS number in the underlay (`local-as`), where the fabric has an IpFabricUnderlay.
   * @default - from the pool `underlayAsns` of the fabric
   */
  readonly underlayAsn?: number;

  /**
   * `routing-options route-distinguisher-id` as the operator has configured it; nothing is configured from it, but the
   * rules see that the route distinguishers of the fabric do not collide with those that Junos makes from it.
   * @default - the device has none
   */
  readonly routeDistinguisherId?: string;

  /**
   * Devices of one group never change at the same time.
   * @default - only what they have in common (a server, the role of a spine) keeps devices apart
   */
  readonly redundancyGroup?: string;

  /** Where NETCONF over SSH is reached: an IPv4 or IPv6 address, or a DNS name. */
  readonly managementAddress: string;

  /**
   * TCP port of NETCONF over SSH.
   * @default 830
   */
  readonly managementPort?: number;

  /**
   * Host name as the device reports it; a device that calls itself otherwise is not touched.
   * @default - the construct id
   */
  readonly hostName?: string;

  /**
   * Host names of the routing engines, for example `['leaf10-re0', 'leaf10-re1']`, where the groups `re0` and `re1` give each
   * its own: whichever of them is the master, the device is this one.
   * @default - every routing engine reports `hostName`
   */
  readonly routingEngineHostNames?: string[];

  /**
   * How to log in to this device.
   * @default - the login of the fabric
   */
  readonly login?: Login;

  /**
   * What happens on the device when this construct is deleted.
   * @default RemovalPolicy.WITHDRAW
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Who is responsible for the device-wide statements that the design needs.
   * @default - as the fabric says, statement by statement
   */
  readonly prerequisites?: Prerequisites;
}

/** What the props of a device of any role may be. */
export const DEVICE_PROPS: PropKinds<FabricDeviceProps> = {
  required: {
    model: objectOf(QfxModel, 'QfxModel.QFX10002_60C'),
    junos: TEXT,
    loopback: TEXT,
    managementAddress: TEXT,
  },
  optional: {
    asn: NUMBER,
    underlayAsn: NUMBER,
    routeDistinguisherId: TEXT,
    redundancyGroup: TEXT,
    managementPort: NUMBER,
    hostName: TEXT,
    routingEngineHostNames: listOf(TEXT),
    login: objectOf(Login, "Login.agent({ user: 'netops' })"),
    removalPolicy: memberOf('RemovalPolicy', RemovalPolicy),
    prerequisites: OBJECT,
  },
};

const MARK = 'FabricDevice';

/** What references to devices of others are marked as. */
export const FOREIGN_DEVICE = 'ForeignDevice';

/** An interface to a server, as the device that it is on sees it. */
export interface AttachedInterface extends IConstruct {
  /** The VRF it is in. */
  readonly vrf: { readonly vrfName: string };
  /** @internal */
  readonly _givenValues: GivenValue[];
  /** @internal */
  _intent(): InterfaceIntent;
  /** @internal */
  _peeringIntents(): PeeringIntent[];
  /** @internal */
  _adoptions(): AdoptionIntent[];
}

type Standing = Pick<DeviceIntent, 'engineHostnames' | 'routeDistinguisherId' | 'redundancyGroup'>;
type Access = Pick<DeviceIntent, 'model' | 'modelFacts' | 'junos' | 'managementAddress' | 'managementPort'>;

/**
 * What devices of every role have in common. By itself a device configures nothing; what is attached to it does.
 *
 * Its Terraform addresses follow from the host name, so that moving the construct in the tree re-applies nothing.
 */
export abstract class FabricDevice extends Construct implements IFabricDevice {
  /** Whether `x` is a device that a fabric of this library configures, of any role. */
  static isFabricDevice(x: unknown): x is FabricDevice {
    return isMarked(x, MARK);
  }

  /** Host name as the device reports it. */
  readonly hostName: string;
  /** IPv4 address of lo0.0, without prefix length. */
  readonly loopback: string;
  /**
   * Every name that it may report, in the order in which they were given.
   * @internal
   */
  readonly _reportedNames: readonly string[];
  /** What happens on the device when this construct is deleted. An Aspect may change it. */
  removalPolicy: RemovalPolicy;

  /** @internal */
  readonly _role: DeviceRole;

  private readonly fabric: HoldingFabric;
  private readonly standing: Standing;
  private readonly access: Access;
  private readonly login?: Login;
  private readonly prerequisites: Prerequisites;
  private readonly asn?: number;
  private readonly givenUnderlayAsn?: number;
  private readonly statements: DeviceStatements[] = [];
  private readonly adoptions: AdoptionIntent[] = [];

  /** @throws FabricError when there is no fabric above, a value is not usable, or the host name is taken */
  constructor(scope: Construct, id: string, role: DeviceRole, props: FabricDeviceProps) {
    super(scope, id);
    mark(this, MARK);
    const hostName = props.hostName ?? id;
    requireConcrete({ hostName }, this);
    requireProps(this, props, this._propKinds());
    requireProps(this, props.prerequisites ?? {}, PREREQUISITES, 'prerequisites');
    this._role = role;
    this.hostName = parsed(this, 'hostName', () => Hostname.parse(hostName).toString());
    const engines = (props.routingEngineHostNames ?? []).map((one, i) =>
      parsed(this, `routingEngineHostNames[${i}]`, () => Hostname.parse(one).toString()),
    );
    this._reportedNames = [this.hostName, ...engines];
    this.loopback = parsed(this, 'loopback', () => IpAddress.parseFamily('inet', props.loopback).toString());
    this.access = this.accessOf(props);
    this.standing = this.standingOf(props);
    this.asn = parsedAsn(this, 'asn', props.asn);
    this.givenUnderlayAsn = parsedAsn(this, 'underlayAsn', props.underlayAsn);
    this.login = props.login;
    this.removalPolicy = props.removalPolicy ?? RemovalPolicy.WITHDRAW;
    this.prerequisites = props.prerequisites ?? {};
    this.fabric = fabricOf(this);
    this.fabric._members.addDevice(this);
  }

  /**
   * Takes over what stands in the explicit configuration of the device, where it is in the way of the fabric's group or says
   * the same: it is deleted in the commit that loads the group, stands in the plan, and is kept on the device for
   * `junos-fabric withdraw --restore`.
   *
   *     leaf10.adopt({ paths: ['interfaces et-0/0/15'], reason: 'configured by hand before the fabric' });
   *
   * @throws FabricError when a path is none, or there is no path or no reason
   */
  adopt(props: AdoptionProps): void {
    this.adoptions.push(...adoptionsOf(this, props));
  }

  /**
   * Its AS number: its own, or the fabric's.
   * @internal
   */
  get _ownAsn(): number {
    return this.asn ?? this.fabric._defaults.overlayAsn;
  }

  /**
   * AS number in the underlay, where it does not come from a pool.
   * @internal
   */
  get _givenUnderlayAsn(): number | undefined {
    return this.givenUnderlayAsn;
  }

  /**
   * What a device of its role takes for props; asked for while it is made.
   * @internal
   */
  _propKinds(): PropKinds<FabricDeviceProps> {
    return DEVICE_PROPS;
  }

  /**
   * The subnets of interfaces that belong to no server.
   * @internal
   */
  _givenValues(): GivenValue[] {
    return this._attached().flatMap((held) => held._givenValues);
  }

  /** @internal */
  _intent(): DeviceIntent {
    const interfaces = this._attached();
    const vrfs = this.vrfIntents(interfaces);
    const underlay = this.fabric._members.underlay()?._intentOf(this);
    const overlay = this.fabric._members.overlay()?._intentOf(this);
    const intent: DeviceIntent = {
      hostname: this.hostName,
      constructPath: this.node.path,
      role: this._role,
      ...this.access,
      loopback: this.loopback,
      ...this.ownAsn(),
      ...this.standing,
      login: (this.login ?? this.fabric._defaults.login)._intent,
      removalPolicy: literalOf(this.removalPolicy),
      prerequisites: this.prerequisitesIntent(vrfs),
      vrfs,
      interfaces: interfaces
        .map((held) => held._intent())
        .sort(
          (a, b) => compareNumbered(a.port, b.port) || a.unit - b.unit || compareText(a.constructPath, b.constructPath),
        ),
      peerings: interfaces
        .flatMap((held) => held._peeringIntents())
        .sort(
          (a, b) =>
            compareText(a.vrf, b.vrf) ||
            compareText(a.group, b.group) ||
            compareText(a.family, b.family) ||
            compareNumbered(a.neighbor, b.neighbor) ||
            compareText(a.constructPath, b.constructPath),
        ),
      ...(underlay !== undefined && { underlay }),
      ...(overlay !== undefined && { overlay }),
      ...this._more(),
      ...rawStatementIntents(this.statements),
      ...adoptedIntents([...this.adoptions, ...interfaces.flatMap((held) => held._adoptions())]),
    };
    return { ...intent, prerequisites: { ...intent.prerequisites, ...this.furtherPrerequisites(intent) } };
  }

  /** @internal */
  _addStatements(added: DeviceStatements): void {
    this.statements.push(added);
  }

  /**
   * The server-facing interfaces that are in the tree.
   * @internal
   */
  _attached(): readonly AttachedInterface[] {
    return [];
  }

  /**
   * What only devices of this role have.
   * @internal
   */
  _more(): Partial<DeviceIntent> {
    return {};
  }

  private accessOf(props: FabricDeviceProps): Access {
    return {
      ...props.model._intent(),
      junos: parsed(this, 'junos', () => JunosRelease.parse(props.junos).toString()),
      managementAddress: parsed(this, 'managementAddress', () => hostOrAddress(props.managementAddress)),
      managementPort: wholeNumber(this, 'managementPort', props.managementPort ?? 830, 1, 65535),
    };
  }

  private standingOf({ routeDistinguisherId: id, redundancyGroup }: FabricDeviceProps): Standing {
    const [, ...engineHostnames] = this._reportedNames;
    return {
      ...(engineHostnames.length > 0 && { engineHostnames }),
      ...(id !== undefined && {
        routeDistinguisherId: parsed(this, 'routeDistinguisherId', () => IpAddress.parseFamily('inet', id).toString()),
      }),
      ...(redundancyGroup !== undefined && { redundancyGroup: oneLine(this, 'redundancyGroup', redundancyGroup, 255) }),
    };
  }

  /** Said only where it is not the fabric's. */
  private ownAsn(): Pick<DeviceIntent, 'asn'> {
    return this._ownAsn === this.fabric._defaults.overlayAsn ? {} : { asn: this._ownAsn };
  }

  private vrfIntents(interfaces: readonly AttachedInterface[]): DeviceVrfIntent[] {
    const inUse = new Set(interfaces.map((held) => held.vrf.vrfName));
    return this.fabric._members
      .vrfs()
      .filter((vrf) => inUse.has(vrf.vrfName) || vrf._isPlacedOn(this))
      .map((vrf) => ({ ...vrf._intent(), loopback: vrf._loopbackOn(this) }))
      .map(({ loopback, name, rdNumber }) => {
        if (rdNumber === undefined) return { name };
        const routeDistinguisher = RouteDistinguisher.of(this.loopback, rdNumber).toString();
        return { name, routeDistinguisher, ...(loopback !== undefined && { loopback }) };
      })
      .sort((a, b) => compareText(a.name, b.name));
  }

  /** A spine without a VRF is no end of a tunnel. */
  private prerequisitesIntent(vrfs: readonly DeviceVrfIntent[]): PrerequisitesIntent {
    const { autonomousSystem, forwardingTableExport, overlayEcmp, vtepSourceInterface } = this.chosen();
    const isTunnelEnd = this._role === 'leaf' || vrfs.length > 0;
    return {
      autonomousSystem: prerequisite(autonomousSystem),
      ...(isTunnelEnd && { vtepSourceInterface: prerequisite(vtepSourceInterface) }),
      forwardingTableExport: prerequisite(forwardingTableExport),
      ...(isTunnelEnd && modelOf(this.access).requiresOverlayEcmp && { overlayEcmp: prerequisite(overlayEcmp) }),
    };
  }

  /** Those that something else in the intent asks for. */
  private furtherPrerequisites(intent: DeviceIntent): Partial<PrerequisitesIntent> {
    const { aggregatedDeviceCount: count, breakouts, gracefulRestart, routerId } = this.chosen();
    const restarts =
      intent.peerings.some((peering) => peering.gracefulRestart !== undefined) ||
      this.fabric._members.vrfs().some((vrf) => vrf._intent().gracefulRestart === true && holds(intent, vrf.vrfName));
    const speaksBgp = intent.underlay !== undefined || intent.overlay !== undefined;
    return {
      ...(speaksBgp && { routerId: prerequisite(routerId) }),
      ...(aggregatedDeviceCount(intent) !== undefined && { aggregatedDeviceCount: prerequisite(count) }),
      ...(intent.breakouts !== undefined && { breakouts: prerequisite(breakouts) }),
      ...(restarts && { gracefulRestart: prerequisite(gracefulRestart) }),
    };
  }

  private chosen(): Prerequisites {
    return { ...this.fabric._defaults.prerequisites, ...withoutUndefined(this.prerequisites) };
  }
}

/**
 * The device behind a reference, which must be one of the same fabric that it configures itself.
 * @param prop - as the user wrote it, for example `device`
 * @throws FabricError `foreignReference`, `deviceOfOthers`
 */
export function ownDevice(scope: IConstruct, prop: string, device: IFabricDevice): FabricDevice {
  if (FabricDevice.isFabricDevice(device) && fabricOf(device) === fabricOf(scope)) return device;
  throw notOwnDevice(scope, prop, device, 'a LeafDevice or SpineDevice');
}

/**
 * Why a reference leads to no device that the fabric configures itself.
 * @param wanted - what would be right, for example `a LeafDevice`
 */
export function notOwnDevice(scope: IConstruct, prop: string, device: IFabricDevice, wanted: string): FabricError {
  const { path } = scope.node;
  return isMarked(device, FOREIGN_DEVICE) && fabricOf(device) === fabricOf(scope)
    ? deviceOfOthers(prop, device.hostName, wanted, path)
    : foreignReference(prop, wanted, path);
}

/** An AS number, where it is given. */
export function parsedAsn(scope: IConstruct, prop: string, asn: number | undefined): number | undefined {
  return asn === undefined ? undefined : parsed(scope, prop, () => Asn.parse(asn)).value;
}

function prerequisite(chosen: Prerequisite | undefined): PrerequisiteIntent {
  return (chosen ?? Prerequisite.PRESENT)._intent;
}

function hostOrAddress(text: string): string {
  const looksNumeric = text.includes(':') || /^[\d./]*$/.test(text);
  return looksNumeric ? IpAddress.parse(text).toString() : Hostname.parse(text).toString();
}

function holds({ vrfs }: DeviceIntent, vrf: string): boolean {
  return vrfs.some(({ name }) => name === vrf);
}
