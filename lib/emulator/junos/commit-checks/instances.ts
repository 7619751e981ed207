import type { Instance } from '../../../routing-model/instances';
import type { DatabaseProblem } from '../refusal';
import type { CandidateView } from './candidate-view';
import { problem, repeated } from './candidate-view';

/** A logical interface belongs to one instance. The device's own text is not known. */
export function instanceInterfaces({ instances }: CandidateView): DatabaseProblem[] {
  const memberships = instances.flatMap(({ name, interfaces }) => interfaces.map((ifl) => ({ name, ifl })));
  return repeated(memberships, ({ ifl }) => ifl).map((same) =>
    problem(
      `routing-instances ${same[1]?.name ?? ''}`,
      `interface ${same[1]?.ifl ?? ''}`,
      `interface ${same[1]?.ifl ?? ''} is already in routing instance ${same[0]?.name ?? ''}`,
    ),
  );
}

/** A route distinguisher is used once on a device. */
export function routeDistinguishers({ instances }: CandidateView): DatabaseProblem[] {
  return repeated(instances, ({ routeDistinguisher }) => routeDistinguisher).map((same) =>
    problem(
      `routing-instances ${same[1]?.name ?? ''}`,
      `route-distinguisher ${same[1]?.routeDistinguisher ?? ''}`,
      'route-distinguisher value must be unique across all routing instances',
    ),
  );
}

/** A vrf has a route distinguisher and route targets. The device's own texts for their absence are not known. */
export function vrfs({ instances }: CandidateView): DatabaseProblem[] {
  return instances.filter(({ type }) => type === 'vrf').flatMap(completeness);
}

function completeness(instance: Instance): DatabaseProblem[] {
  const path = `routing-instances ${instance.name}`;
  const problems: DatabaseProblem[] = [];
  if (instance.routeDistinguisher === undefined) {
    problems.push(problem(path, 'instance-type vrf', 'route-distinguisher must be configured for instance-type vrf'));
  }
  const imports = instance.importTargets.length + instance.vrfImports.length;
  const exports = instance.exportTargets.length + instance.vrfExports.length;
  if (imports === 0 || exports === 0) {
    const message = 'vrf-target, or vrf-import and vrf-export, must be configured for instance-type vrf';
    problems.push(problem(path, 'instance-type vrf', message));
  }
  return problems;
}

/** Where type-5 routes may be configured, and what they need. */
export function ipPrefixRoutes({ instances }: CandidateView): DatabaseProblem[] {
  return instances.flatMap(({ name, type, ipPrefixRoutes: routes }) => {
    if (routes === undefined) return [];
    const refuse = (message: string) =>
      problem(`routing-instances ${name} protocols evpn`, 'ip-prefix-routes', message);
    if (type !== 'vrf') return [refuse('ip-prefix-routes must be configured with instance-type vrf')];
    if (routes.vni === undefined) return [];
    return [
      ...(routes.encapsulation === 'vxlan' ? [] : [refuse('vni must be configured with encapsulation vxlan')]),
      ...(routes.advertise === 'direct-nexthop'
        ? []
        : [refuse('vni must be configured with advertise direct-nexthop (or irb-symmetric-routing)')]),
    ];
  });
}
