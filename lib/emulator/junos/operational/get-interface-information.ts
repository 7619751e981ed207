import { wildcardMatches } from '../../../junos/inheritance/group-wildcard';
import type { Membership } from '../../../routing-model/membership';
import { instanceOf } from '../../../routing-model/membership';
import { Refusal } from '../refusal';
import type { RpcContext } from '../rpc/context';
import { argument, has } from '../rpc/context';
import { element, empty, leaf, optionalLeaf } from '../xml-text';
import { routerMac } from './evpn-routes';
import type { PortState, UnitState } from './interfaces';
import { defaultPortMtu } from '../../../model/junos-defaults';

/** `get-interface-information`: `show interfaces [terse] [name]`, physical or logical, or several by a wildcard. */
export function interfaceInformation({ device, operation }: RpcContext): string {
  const { ports, view } = device.fabric.device(device.hostname);
  const terse = has(operation, 'terse');
  const name = argument(operation, 'interface-name');
  const instance = argument(operation, 'routing-instance');
  const all = [...ports.values()];
  const shown = instance === undefined ? all : inInstance(all, view.membership, instance);
  const style: Style = { terse, hostname: device.hostname };
  return element('interface-information', chosen(shown, name, style), {
    xmlns: device.namespace('junos-interface'),
    'junos:style': terse ? 'terse' : 'normal',
  });
}

/** How much is said, and of which device. */
interface Style {
  readonly terse: boolean;
  readonly hostname: string;
}

/** What an instance has of the ports. */
function inInstance(ports: readonly PortState[], membership: Membership, instance: string): PortState[] {
  return ports
    .map((port) => ({
      ...port,
      units: port.units.filter(({ configured }) => instanceOf(membership, configured.name) === instance),
    }))
    .filter(({ units }) => units.length > 0);
}

const WILDCARD = /[*?[]/;

function chosen(ports: readonly PortState[], name: string | undefined, style: Style): string[] {
  if (name === undefined) return ports.map((port) => physical(port, style));
  const units = ports.flatMap((port) => port.units);
  if (WILDCARD.test(name)) {
    const means = (one: string): boolean => wildcardMatches(`<${name}>`, one);
    const found = ports.filter((port) => means(port.name)).map((port) => physical(port, style));
    if (found.length > 0) return found;
    return units.filter(({ configured }) => means(configured.name)).map((unit) => logical(unit, style));
  }
  const port = ports.find((one) => one.name === name);
  if (port !== undefined) return [physical(port, style)];
  const unit = units.find(({ configured }) => configured.name === name);
  if (unit !== undefined) return [logical(unit, style)];
  throw new Refusal({ message: `device ${name} not found` });
}

function physical(port: PortState, style: Style): string {
  const { terse } = style;
  return element('physical-interface', [
    leaf('name', port.name),
    leaf(
      'admin-status',
      upOrDown(port.adminUp),
      terse ? {} : { 'junos:format': port.adminUp ? 'Enabled' : 'Disabled' },
    ),
    leaf('oper-status', upOrDown(port.up)),
    ...(terse ? [] : details(port, style)),
    ...port.units.map((unit) => logical(unit, style)),
  ]);
}

function details({ configured, name, up }: PortState, { hostname }: Style): string[] {
  const kind = /^(?:et|xe|ge|ae)/.exec(name)?.[0];
  return [
    optionalLeaf('description', configured?.description),
    leaf('if-type', kind === undefined ? 'Other' : 'Ethernet'),
    leaf('mtu', configured?.mtu ?? defaultPortMtu(configured?.tagging)),
    ...(kind === undefined ? [] : ethernet(kind, configured?.speed, routerMac(`${hostname} ${name}`))),
    element('if-device-flags', [empty('ifdf-present'), up ? empty('ifdf-running') : empty('ifdf-down')]),
  ];
}

/** Speeds that ports of a kind have where none is configured. */
const SPEEDS: Readonly<Record<string, string>> = { et: '100Gbps', xe: '10Gbps', ge: '1000mbps' };

function ethernet(kind: string, configured: string | undefined, mac: string): string[] {
  const speed = configured?.replace(/g$/, 'Gbps').replace(/m$/, 'mbps') ?? SPEEDS[kind];
  return [
    leaf('link-mode', 'Full-duplex'),
    optionalLeaf('speed', speed),
    leaf('current-physical-address', mac),
    leaf('hardware-physical-address', mac),
    leaf('interface-flapped', 'Never'),
  ];
}

function logical({ configured, adminUp, up }: UnitState, { terse }: Style): string {
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
