import type { InterfaceAddressIntent, InterfaceIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import { numberAt } from '../junos/tree/number-at';
import { InterfaceAddress } from '../model/interface-address';
import { InterfaceName } from '../model/interface-name';
import { findPortOptions, portPlace } from '../render/port-options';
import { attempt } from './attempt';

/** Where the configuration says no description, the library gives one. */
export const NO_DESCRIPTION = '';

/** The ports of a VRF that can be toward servers: physical or aggregated, with addresses. */
export function foundInterfaces(effective: Configuration, vrf: string): InterfaceIntent[] {
  return effective.entries('routing-instances', vrf, 'interface').flatMap(({ keys: [logical = ''] }) => {
    const [port = '', unit = '0'] = logical.split('.');
    if (attempt(() => InterfaceName.parse(port)) === undefined) return [];
    const path = ['interfaces', port, 'unit', unit];
    const addresses = (['inet', 'inet6'] as const).flatMap((family) =>
      effective.entries(...path, 'family', family, 'address').flatMap(({ keys: [text = ''] }) => {
        const address = attempt(() => InterfaceAddress.parse(text).toString());
        return address === undefined ? [] : [{ family, address } satisfies InterfaceAddressIntent];
      }),
    );
    return addresses.length === 0 ? [] : [interfaceAt(effective, vrf, port, Number(unit), addresses)];
  });
}

function interfaceAt(
  effective: Configuration,
  vrf: string,
  port: string,
  unit: number,
  addresses: readonly InterfaceAddressIntent[],
): InterfaceIntent {
  const place = portPlace({ port, unit });
  const vlanId = numberAt(effective, [...place.unit, 'vlan-id']);
  const described = vlanId === undefined ? place.port : place.unit;
  return {
    constructPath: '',
    port,
    unit,
    ...(vlanId !== undefined && { vlanId }),
    vrf,
    description: effective.value(...described, 'description') ?? NO_DESCRIPTION,
    ...findPortOptions(effective, place, vlanId),
    addresses,
    expect: 'UP',
  };
}
