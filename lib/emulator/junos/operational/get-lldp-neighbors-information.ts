import type { RpcContext } from '../rpc/context';
import { argument } from '../rpc/context';
import { element, leaf } from '../xml-text';
import type { FarEnd } from './cabling';

/**
 * `get-lldp-neighbors-information`: `show lldp neighbors`. Servers speak LLDP under their names, devices where they are told
 * to. It runs on physical ports, also on those of an aggregate.
 */
export function lldpNeighborsInformation(context: RpcContext): string {
  return element('lldp-neighbors-information', neighbors(context), { 'junos:style': 'brief' });
}

/** `get-lldp-interface-neighbors`: `show lldp neighbors interface <interface-device>`. */
export function lldpInterfaceNeighbors(context: RpcContext): string {
  const port = argument(context.operation, 'interface-device') ?? argument(context.operation, 'interface-name');
  return element('lldp-neighbors-information', neighbors(context, port), { 'junos:style': 'detail' });
}

/** @param only - the port that is asked for */
function neighbors({ device }: RpcContext, only?: string): string[] {
  const { cabling } = device.fabric;
  const { ports, view } = device.fabric.device(device.hostname);
  const speaks = (end: FarEnd): boolean =>
    end.kind === 'server' || device.fabric.device(end.hostname).view.speaksLldp(end.port);
  return [...ports.values()]
    .filter(({ name, up }) => up && view.speaksLldp(name) && (only === undefined || name === only))
    .flatMap(({ configured, name }) => {
      const [far] = cabling.farEnds(device.hostname, name).filter(speaks);
      return far === undefined ? [] : [neighbor(name, configured?.bundle, far)];
    });
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
