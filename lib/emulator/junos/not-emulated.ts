import { setLine } from '../../junos/formats/set-writer';
import type { Configuration } from '../../junos/tree/configuration';
import type { LastStatement } from '../../routing-model/routing-model';
import { readRoutingModel } from '../../routing-model/routing-model';
import { isPolicyName } from '../../junos/tree/policy-expression';
import { remembered } from './remembered';

/**
 * Lines that decide about routes and that an emulated device does not act on: a condition that never holds, an action that
 * changes nothing, a policy expression in the place of a chain.
 */
export const notEmulatedIn = remembered((effective: Configuration): readonly string[] =>
  readRoutingModel(effective)
    .statements()
    .filter((statement) => isOfPolicies(statement) || isExpression(statement))
    .map(({ place }) => setLine(place.words)),
);

const POLICIES: ReadonlySet<string | undefined> = new Set(['policy-statement', 'prefix-list', 'route-filter-list']);

function isOfPolicies({ field, place }: LastStatement): boolean {
  const [top, kind] = place.words;
  return field === undefined && top === 'policy-options' && POLICIES.has(kind);
}

const CHAINS: ReadonlySet<string | undefined> = new Set([
  'bgp.imports',
  'bgp.exports',
  'instance.vrfImports',
  'instance.vrfExports',
  'ipPrefixRoutes.imports',
  'ipPrefixRoutes.exports',
  'route.aggregate',
  'route.generate',
]);

function isExpression({ field, place }: LastStatement): boolean {
  return CHAINS.has(field) && !isPolicyName(place.value ?? '');
}
