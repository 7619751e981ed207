import type { RpcContext } from '../rpc/context';
import { element, leaf } from '../xml-text';
import type { FarEnd } from './cabling';

/**
 * `get-lldp-neighbors-information`: `show lldp neighbors`. Servers speak LLDP under their names, devices where they are told
 * to. It runs on physical ports, also on those of an aggregate.
 */
export function lldpNeighborsInformation({ device }: RpcContext): string {
  const { cabling } = device.fabric;
  const { ports, view } = device.fabric.device(device.hostname);
  const speaks = (end: FarEnd): boolean =>
    end.kind === 'server' || device.fabric.device(end.hostname).view.speaksLldp(end.port);
  const neighbors = [...ports.values()]
    .filter(({ name, up }) => up && view.speaksLldp(name))
    .flatMap(({ configured, name }) => {
      const [far] = cabling.farEnds(device.hostname, name).filter(speaks);
      return far === undefined ? [] : [neighbor(name, configured?.bundle, far)];
    });
  return element('lldp-neighbors-information', neighbors, { 'junos:style': 'brief' });
}

function neighbor(port: string, aggregate: string | undefined, far: FarEnd): string {
  return element('lldp-neighbor-information', [
    leaf('lldp-local-port-id', port),
    leaf('lldp-local-parent-interface-name', aggregate ?? '-'),
    leaf('lldp-remote-port-id-subtype', 'Interface name'),
    leaf('lldp-remote-port-id', far.kind === 'server' ? 'eth0' : far.port),
    leaf('lldp-remote-system-name', far.kind === 'server' ? far.server.name : far.hostname),
  ]);
}
