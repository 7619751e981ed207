import { Refusal } from '../refusal';
import type { RpcContext } from '../rpc/context';
import { argument, has } from '../rpc/context';
import { element, empty, leaf, optionalLeaf } from '../xml-text';
import type { PortState, UnitState } from './interfaces';
import { defaultPortMtu } from '../../../model/junos-defaults';

/** `get-interface-information`: `show interfaces [terse] [name]`, physical or logical. */
export function interfaceInformation({ device, operation }: RpcContext): string {
  const ports = [...device.fabric.device(device.hostname).ports.values()];
  const terse = has(operation, 'terse');
  const name = argument(operation, 'interface-name');
  return element('interface-information', chosen(ports, name, terse), {
    xmlns: device.namespace('junos-interface'),
    'junos:style': terse ? 'terse' : 'normal',
  });
}

function chosen(ports: readonly PortState[], name: string | undefined, terse: boolean): string[] {
  if (name === undefined) return ports.map((port) => physical(port, terse));
  const port = ports.find((one) => one.name === name);
  if (port !== undefined) return [physical(port, terse)];
  const unit = ports.flatMap(({ units }) => units).find(({ configured }) => configured.name === name);
  if (unit !== undefined) return [logical(unit, terse)];
  throw new Refusal({ message: `device ${name} not found` });
}

function physical(port: PortState, terse: boolean): string {
  return element('physical-interface', [
    leaf('name', port.name),
    leaf(
      'admin-status',
      upOrDown(port.adminUp),
      terse ? {} : { 'junos:format': port.adminUp ? 'Enabled' : 'Disabled' },
    ),
    leaf('oper-status', upOrDown(port.up)),
    ...(terse ? [] : details(port)),
    ...port.units.map((unit) => logical(unit, terse)),
  ]);
}

function details({ configured }: PortState): string[] {
  return [
    optionalLeaf('description', configured?.description),
    leaf('mtu', configured?.mtu ?? defaultPortMtu(configured?.tagging)),
  ];
}

function logical({ configured, adminUp, up }: UnitState, terse: boolean): string {
  const state = terse
    ? [leaf('admin-status', upOrDown(adminUp)), leaf('oper-status', upOrDown(up)), empty('filter-information')]
    : [
        optionalLeaf('description', configured.description),
        element('if-config-flags', [empty(up ? 'iff-up' : 'iff-down')]),
      ];
  return element('logical-interface', [
    leaf('name', configured.name),
    ...state,
    ...configured.families.map((family) =>
      element('address-family', [
        leaf('address-family-name', family),
        ...configured.addresses
          .filter((address) => address.family === family)
          .map(({ text }) => element('interface-address', [leaf('ifa-local', text, { 'junos:emit': 'emit' })])),
      ]),
    ),
  ]);
}

function upOrDown(up: boolean): string {
  return up ? 'up' : 'down';
}
