import type { Statement } from '../../../junos/tree/configuration';
import { containsNetwork, networkText, readRoutingPrefix } from '../addresses';
import { entries, below, keyOf, valuesOf } from '../../../junos/tree/find-statement';
import type { RibRoute } from './route';
import type { InstanceInputs, TableRoute } from './route-tables';
import { activeRoutes } from './route-tables';

/**
 * The routes of `routing-options generate` that stand: each as long as an active route inside it contributes, which its
 * policy has to accept. Junos takes a route that no term decides about.
 */
export function generatedRoutes(inputs: InstanceInputs, routes: readonly TableRoute[]): TableRoute[] {
  const { view, instance, preferred } = inputs;
  const options = below(instance.statement, 'routing-options');
  const active = activeRoutes(routes, preferred).filter(({ route }) => route.protocol !== 'local');
  return [options, ...entries(options, 'rib')].flatMap((table) =>
    entries(below(table, 'generate'), 'route').flatMap((statement) => {
      const route = generated(statement);
      if (route === undefined) return [];
      const policies = valuesOf(statement, 'policy');
      const contributes = active.some(
        ({ route: one }) =>
          one.text !== route.text &&
          containsNetwork(route.prefix, one.prefix) &&
          view.policies.evaluate(policies, one, 'accept').accepted,
      );
      return contributes ? [{ route, hidden: false }] : [];
    }),
  );
}

function generated(statement: Statement): RibRoute | undefined {
  const prefix = readRoutingPrefix(keyOf(statement));
  if (prefix === undefined) return undefined;
  return { prefix, text: networkText(prefix), protocol: 'aggregate', asPath: [], communities: [] };
}
