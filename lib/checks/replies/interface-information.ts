import type { XmlElement } from '../../junos/formats/xml';
import { children, descendants } from '../../junos/formats/xml';
import { canonicalAddress } from '../../model/canonical-address';
import { trimmedText } from './values';
import type { Query } from '../observation';

/** `show interfaces terse`: every interface. */
export const INTERFACES: Query<readonly PhysicalInterface[]> = {
  rpc: 'get-interface-information',
  args: { terse: true },
  read: readInterfaceInformation,
};

/** One physical interface of `get-interface-information` (`show interfaces terse`). */
export interface PhysicalInterface {
  readonly name: string;
  /** `up` or `down`, in Junos' words. */
  readonly adminStatus: string;
  readonly operStatus: string;
  readonly logicalInterfaces: readonly LogicalInterface[];
}

/** One unit, for example `et-0/0/15.0`. */
export interface LogicalInterface {
  readonly name: string;
  readonly adminStatus: string;
  readonly operStatus: string;
  readonly addressFamilies: readonly AddressFamily[];
}

/** One protocol family of a unit, with its addresses. */
export interface AddressFamily {
  /** `inet`, `inet6`, `aenet` … */
  readonly name: string;
  readonly addresses: readonly ReportedAddress[];
}

/** One address of a unit. */
interface ReportedAddress {
  /** With prefix length, as in `172.16.104.1/30`. */
  readonly local: string;
  /** Far end of a point-to-point address, or the aggregate a member belongs to. */
  readonly remote?: string;
}

/** Reads the reply of `get-interface-information`, terse or not. */
export function readInterfaceInformation(reply: XmlElement): readonly PhysicalInterface[] {
  return descendants(reply, 'physical-interface').map((physical) => ({
    name: trimmedText(physical, 'name'),
    adminStatus: trimmedText(physical, 'admin-status'),
    operStatus: trimmedText(physical, 'oper-status'),
    logicalInterfaces: children(physical, 'logical-interface').map((unit) => readLogicalInterface(unit, physical)),
  }));
}

function readLogicalInterface(unit: XmlElement, physical: XmlElement): LogicalInterface {
  const flags = children(unit, 'if-config-flags')[0];
  const up = flags !== undefined && children(flags, 'iff-up').length > 0 ? 'up' : 'down';
  return {
    name: trimmedText(unit, 'name'),
    adminStatus: trimmedText(unit, 'admin-status') || trimmedText(physical, 'admin-status'),
    operStatus: trimmedText(unit, 'oper-status') || up,
    addressFamilies: children(unit, 'address-family').map(readAddressFamily),
  };
}

function readAddressFamily(family: XmlElement): AddressFamily {
  return {
    name: trimmedText(family, 'address-family-name'),
    addresses: children(family, 'interface-address').map((address) => ({
      local: localAddress(address),
      remote: trimmedText(address, 'ifa-destination') || undefined,
    })),
  };
}

/** The long form of the command has the network apart from the host: `172.16.104.0/30` and `172.16.104.1`. */
function localAddress(address: XmlElement): string {
  const local = trimmedText(address, 'ifa-local');
  const length = /\/(\d+)$/.exec(trimmedText(address, 'ifa-destination'))?.[1];
  return canonicalAddress(local.includes('/') || length === undefined ? local : `${local}/${length}`);
}
