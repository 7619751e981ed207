import type { Statement } from '../../../junos/tree/configuration';
import { readAddressWithLength, readNetwork } from '../addresses';
import { MAIN_INSTANCE } from '../configured/instances';
import { all, below, key, valueOf } from '../configured/statements';
import type { Problem } from '../refusal';
import type { CandidateView } from './candidate-view';
import { problem } from './candidate-view';

const ROUTE_KINDS = ['static', 'aggregate', 'generate'];

/**
 * Where Junos 25.4 refuses a prefix with host bits set: routes that are configured, area ranges of OSPF, and conditions.
 * It takes them in route filters, prefix lists, interface addresses and `allow` of BGP.
 */
export function hostBits({ instances, effective }: CandidateView): Problem[] {
  const options = below(effective.root, 'policy-options');
  return [
    ...instances.flatMap(({ name, statement }) => [
      ...configuredRoutes(name, below(statement, 'routing-options')),
      ...areaRanges(name, below(statement, 'protocols')),
    ]),
    ...all(options, 'condition').flatMap((condition) => {
      const prefix = valueOf(condition, 'if-route-exists');
      return refuse(`policy-options condition ${key(condition)}`, `if-route-exists ${prefix ?? ''}`, prefix);
    }),
  ];
}

function configuredRoutes(instance: string, options: Statement | undefined): Problem[] {
  const tables = [
    { path: at(instance, 'routing-options'), table: options },
    ...all(options, 'rib').map((rib) => ({ path: at(instance, `routing-options rib ${key(rib)}`), table: rib })),
  ];
  return tables.flatMap(({ path, table }) =>
    ROUTE_KINDS.flatMap((kind) =>
      all(below(table, kind), 'route').flatMap((route) => refuse(`${path} ${kind}`, `route ${key(route)}`, key(route))),
    ),
  );
}

function areaRanges(instance: string, protocols: Statement | undefined): Problem[] {
  return ['ospf', 'ospf3'].flatMap((protocol) =>
    all(below(protocols, protocol), 'area').flatMap((area) =>
      all(area, 'area-range').flatMap((range) =>
        refuse(at(instance, `protocols ${protocol} area ${key(area)}`), `area-range ${key(range)}`, key(range)),
      ),
    ),
  );
}

function at(instance: string, path: string): string {
  return instance === MAIN_INSTANCE ? path : `routing-instances ${instance} ${path}`;
}

function refuse(path: string, badElement: string, prefix: string | undefined): Problem[] {
  if (prefix === undefined || readAddressWithLength(prefix) === undefined || readNetwork(prefix) !== undefined)
    return [];
  return [problem(path, badElement, `${prefix} is not a valid network prefix (host bits are set)`)];
}
