import type { AddressWithLength } from '../model/address-with-length';
import { readAddressWithLength } from '../model/address-with-length';
import type { VlanTagging } from '../model/junos-defaults';
import { VLAN_TAGGING } from '../model/junos-defaults';
import type { Place } from './place';
import type { UsedStatement, Uses } from './reader';
import { Reader } from './reader';

/** An address of a logical interface. */
export interface UnitAddress extends AddressWithLength {
  /** As it is written. */
  readonly text: string;
  /** Whether it is the one that counts of several. */
  readonly primary: boolean;
}

/** A logical interface, for example et-0/0/15.0. */
export interface Unit {
  readonly port: string;
  readonly unit: string;
  /** Port and unit: `et-0/0/15.0`. */
  readonly name: string;
  readonly vlanId?: number;
  readonly disabled: boolean;
  readonly description?: string;
  readonly addresses: readonly UnitAddress[];
  /** `inet`, `inet6`, `ethernet-switching` … */
  readonly families: readonly string[];
  /** Of a layer-2 unit: `access` or `trunk`. */
  readonly interfaceMode?: string;
  /** Largest packets in bytes, where they are configured. */
  readonly inetMtu?: number;
  readonly inet6Mtu?: number;
  readonly used: readonly UsedStatement[];
  readonly place: Place;
}

/** A physical interface, or lo0, irb, ae. */
export interface Port {
  readonly name: string;
  readonly disabled: boolean;
  readonly description?: string;
  /** Bytes, layer-2 header included. */
  readonly mtu?: number;
  readonly speed?: string;
  /** The statement that makes it carry VLAN tags. */
  readonly tagging?: VlanTagging;
  readonly nativeVlanId?: number;
  /** The aggregate that it is a member of. */
  readonly bundle?: string;
  /** Of an aggregate: how it speaks LACP; absent when it does not. LACP without a mode waits for the other end. */
  readonly lacp?: 'active' | 'passive';
  readonly saysLacpMode: boolean;
  readonly lacpPeriodic?: string;
  /** Of an aggregate: members that must be up for it to be. */
  readonly minimumLinks?: number;
  readonly units: readonly Unit[];
  readonly used: readonly UsedStatement[];
  readonly place: Place;
}

/** What the model makes of statements of ports and units. */
export type PortField = Exclude<keyof Port, 'name' | 'saysLacpMode' | 'used' | 'place'>;
export type UnitField = Exclude<keyof Unit, 'port' | 'unit' | 'name' | 'used' | 'place'> | 'primary';

/** Reads `interfaces`. */
export function readPorts(uses: Uses, root: Place): Port[] {
  return (root.down('interfaces')?.all('interface') ?? []).map((place) => readPort(uses, place));
}

function readPort(uses: Uses, place: Place): Port {
  const reader = new Reader<'port', PortField>(uses, 'port', place);
  const tagged = VLAN_TAGGING.filter((one) => reader.has('tagging', one));
  return {
    name: place.key,
    disabled: readDisabled(reader),
    description: reader.value('description', 'description'),
    mtu: reader.number('mtu', 'mtu'),
    speed: reader.value('speed', 'speed'),
    tagging: tagged[0],
    nativeVlanId: reader.number('nativeVlanId', 'native-vlan-id'),
    bundle: reader.value('bundle', 'ether-options', '802.3ad') ?? reader.value('bundle', 'gigether-options', '802.3ad'),
    ...readLacp(reader),
    lacpPeriodic: reader.value('lacpPeriodic', 'aggregated-ether-options', 'lacp', 'periodic'),
    minimumLinks: reader.number('minimumLinks', 'aggregated-ether-options', 'minimum-links'),
    units: reader.all('units', 'unit').map((unit) => readUnit(uses, place.key, unit)),
    used: reader.used,
    place,
  };
}

/** `enable` says what is so anyway; `disable` and it take each other away. */
function readDisabled(reader: { has(field: 'disabled', name: string): boolean }): boolean {
  reader.has('disabled', 'enable');
  return reader.has('disabled', 'disable');
}

function readLacp(reader: Reader<'port', PortField>): Pick<Port, 'lacp' | 'saysLacpMode'> {
  const path = ['aggregated-ether-options', 'lacp'];
  const said = (['active', 'passive'] as const).filter((mode) => reader.has('lacp', ...path, mode));
  const speaksLacp = reader.has('lacp', ...path);
  return { lacp: said[0] ?? (speaksLacp ? 'passive' : undefined), saysLacpMode: said.length > 0 };
}

function readUnit(uses: Uses, port: string, place: Place): Unit {
  const reader = new Reader<'unit', UnitField>(uses, 'unit', place);
  const families = place.down('family')?.children ?? [];
  for (const family of families) if (family.isLast) reader.see('families', family);
  return {
    port,
    unit: place.key,
    name: `${port}.${place.key}`,
    vlanId: reader.number('vlanId', 'vlan-id'),
    disabled: readDisabled(reader),
    description: reader.value('description', 'description'),
    addresses: families.flatMap((family) => family.all('address').flatMap((one) => readUnitAddress(reader, one))),
    families: families.map(({ name }) => name),
    interfaceMode: reader.value('interfaceMode', 'family', 'ethernet-switching', 'interface-mode'),
    inetMtu: reader.number('inetMtu', 'family', 'inet', 'mtu'),
    inet6Mtu: reader.number('inet6Mtu', 'family', 'inet6', 'mtu'),
    used: reader.used,
    place,
  };
}

/** What is no address was not understood. */
function readUnitAddress(reader: Reader<'unit', UnitField>, place: Place): UnitAddress[] {
  const read = readAddressWithLength(place.key);
  if (read === undefined) return [];
  if (place.isLast) reader.see('addresses', place);
  const primary = place.down('primary');
  if (primary !== undefined) reader.see('primary', primary);
  return [{ ...read, text: place.key, primary: primary !== undefined }];
}
