import type { VrfIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import { wireForm } from '../facts/wire-form';
import { listed } from '../../model/listing';
import type { Rule, Violation } from '../rule';
import { Severity } from '../rule';

/** A VRF that imports the routes of another one. */
export const importsFromAnother: Rule = {
  id: 'vrf/imports-from-another',
  severity: Severity.ERROR,
  what: 'a VRF imports the route target of another VRF',
  why:
    'the routes of the other VRF appear in this one, on all leaves: what is in it can be reached from here, and equal prefixes of ' +
    'both hide one another. The way back is not there unless the other VRF imports too',
  fix:
    'leave the route target out of importRouteTargets, or give the other VRF another one; where the leak is meant, acknowledge ' +
    'the rule on the VRF that imports',
  reference: 'RFC 4364, 4.3.1; Junos: vrf-import',
  check: ({ vrfs }) =>
    vrfs.flatMap((vrf) => (vrf.importRouteTargets ?? []).flatMap((target) => leak(vrf, target, vrfs))),
};

function leak(vrf: VrfIntent, target: string, vrfs: readonly VrfIntent[]): Violation[] {
  const owners = vrfs.filter(
    ({ name, routeTarget }) =>
      name !== vrf.name && routeTarget !== undefined && wireForm(routeTarget) === wireForm(target),
  );
  if (owners.length === 0) return [];
  const names = listed([...new Set(owners.map(({ name }) => name))].sort(compareText));
  const message = `${vrf.name} imports ${target}, the route target of ${names}`;
  return [{ message, constructPaths: [vrf.constructPath] }];
}
