/** The routes of the instances of a device: its own, what it makes type-5 routes of, what it generates. */
import { containsNetwork, networkText, readRoutingPrefix } from '../../../model/address-with-length';
import type { Instance } from '../../../routing-model/instances';
import type { EvpnTable, Type5Route } from './evpn-routes';
import { isSameRoute } from './evpn-routes';
import type { RibRoute } from './route';
import type { InstanceInputs, TableRoute } from './route-tables';
import { activeRoutes, importedRoutes, localRoutes, madeType5, wanted } from './route-tables';

/** What the routes of a device are computed from, beside those of others. */
export type DeviceInputs = Omit<InstanceInputs, 'instance'>;

/** A device with the routes of its instances that need nobody's type-5 route. */
export interface DeviceInstances {
  readonly hostname: string;
  readonly inputs: DeviceInputs;
  readonly instances: readonly { readonly instance: Instance; readonly local: readonly TableRoute[] }[];
}

/** Reads them from what is configured, up and connected. */
export function instancesOf(inputs: DeviceInputs): DeviceInstances {
  const { hostname, instances } = inputs.view;
  return {
    hostname,
    inputs,
    instances: [...instances.values()].map((instance) => ({ instance, local: localRoutes({ ...inputs, instance }) })),
  };
}

/** Every route of each instance, with what comes of the type-5 routes that the device has. */
export function routesOf(
  { inputs, instances }: DeviceInstances,
  evpn: EvpnTable,
): ReadonlyMap<string, readonly TableRoute[]> {
  return new Map(
    instances.map(({ instance, local }) => {
      const own = { ...inputs, instance };
      const learned = [...local, ...importedRoutes(own, evpn)];
      return [instance.name, [...learned, ...generatedRoutes(own, learned)]];
    }),
  );
}

/** The type-5 routes that each instance of a device makes. */
export type MadeRoutes = ReadonlyMap<string, readonly Type5Route[]>;

/**
 * What a device makes; a route that is as before is the same object.
 *
 * @param earlier where the device prefers type-5 routes to its server's: one that another home has made already keeps it from
 *   making its own. Devices are taken in order, as if each had come up after the one before.
 */
export function madeBy(
  { inputs: device, instances }: DeviceInstances,
  earlier: readonly Type5Route[],
  before: MadeRoutes = new Map(),
): MadeRoutes {
  return new Map(
    instances.map(({ instance, local }) => {
      const inputs = { ...device, instance };
      const yields = ({ route }: TableRoute) =>
        inputs.preferred === 'evpn' &&
        route.protocol === 'bgp' &&
        earlier.some((other) => other.text === route.text && wanted(inputs, other));
      const { name } = instance;
      const known = new Map(before.get(name)?.map((route) => [route.key, route]));
      const made = madeType5(
        inputs,
        local.filter((route) => !yields(route)),
      ).map((route) => {
        const same = known.get(route.key);
        return same !== undefined && isSameRoute(same, route) ? same : route;
      });
      return [name, made];
    }),
  );
}

/**
 * The routes of `routing-options generate` that stand: each as long as an active route inside it contributes, which its
 * policy has to accept. Junos takes a route that no term decides about.
 */
function generatedRoutes(inputs: InstanceInputs, routes: readonly TableRoute[]): TableRoute[] {
  const { view, instance, preferred } = inputs;
  const active = activeRoutes(routes, preferred).filter(({ route }) => route.protocol !== 'local');
  return instance.routes
    .filter(({ kind }) => kind === 'generate')
    .flatMap(({ prefix, policies }) => {
      const route = generated(prefix);
      if (route === undefined) return [];
      const contributes = active.some(
        ({ route: one }) =>
          one.text !== route.text &&
          containsNetwork(route.prefix, one.prefix) &&
          view.policies.evaluate(policies, one, 'accept').accepted,
      );
      return contributes ? [{ route, hidden: false }] : [];
    });
}

function generated(text: string): RibRoute | undefined {
  const prefix = readRoutingPrefix(text);
  if (prefix === undefined) return undefined;
  return { prefix, text: networkText(prefix), protocol: 'aggregate', asPath: [], communities: [] };
}
