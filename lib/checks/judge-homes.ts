import type { BackupsNotPreferred, AnnouncingLeaf, PrefixLeftToOtherHomes } from './expectation';
import { routingTable } from './expectation';
import type { Verdict } from './verdict';
import type { Observation } from './observation';
import { evpnTable, routesOf } from './queries';
import type { ReportedRoute } from './replies/route-information';
import { isActive, typeFiveDestination } from './replies/route-information';
import { DEFAULT_LOCAL_PREFERENCE } from '../model/junos-defaults';

/** Whether a drained home has the prefix and does not use it itself, so that it makes no type-5 route of it. */
export function prefixLeftToOtherHomes(expected: PrefixLeftToOtherHomes, observation: Observation): Verdict {
  const table = routingTable(expected.vrf, expected.family);
  const answer = observation.answer(routesOf(table, 'bgp'));
  if ('refusal' in answer) return { holds: false, seen: answer.refusal };
  const entries = answer.value
    .filter((one) => one.name === table)
    .flatMap((one) => one.routes)
    .filter((route) => route.destination === expected.prefix)
    .flatMap((route) => route.entries)
    .filter(({ protocol }) => protocol === 'BGP');
  if (entries.length === 0) return { holds: false, seen: `no BGP route in ${table}` };
  return entries.some(isActive)
    ? { holds: false, seen: 'active by BGP' }
    : { holds: true, seen: `a BGP route in ${table} that is not active` };
}

/**
 * Whether a device prefers the homes that carry traffic to the backups. The next hop that it chose stands in no reply of
 * this level, so the attribute by which it chooses is compared, route by route: a home is known by its route distinguisher.
 */
export function backupsNotPreferred(expected: BackupsNotPreferred, observation: Observation): Verdict {
  const answer = observation.answer(routesOf(evpnTable(expected.vrf), 'bgp'));
  if ('refusal' in answer) return { holds: false, seen: answer.refusal };
  const routes = answer.value.flatMap((table) => table.routes);
  const carrying = preferencesOf(expected.homes, expected.prefix, routes);
  const backups = preferencesOf(expected.backups, expected.prefix, routes);
  if (carrying.length === 0) return { holds: false, seen: 'no route from a home that carries traffic' };
  const lowest = Math.min(...carrying.map(({ preference }) => preference));
  return {
    holds: backups.every(({ preference }) => preference < lowest),
    seen: [...carrying, ...backups].map(({ hostname, preference }) => `${hostname} ${preference}`).join(', '),
  };
}

function preferencesOf(
  homes: readonly AnnouncingLeaf[],
  prefix: string,
  routes: readonly ReportedRoute[],
): { readonly hostname: string; readonly preference: number }[] {
  return homes.flatMap(({ hostname, routeDistinguisher }) => {
    const entries = routes.filter(({ destination }) => isOf(destination, prefix, routeDistinguisher));
    const preferences = entries.flatMap((route) =>
      route.entries.map(({ localPreference }) => localPreference ?? DEFAULT_LOCAL_PREFERENCE),
    );
    return preferences.length === 0 ? [] : [{ hostname, preference: Math.max(...preferences) }];
  });
}

function isOf(destination: string, prefix: string, routeDistinguisher: string | undefined): boolean {
  const route = typeFiveDestination(destination);
  return route?.routeDistinguisher === routeDistinguisher && route?.prefix === prefix;
}
