import type { InterfaceAddressIntent, InterfaceIntent, PortSpeedIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import { InterfaceAddress } from '../model/interface-address';
import { InterfaceName } from '../model/interface-name';
import { attempt } from './attempt';

const SPEEDS: ReadonlySet<string> = new Set(['1g', '10g', '25g', '40g', '50g', '100g', '200g', '400g']);
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
  const [onPort, onUnit] = [
    ['interfaces', port],
    ['interfaces', port, 'unit', String(unit)],
  ];
  const number = (...words: string[]): number | undefined => {
    const text = effective.value(...words);
    return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
  };
  const vlanId = number(...onUnit, 'vlan-id');
  const [mtu, inetMtu, inet6Mtu] = [
    number(...onPort, 'mtu'),
    number(...onUnit, 'family', 'inet', 'mtu'),
    number(...onUnit, 'family', 'inet6', 'mtu'),
  ];
  const isNative = vlanId !== undefined && number(...onPort, 'native-vlan-id') === vlanId;
  const speed = effective.value(...onPort, 'speed');
  const described = vlanId === undefined ? onPort : onUnit;
  return {
    constructPath: '',
    port,
    unit,
    ...(vlanId !== undefined && { vlanId }),
    vrf,
    description: effective.value(...described, 'description') ?? NO_DESCRIPTION,
    ...(isNative && { native: true as const }),
    ...(mtu !== undefined && { mtu }),
    ...(inetMtu !== undefined && { inetMtu }),
    ...(inet6Mtu !== undefined && { inet6Mtu }),
    ...(speed !== undefined && SPEEDS.has(speed) && { speed: speed as PortSpeedIntent }),
    ...aggregateOf(effective, port),
    addresses,
    expect: 'UP',
  };
}

/** An aggregate is the library's only where its members and LACP are said as the library says them. */
function aggregateOf(effective: Configuration, port: string): Pick<InterfaceIntent, 'aggregate'> {
  if (!port.startsWith('ae')) return {};
  const path = ['interfaces', port, 'aggregated-ether-options'];
  const members = effective.entries('interfaces').flatMap(({ keys: [name = ''] }) => {
    return effective.value('interfaces', name, 'ether-options', '802.3ad') === port ? [name] : [];
  });
  const lacp = ['active', 'passive'].find((mode) => effective.has(...path, 'lacp', mode));
  if (members.length === 0 || lacp === undefined) return {};
  const periodic = effective.value(...path, 'lacp', 'periodic');
  const minimumLinks = effective.value(...path, 'minimum-links');
  return {
    aggregate: {
      members,
      lacp: lacp as 'active' | 'passive',
      ...(periodic !== undefined && { lacpPeriodic: periodic as 'fast' | 'slow' }),
      ...(minimumLinks !== undefined && { minimumLinks: Number(minimumLinks) }),
    },
  };
}
