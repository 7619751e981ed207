import type { RpcContext } from '../rpc/context';
import { argument } from '../rpc/context';
import { element, leaf } from '../xml-text';
import type { Type5Route } from './evpn-routes';
import { compareAddresses } from './evpn-routes';
import type { DeviceState } from './device-state';

/** `get-evpn-ip-prefix-database-information`: `show evpn ip-prefix-database`. */
export function evpnIpPrefixDatabaseInformation({ device, operation }: RpcContext): string {
  const state = device.fabric.device(device.hostname);
  const context = argument(operation, 'l3-context');
  const direction = argument(operation, 'direction');
  const family = argument(operation, 'family');
  const prefix = argument(operation, 'prefix');
  const shown = (route: Type5Route) =>
    (family === undefined || route.prefix.family === family) && (prefix === undefined || route.text === prefix);
  const instances = [...state.view.instances.values()].filter(
    ({ name, ipPrefixRoutes }) => ipPrefixRoutes !== undefined && (context === undefined || name === context),
  );
  return element(
    'evpn-ip-prefix-database-information',
    instances.map(({ name }) =>
      element('evpn-pfxdb-l3-context', [
        leaf('context-name', name),
        direction === 'imported' ? '' : exported((state.made.get(name) ?? []).filter(shown)),
        direction === 'exported' ? '' : imported(importedInto(state, name).filter(shown)),
      ]),
    ),
    { xmlns: device.namespace('junos-routing') },
  );
}

function importedInto(state: DeviceState, instance: string): Type5Route[] {
  return (state.routes.get(instance) ?? []).flatMap(({ type5 }) => (type5 === undefined ? [] : [type5]));
}

function exported(routes: readonly Type5Route[]): string {
  return section(
    'evpn-pfxdb-ip-table',
    sorted(routes).map((route) =>
      element('evpn-pfxdb-ip-entry', [leaf('entry-prefix', route.text), leaf('entry-evpn-route-status', 'Created')]),
    ),
  );
}

/** One entry a prefix, with an advertisement for every route distinguisher. */
function imported(routes: readonly Type5Route[]): string {
  const byPrefix = new Map<string, Type5Route[]>();
  for (const route of sorted(routes)) {
    const same = byPrefix.get(route.text);
    if (same === undefined) byPrefix.set(route.text, [route]);
    else same.push(route);
  }
  return section(
    'evpn-pfxdb-evpn-ip-table',
    [...byPrefix].map(([text, same]) =>
      element('evpn-pfxdb-evpn-ip-entry', [
        leaf('entry-prefix', text),
        leaf('entry-etag', 0),
        ...same.map((route) =>
          element('evpn-pfxdb-evpn-ip-adv', [
            leaf('route-distinguisher', route.routeDistinguisher),
            leaf('adv-vni', route.vni),
            leaf('adv-router-mac', route.routerMac),
            leaf('adv-bgp-nexthop', route.vtep),
          ]),
        ),
      ]),
    ),
  );
}

/** Junos prints no table that has no entry. */
function section(name: string, entries: readonly string[]): string {
  return entries.length === 0 ? '' : element(name, entries);
}

function sorted(routes: readonly Type5Route[]): Type5Route[] {
  return [...routes].sort(
    (one, other) =>
      one.prefix.address.compare(other.prefix.address) ||
      one.prefix.length - other.prefix.length ||
      compareAddresses(one.vtep, other.vtep),
  );
}
