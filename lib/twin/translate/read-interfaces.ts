import type { UnitModel } from '../device-model';
import { MAIN } from '../device-model';
import type { Cursor } from './cursor';

/** Bytes of an Ethernet header without VLAN tag: Junos counts it in the MTU of a port, Linux does not. */
const ETHERNET_HEADER = 14;
const VLAN_TAG = 4;
/** Junos' default for Ethernet ports, header included. */
const DEFAULT_PORT_MTU = 1514;
const PHYSICAL = /^(?:et|xe|ge|ae|lo)/;

/** The interfaces of a device. */
export interface ReadInterfaces {
  readonly units: readonly UnitModel[];
  /** Aggregated interface by member port. */
  readonly aggregates: ReadonlyMap<string, string>;
}

/** Reads `interfaces`; `instanceOf` says in which routing instance a logical interface is. */
export function translateInterfaces(
  root: Cursor,
  instanceOf: (logicalInterface: string) => string | undefined,
): ReadInterfaces {
  const ports = root.down('interfaces')?.all('interface') ?? [];
  const aggregates = new Map<string, string>();
  const units = ports.flatMap((port) => {
    const bundle = port.value('ether-options', '802.3ad') ?? port.value('gigether-options', '802.3ad');
    if (bundle !== undefined) aggregates.set(port.key, bundle);
    if (!PHYSICAL.test(port.key)) {
      for (const unit of port.all('unit')) unit.refuse('the twin has no interfaces of this kind');
      return [];
    }
    return readUnits(port, instanceOf);
  });
  return { units, aggregates };
}

function readUnits(port: Cursor, instanceOf: (logicalInterface: string) => string | undefined): UnitModel[] {
  const portMtu = Number(port.value('mtu') ?? DEFAULT_PORT_MTU);
  const portDisabled = port.has('disable');
  const native = port.value('native-vlan-id');
  return port.all('unit').map((unit) => {
    const vlan = unit.value('vlan-id');
    const tagged = vlan !== undefined && vlan !== native;
    const families = ['inet', 'inet6'].flatMap((family) => unit.down('family', family) ?? []);
    const mtus = families.flatMap((family) => family.value('mtu') ?? []).map(Number);
    return {
      port: port.key,
      unit: unit.key,
      vlanId: tagged ? Number(vlan) : undefined,
      instance: instanceOf(`${port.key}.${unit.key}`) ?? MAIN,
      addresses: families.flatMap((family) => family.all('address').map((address) => address.key)),
      mtu: Math.min(portMtu - ETHERNET_HEADER - (tagged ? VLAN_TAG : 0), ...mtus),
      disabled: unit.has('disable') || portDisabled,
    };
  });
}
