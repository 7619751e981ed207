import type { UnitModel } from '../device-model';
import type { Cursor } from './cursor';
import { largestFamilyMtu, MAIN_INSTANCE, VLAN_TAGGING } from '../../model/junos-defaults';

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
  const portMtu = port.value('mtu');
  const tagging = VLAN_TAGGING.find((one) => port.has(one));
  const room = largestFamilyMtu(portMtu === undefined ? undefined : Number(portMtu), tagging);
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
      instance: instanceOf(`${port.key}.${unit.key}`) ?? MAIN_INSTANCE,
      addresses: families.flatMap((family) => family.all('address').map((address) => address.key)),
      mtu: Math.min(room, ...mtus),
      disabled: unit.has('disable') || portDisabled,
    };
  });
}
