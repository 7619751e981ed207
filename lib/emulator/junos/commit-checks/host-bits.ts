import { readAddressWithLength, readRoutingPrefix } from '../../../model/address-with-length';
import { MAIN_INSTANCE } from '../../../model/junos-defaults';
import type { DatabaseProblem } from '../refusal';
import type { CandidateView } from './candidate-view';
import { problem } from './candidate-view';

/**
 * Where Junos 25.4 refuses a prefix with host bits set: routes that are configured, area ranges of OSPF, and conditions.
 * It takes them in route filters, prefix lists, interface addresses and `allow` of BGP.
 */
export function hostBits({ instances, conditions }: CandidateView): DatabaseProblem[] {
  return [
    ...instances.flatMap(({ name, routes, areaRanges }) => [
      ...routes.flatMap(({ kind, rib, prefix }) => {
        const table = rib === undefined ? 'routing-options' : `routing-options rib ${rib}`;
        return refuse(`${at(name, table)} ${kind}`, `route ${prefix}`, prefix);
      }),
      ...areaRanges.flatMap(({ protocol, area, prefix }) =>
        refuse(at(name, `protocols ${protocol} area ${area}`), `area-range ${prefix}`, prefix),
      ),
    ]),
    ...conditions.flatMap(({ name, ifRouteExists }) =>
      refuse(`policy-options condition ${name}`, `if-route-exists ${ifRouteExists ?? ''}`, ifRouteExists),
    ),
  ];
}

function at(instance: string, path: string): string {
  return instance === MAIN_INSTANCE ? path : `routing-instances ${instance} ${path}`;
}

function refuse(path: string, badElement: string, prefix: string | undefined): DatabaseProblem[] {
  if (prefix === undefined || readAddressWithLength(prefix) === undefined || readRoutingPrefix(prefix) !== undefined)
    return [];
  return [problem(path, badElement, `${prefix} is not a valid network prefix (host bits are set)`)];
}
