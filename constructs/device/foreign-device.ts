import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { foreignReference } from '../private/errors';
import type { DeviceRole } from '../../lib/intent/fabric-intent';
import { Hostname } from '../../lib/model/hostname';
import { IpAddress } from '../../lib/model/ip-address';
import type { PropKinds } from '../private/props';
import { NUMBER, requireProps, TEXT } from '../private/props';
import type { IFabricDevice } from './fabric-device';
import { FabricDevice, FOREIGN_DEVICE, parsedAsn } from './fabric-device';
import { fabricOf } from '../fabric/fabric-holder';
import { parsed } from '../private/located';
import { isMarked, mark } from '../private/marks';

/** What is known of a device that others own. */
export interface ForeignDeviceAttributes {
  /** Host name as the device reports it. */
  readonly hostName: string;

  /** IPv4 address of lo0.0, without prefix length. */
  readonly loopback: string;

  /**
   * Its AS number (`routing-options autonomous-system`).
   * @default - not known: it cannot be the end of a session of an EbgpEvpnOverlay
   */
  readonly asn?: number;

  /**
   * Its AS number in the underlay.
   * @default - not known: it cannot be the end of a link of the IpFabricUnderlay
   */
  readonly underlayAsn?: number;
}

const ATTRIBUTES: PropKinds<ForeignDeviceAttributes> = {
  required: { hostName: TEXT, loopback: TEXT },
  optional: { asn: NUMBER, underlayAsn: NUMBER },
};

/** A device that others own: a name, a loopback and perhaps an AS number. Nothing is ever configured on it. */
export class ForeignDevice extends Construct implements IFabricDevice {
  /** Host name as the device reports it. */
  readonly hostName: string;
  /** IPv4 address of lo0.0, without prefix length. */
  readonly loopback: string;

  /** @internal */
  readonly _role: DeviceRole;
  /** @internal */
  readonly _ownAsn?: number;
  /** @internal */
  readonly _givenUnderlayAsn?: number;

  /** @throws FabricError when there is no fabric above or a value is not usable */
  constructor(scope: Construct, id: string, role: DeviceRole, attributes: ForeignDeviceAttributes) {
    super(scope, id);
    mark(this, FOREIGN_DEVICE);
    requireProps(this, attributes, ATTRIBUTES);
    fabricOf(this);
    this._role = role;
    this.hostName = parsed(this, 'hostName', () => Hostname.parse(attributes.hostName).toString());
    this.loopback = parsed(this, 'loopback', () => IpAddress.parseFamily('inet', attributes.loopback).toString());
    this._ownAsn = parsedAsn(this, 'asn', attributes.asn);
    this._givenUnderlayAsn = parsedAsn(this, 'underlayAsn', attributes.underlayAsn);
  }
}

/** A device as links and sessions see it, whoever owns it. */
export type LinkedDevice = FabricDevice | ForeignDevice;

/**
 * The device behind a reference, own or foreign, which must be in the same fabric.
 * @param prop - as the user wrote it, for example `links[0].device`
 * @throws FabricError `foreignReference`
 */
export function linkedDevice(scope: IConstruct, prop: string, device: IFabricDevice): LinkedDevice {
  const isKnown = FabricDevice.isFabricDevice(device) || isForeignDevice(device);
  if (isKnown && fabricOf(device) === fabricOf(scope)) return device;
  throw foreignReference(prop, 'a LeafDevice or SpineDevice, or a reference to one,', scope.node.path);
}

function isForeignDevice(x: unknown): x is ForeignDevice {
  return isMarked(x, FOREIGN_DEVICE);
}
