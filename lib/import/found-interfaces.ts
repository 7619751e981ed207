import type { InterfaceAddressIntent, InterfaceIntent } from '../intent/fabric-intent';
import { InterfaceAddress } from '../model/interface-address';
import { InterfaceName } from '../model/interface-name';
import { findPortOptions } from '../render/port-options';
import type { Instance } from '../routing-model/instances';
import type { Port, Unit } from '../routing-model/ports';
import { attempt } from './attempt';

/** Where the configuration says no description, the library gives one. */
export const NO_DESCRIPTION = '';

/** The ports of a VRF that can be toward servers: physical or aggregated, with addresses. */
export function foundInterfaces(ports: readonly Port[], vrf: Instance): InterfaceIntent[] {
  const units = new Map(ports.flatMap((port) => port.units.map((unit) => [unit.name, { port, unit }] as const)));
  return vrf.interfaces.flatMap((logical) => {
    const found = units.get(logical.includes('.') ? logical : `${logical}.0`);
    if (found === undefined || attempt(() => InterfaceName.parse(found.port.name)) === undefined) return [];
    const addresses = addressesOf(found.unit);
    const members = ports.flatMap(({ name, bundle }) => (bundle === found.port.name ? [name] : []));
    return addresses.length === 0 ? [] : [interfaceAt({ ...found, members }, vrf.name, addresses)];
  });
}

function addressesOf({ addresses }: Unit): InterfaceAddressIntent[] {
  return (['inet', 'inet6'] as const).flatMap((family) =>
    addresses.flatMap((given) => {
      const address = given.family === family ? attempt(() => InterfaceAddress.parse(given.text)) : undefined;
      return address === undefined ? [] : [{ family, address: address.toString() }];
    }),
  );
}

function interfaceAt(
  found: Parameters<typeof findPortOptions>[0],
  vrf: string,
  addresses: readonly InterfaceAddressIntent[],
): InterfaceIntent {
  const { port, unit } = found;
  const { vlanId } = unit;
  const described = vlanId === undefined ? port : unit;
  return {
    constructPath: '',
    port: port.name,
    unit: Number(unit.unit),
    ...(vlanId !== undefined && { vlanId }),
    vrf,
    description: described.description ?? NO_DESCRIPTION,
    ...findPortOptions(found),
    addresses,
    expect: 'UP',
  };
}
