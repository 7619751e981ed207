import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { foreignReference } from '../lib/errors';
import type { GivenValue } from '../lib/allocation/allocate';
import type {
  DeviceIntent,
  DeviceVrfIntent,
  PrerequisiteIntent,
  PrerequisitesIntent,
} from '../lib/intent/fabric-intent';
import { compareNumbered } from '../lib/intent/order';
import { Hostname } from '../lib/model/hostname';
import { IpAddress } from '../lib/model/ip-address';
import { JunosRelease } from '../lib/model/junos-release';
import { compareText } from '../lib/model/order';
import { RouteDistinguisher } from '../lib/model/route-distinguisher';
import { modelOf } from '../lib/platform/qfx-models';
import { requireConcrete } from './concrete';
import type { Fabric } from './fabric';
import { fabricOf } from './fabric-holder';
import { oneLine, parsed, wholeNumber } from './located';
import type { Login } from './login';
import { isInTree, isMarked, mark } from './marks';
import type { Prerequisites } from './prerequisite';
import { Prerequisite } from './prerequisite';
import type { QfxModel } from './qfx-model';
import { RemovalPolicy } from './removal-policy';
import type { ServerFacingInterface } from './server-facing-interface';
import { textOf } from './text-of';

/** A leaf switch of the fabric. */
export interface ILeafDevice extends IConstruct {
  /** Host name as the device reports it. */
  readonly hostName: string;

  /** IPv4 address of lo0.0: VTEP, and first half of the route distinguishers of this leaf. */
  readonly loopback: string;
}

/** Properties of a leaf. */
export interface LeafDeviceProps {
  /** The switch model; a device that reports another one is not touched. */
  readonly model: QfxModel;

  /** Junos release of the device as `show version` prints it, for example `19.1R2`. */
  readonly junos: string;

  /** IPv4 address of lo0.0, without prefix length. */
  readonly loopback: string;

  /**
   * `routing-options route-distinguisher-id` as the operator has configured it; nothing is configured from it, but the
   * rules see that the route distinguishers of the fabric do not collide with those that Junos makes from it.
   * @default - the device has none
   */
  readonly routeDistinguisherId?: string;

  /**
   * What this leaf fails together with: a side of the fabric, a rack or a power feed, for example `side A`. A server whose
   * leaves are all in one is reported.
   * @default - not known
   */
  readonly failureDomain?: string;

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

const MARK = 'LeafDevice';

/**
 * A leaf switch of the fabric. By itself it configures nothing on the device; what is attached to it does.
 *
 * Its Terraform addresses follow from the host name, so that moving the construct in the tree re-applies nothing.
 */
export class LeafDevice extends Construct implements ILeafDevice {
  /** Whether `x` is a LeafDevice. */
  static isLeafDevice(x: unknown): x is LeafDevice {
    return isMarked(x, MARK);
  }

  readonly hostName: string;
  readonly loopback: string;
  /** What happens on the device when this construct is deleted. An Aspect may change it. */
  removalPolicy: RemovalPolicy;

  private readonly fabric: Fabric;
  private readonly standing: Pick<DeviceIntent, 'routeDistinguisherId' | 'failureDomain'>;
  private readonly access: Pick<
    DeviceIntent,
    'model' | 'modelFacts' | 'junos' | 'managementAddress' | 'managementPort'
  >;
  private readonly login?: Login;
  private readonly prerequisites: Prerequisites;
  private readonly interfaces: ServerFacingInterface[] = [];

  /**
   * @throws FabricError when there is no fabric above, a value is not usable, or the host name is taken
   */
  constructor(scope: Construct, id: string, props: LeafDeviceProps) {
    super(scope, id);
    mark(this, MARK);
    const hostName = props.hostName ?? id;
    requireConcrete({ ...props, hostName }, this);
    this.hostName = parsed(this, 'hostName', () => Hostname.parse(hostName).toString());
    this.loopback = parsed(this, 'loopback', () => IpAddress.parseFamily('inet', props.loopback).toString());
    this.access = {
      ...props.model._intent(),
      junos: parsed(this, 'junos', () => JunosRelease.parse(props.junos).toString()),
      managementAddress: parsed(this, 'managementAddress', () => hostOrAddress(props.managementAddress)),
      managementPort: wholeNumber(this, 'managementPort', props.managementPort ?? 830, 1, 65535),
    };
    this.standing = this.standingOf(props);
    this.login = props.login;
    this.removalPolicy = props.removalPolicy ?? RemovalPolicy.WITHDRAW;
    this.prerequisites = props.prerequisites ?? {};
    this.fabric = fabricOf(this);
    this.fabric._addDevice(this);
  }

