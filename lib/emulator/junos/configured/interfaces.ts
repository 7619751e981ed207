import type { Configuration, Statement } from '../../../junos/tree/configuration';
import type { AddressWithLength } from '../../../model/address-with-length';
import { readAddressWithLength } from '../../../model/address-with-length';
import { entries, below, keyOf, present, valueOf } from '../../../junos/tree/find-statement';
import type { VlanTagging } from '../../../model/junos-defaults';
import { VLAN_TAGGING } from '../../../model/junos-defaults';

/** An address of a logical interface. */
export interface ConfiguredAddress extends AddressWithLength {
  /** As it is written. */
  readonly text: string;
}

/** A logical interface, for example et-0/0/15.0. */
export interface ConfiguredUnit {
  readonly port: string;
  readonly unit: string;
  /** Port and unit: `et-0/0/15.0`. */
  readonly name: string;
  readonly vlanId?: number;
  readonly disabled: boolean;
  readonly description?: string;
  readonly addresses: readonly ConfiguredAddress[];
  /** `inet`, `inet6`, `ethernet-switching` … */
  readonly families: readonly string[];
}

/** A physical interface, or lo0, irb, ae. */
export interface ConfiguredPort {
  readonly name: string;
  readonly disabled: boolean;
  readonly description?: string;
  readonly mtu?: string;
  /** The statement that makes it carry VLAN tags. */
  readonly tagging?: VlanTagging;
  readonly nativeVlanId?: string;
  /** The aggregate that it is a member of. */
  readonly bundle?: string;
  /** Of an aggregate: how it speaks LACP; absent when it does not. */
  readonly lacp?: 'active' | 'passive';
  /** Of an aggregate: members that must be up for it to be. */
  readonly minimumLinks: number;
  readonly units: readonly ConfiguredUnit[];
}

/** The interfaces of a configuration whose groups are expanded. */
export function configuredInterfaces(effective: Configuration): ConfiguredPort[] {
  return entries(below(effective.root, 'interfaces'), 'interface').map(port);
}

function port(statement: Statement): ConfiguredPort {
  const name = keyOf(statement);
  return {
    name,
    disabled: present(statement, 'disable'),
    description: valueOf(statement, 'description'),
    mtu: valueOf(statement, 'mtu'),
    tagging: VLAN_TAGGING.find((one) => present(statement, one)),
    nativeVlanId: valueOf(statement, 'native-vlan-id'),
    bundle: valueOf(statement, 'ether-options', '802.3ad') ?? valueOf(statement, 'gigether-options', '802.3ad'),
    lacp: lacp(below(statement, 'aggregated-ether-options', 'lacp')),
    minimumLinks: Number(valueOf(statement, 'aggregated-ether-options', 'minimum-links') ?? 1),
    units: entries(statement, 'unit').map((one) => unit(name, one)),
  };
}

/** LACP that is configured without a mode waits for the other end. */
function lacp(statement: Statement | undefined): ConfiguredPort['lacp'] {
  if (statement === undefined) return undefined;
  return present(statement, 'active') ? 'active' : 'passive';
}

/** How many aggregates the chassis makes: `ae0` to `ae<count - 1>`; none where it is not told. */
export function configuredDeviceCount(effective: Configuration): number {
  return Number(valueOf(effective.root, 'chassis', 'aggregated-devices', 'ethernet', 'device-count') ?? 0);
}

function unit(portName: string, statement: Statement): ConfiguredUnit {
  const families = below(statement, 'family')?.children ?? [];
  const vlanId = valueOf(statement, 'vlan-id');
  return {
    port: portName,
    unit: keyOf(statement),
    name: `${portName}.${keyOf(statement)}`,
    vlanId: vlanId === undefined ? undefined : Number(vlanId),
    disabled: present(statement, 'disable'),
    description: valueOf(statement, 'description'),
    addresses: families.flatMap((family) => entries(family, 'address').flatMap((one) => address(keyOf(one)))),
    families: families.map((family) => family.name),
  };
}

function address(text: string): ConfiguredAddress[] {
  const read = readAddressWithLength(text);
  return read === undefined ? [] : [{ ...read, text }];
}
