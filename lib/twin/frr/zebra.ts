import type { DeviceModel } from '../device-model';
import { MAIN_INSTANCE } from '../../model/junos-defaults';

/** `zebra.conf` of a device: which VRF has which VNI. Addresses are given to the kernel before zebra starts. */
export function zebraConf(device: DeviceModel): string {
  const vrfs = device.instances.filter(({ name }) => name !== MAIN_INSTANCE);
  return `${[
    'frr defaults datacenter',
    `hostname ${device.hostname}`,
    ...vrfs.flatMap(({ name, evpn }) => [
      `vrf ${name}`,
      ...(evpn === undefined || device.vtep === undefined ? [] : [` vni ${evpn.vni}`]),
      'exit-vrf',
    ]),
  ].join('\n')}\n`;
}

/** `staticd.conf` of a device; undefined where no instance has a static route. */
export function staticdConf(device: DeviceModel): string | undefined {
  const lines = device.instances.flatMap(({ name, staticRoutes }) =>
    staticRoutes.map(({ prefix, action }) => {
      const vrf = name === MAIN_INSTANCE ? '' : ` vrf ${name}`;
      const keyword = prefix.includes(':') ? 'ipv6' : 'ip';
      return `${keyword} route ${prefix} ${action === 'discard' ? 'blackhole' : 'reject'}${vrf}`;
    }),
  );
  if (lines.length === 0) return undefined;
  return `${['frr defaults datacenter', `hostname ${device.hostname}`, ...lines].join('\n')}\n`;
}