  /** @internal */
  _addInterface(added: ServerFacingInterface): void {
    this.interfaces.push(added);
  }

  /**
   * The subnets of interfaces that belong to no server.
   * @internal
   */
  _givenValues(): GivenValue[] {
    return this.interfaces.filter(isInTree).flatMap((held) => held._givenValues);
  }

  /** @internal */
  _intent(): DeviceIntent {
    const interfaces = this.interfaces.filter(isInTree);
    return {
      hostname: this.hostName,
      constructPath: this.node.path,
      role: 'leaf',
      ...this.access,
      loopback: this.loopback,
      ...this.standing,
      login: (this.login ?? this.fabric._defaults.login)._intent,
      removalPolicy: textOf(this.removalPolicy),
      prerequisites: this.prerequisitesIntent(),
      vrfs: this.vrfIntents(interfaces),
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
    };
  }

  private standingOf({ routeDistinguisherId: id, failureDomain }: LeafDeviceProps): LeafDevice['standing'] {
    return {
      ...(id !== undefined && {
        routeDistinguisherId: parsed(this, 'routeDistinguisherId', () => IpAddress.parseFamily('inet', id).toString()),
      }),
      ...(failureDomain !== undefined && { failureDomain: oneLine(this, 'failureDomain', failureDomain, 255) }),
    };
  }

  private vrfIntents(interfaces: readonly ServerFacingInterface[]): DeviceVrfIntent[] {
    const inUse = new Set(interfaces.map((held) => held.vrf.vrfName));
    return this.fabric
      ._vrfs()
      .filter((vrf) => inUse.has(vrf.vrfName) || vrf._isPlacedOn(this))
      .map((vrf) => vrf._intent())
      .map(({ name, rdNumber }) => {
        if (rdNumber === undefined) return { name };
        return { name, routeDistinguisher: RouteDistinguisher.of(this.loopback, rdNumber).toString() };
      })
      .sort((a, b) => compareText(a.name, b.name));
  }

  private prerequisitesIntent(): PrerequisitesIntent {
    const chosen = { ...this.fabric._defaults.prerequisites, ...withoutUndefined(this.prerequisites) };
    const intent = (prerequisite?: Prerequisite): PrerequisiteIntent => textOf(prerequisite ?? Prerequisite.PRESENT);
    const common = {
      autonomousSystem: intent(chosen.autonomousSystem),
      vtepSourceInterface: intent(chosen.vtepSourceInterface),
      forwardingTableExport: intent(chosen.forwardingTableExport),
    };
    const needsOverlayEcmp = modelOf(this.access).requiresOverlayEcmp;
    return needsOverlayEcmp ? { ...common, overlayEcmp: intent(chosen.overlayEcmp) } : common;
  }
}

/**
 * The LeafDevice behind a reference, which must be of the same fabric.
 * @param prop - as the user wrote it, for example `attachments[0].leaf`
 * @throws FabricError `foreignReference`
 */
export function ownLeaf(scope: IConstruct, prop: string, leaf: ILeafDevice): LeafDevice {
  if (LeafDevice.isLeafDevice(leaf) && fabricOf(leaf) === fabricOf(scope)) return leaf;
  throw foreignReference(prop, 'a LeafDevice', scope.node.path);
}

function hostOrAddress(text: string): string {
  const looksNumeric = text.includes(':') || /^[\d./]*$/.test(text);
  return looksNumeric ? IpAddress.parse(text).toString() : Hostname.parse(text).toString();
}

function withoutUndefined(prerequisites: Prerequisites): Prerequisites {
  return Object.fromEntries(Object.entries(prerequisites).filter(([, value]) => value !== undefined));
}
