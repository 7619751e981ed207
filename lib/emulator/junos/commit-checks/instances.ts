import type { Instance } from '../../../routing-model/instances';
import type { DatabaseProblem } from '../refusal';
import type { CandidateView } from './candidate-view';
import { problem, repeated } from './candidate-view';

const ROUTE_DISTINGUISHER = /^[0-9.]+L?:[0-9]+$/;
const ROUTE_TARGET = /^target:[0-9.]+L?:[0-9]+$/;
const LARGEST_NUMBER_16 = 65535;
const LARGEST_NUMBER_32 = 4294967295;

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

/** Route distinguishers are well formed and used once on a device. */
export function routeDistinguishers({ instances }: CandidateView): DatabaseProblem[] {
  const malformed = instances.filter(({ routeDistinguisher: rd }) => rd !== undefined && !isRouteDistinguisher(rd));
  return [
    ...malformed.map(({ name, routeDistinguisher = '' }) =>
      problem(
        `routing-instances ${name}`,
        `route-distinguisher ${routeDistinguisher}`,
        "Use format 'x:y' where 'x' is an AS number followed by an optional 'L' (To indicate 4 byte AS), or an IP " +
          "address and 'y' is a number. e.g. 123456L:100",
      ),
    ),
    ...repeated(instances, ({ routeDistinguisher }) => routeDistinguisher).map((same) =>
      problem(
        `routing-instances ${same[1]?.name ?? ''}`,
        `route-distinguisher ${same[1]?.routeDistinguisher ?? ''}`,
        'route-distinguisher value must be unique across all routing instances',
      ),
    ),
  ];
}

/** A vrf has a route distinguisher and route targets. The device's own texts for their absence are not known. */
export function vrfs({ instances }: CandidateView): DatabaseProblem[] {
  return instances.filter(({ type }) => type === 'vrf').flatMap((one) => [...completeness(one), ...targets(one)]);
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

function targets({ name, importTargets, exportTargets }: Instance): DatabaseProblem[] {
  const malformed = [...new Set([...importTargets, ...exportTargets])].filter((one) => !isRouteTarget(one));
  return malformed.map((one) =>
    problem(
      `routing-instances ${name}`,
      `vrf-target ${one}`,
      "Use format 'target:x:y' where 'x' is an AS number followed by an optional 'L' (To indicate 4 byte AS), or an " +
        "IP address and 'y' is a number. e.g. target:123456L:100",
    ),
  );
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

/** Type 0 `AS16:n32`, type 1 `IPv4:n16`, type 2 `AS32L:n16`. */
function isRouteDistinguisher(text: string): boolean {
  return ROUTE_DISTINGUISHER.test(text) && fits(text);
}

function isRouteTarget(text: string): boolean {
  return ROUTE_TARGET.test(text) && fits(text.slice('target:'.length));
}

/** Whether the number is within what the administrator leaves: 32 bits beside a 2-byte AS, else 16. */
function fits(text: string): boolean {
  const [administrator = '', assigned = ''] = text.split(':');
  const wide = administrator.includes('.') || administrator.endsWith('L') || Number(administrator) > LARGEST_NUMBER_16;
  return Number(assigned) <= (wide ? LARGEST_NUMBER_16 : LARGEST_NUMBER_32);
}
