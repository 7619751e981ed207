import { setLine } from '../../junos/formats/set-writer';
import type { Configuration } from '../../junos/tree/configuration';
import type { LastStatement } from '../../routing-model/routing-model';
import { readRoutingModel } from '../../routing-model/routing-model';
import { readPolicyExpression } from '../../junos/tree/policy-expression';
import type { RoutingPolicies } from '../../routing-model/policies';
import { isUnderstood } from './operational/policy-evaluation';
import { remembered } from './remembered';

/**
 * Lines that decide about routes and that an emulated device does not act on: a condition that never holds, an action that
 * changes nothing, a policy expression with a policy that is not there.
 */
export const notEmulatedIn = remembered((effective: Configuration): readonly string[] => {
  const model = readRoutingModel(effective);
  return model
    .statements()
    .filter((statement) => isOfPolicies(statement) || isOpenExpression(statement, model.policies))
    .map(({ place }) => setLine(place.words));
});

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
  'from.policy',
]);

function isOpenExpression({ field, place: { value = '' } }: LastStatement, policies: RoutingPolicies): boolean {
  if (!CHAINS.has(field)) return false;
  const expression = readPolicyExpression(value);
  return expression === undefined || !isUnderstood(expression, policies);
}
