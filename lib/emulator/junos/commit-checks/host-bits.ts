import type { Statement } from '../../../junos/tree/configuration';
import { readAddressWithLength, readRoutingPrefix } from '../../../model/address-with-length';
import { entries, below, keyOf, valueOf } from '../../../junos/tree/find-statement';
import type { DatabaseProblem } from '../refusal';
import type { CandidateView } from './candidate-view';
import { problem } from './candidate-view';
import { MAIN_INSTANCE } from '../../../model/junos-defaults';

const ROUTE_KINDS = ['static', 'aggregate', 'generate'];

/**
 * Where Junos 25.4 refuses a prefix with host bits set: routes that are configured, area ranges of OSPF, and conditions.
 * It takes them in route filters, prefix lists, interface addresses and `allow` of BGP.
 */
export function hostBits({ instances, effective }: CandidateView): DatabaseProblem[] {
  const options = below(effective.root, 'policy-options');
  return [
    ...instances.flatMap(({ name, statement }) => [
      ...configuredRoutes(name, below(statement, 'routing-options')),
      ...areaRanges(name, below(statement, 'protocols')),
    ]),
    ...entries(options, 'condition').flatMap((condition) => {
      const prefix = valueOf(condition, 'if-route-exists');
      return refuse(`policy-options condition ${keyOf(condition)}`, `if-route-exists ${prefix ?? ''}`, prefix);
    }),
  ];
}

function configuredRoutes(instance: string, options: Statement | undefined): DatabaseProblem[] {
  const tables = [
    { path: at(instance, 'routing-options'), table: options },
    ...entries(options, 'rib').map((rib) => ({ path: at(instance, `routing-options rib ${keyOf(rib)}`), table: rib })),
  ];
  return tables.flatMap(({ path, table }) =>
    ROUTE_KINDS.flatMap((kind) =>
      entries(below(table, kind), 'route').flatMap((route) =>
        refuse(`${path} ${kind}`, `route ${keyOf(route)}`, keyOf(route)),
      ),
    ),
  );
}

function areaRanges(instance: string, protocols: Statement | undefined): DatabaseProblem[] {
  return ['ospf', 'ospf3'].flatMap((protocol) =>
    entries(below(protocols, protocol), 'area').flatMap((area) =>
      entries(area, 'area-range').flatMap((range) =>
        refuse(at(instance, `protocols ${protocol} area ${keyOf(area)}`), `area-range ${keyOf(range)}`, keyOf(range)),
      ),
    ),
  );
}

function at(instance: string, path: string): string {
  return instance === MAIN_INSTANCE ? path : `routing-instances ${instance} ${path}`;
}

function refuse(path: string, badElement: string, prefix: string | undefined): DatabaseProblem[] {
  if (prefix === undefined || readAddressWithLength(prefix) === undefined || readRoutingPrefix(prefix) !== undefined)
    return [];
  return [problem(path, badElement, `${prefix} is not a valid network prefix (host bits are set)`)];
}
