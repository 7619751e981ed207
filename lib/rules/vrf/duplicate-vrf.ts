import type { VrfIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import { pathsOf, sharing } from '../facts/groups';
import { listed } from '../../model/listing';
import { wireForm } from '../facts/wire-form';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** One VRF in two constructs, which may say different things of it. */
export const duplicateVrf: Rule = {
  id: 'vrf/duplicate-vrf',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'one VRF is declared twice',
  why:
    'a VRF is one thing on all leaves. Where the route target of one leaf is not that of the others, its routes stay in ' +
    'bgp.evpn.0 there and none appear in the VRF, without any message; where the VNI differs, packets go out with one that ' +
    'the other side drops (reject-asymmetric-vni) or takes for another VRF',
  fix: 'declare the VRF once, in a scope above all that use it, and hand it to them',
  reference: 'RFC 9136, 3.1; RFC 4364, 4.3.1; Junos: ip-prefix-routes, vrf-target',
  check: ({ vrfs }) =>
    sharing(vrfs, ({ name }) => name).map(({ key, items }) => ({
      message: `${key} is declared ${items.length} times${differences(items)}`,
      constructPaths: pathsOf(items),
    })),
};

function differences(vrfs: readonly VrfIntent[]): string {
  const parts = [
    different(
      'route targets',
      vrfs.map(({ routeTarget }) => routeTarget && wireForm(routeTarget)),
    ),
    different(
      'imported route targets',
      vrfs.map(({ importRouteTargets = [] }) => importRouteTargets.map(wireForm).join(', ') || undefined),
    ),
    different(
      'VNIs',
      vrfs.map(({ vni }) => vni),
    ),
    different(
      'rdNumbers',
      vrfs.map(({ rdNumber }) => rdNumber),
    ),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `, with ${parts.join(' and ')}`;
}

function different(what: string, values: readonly (string | number | undefined)[]): string {
  const distinct = [...new Set(values.map((value) => (value === undefined ? 'none' : String(value))))];
  return distinct.length < 2 ? '' : `the ${what} ${listed(distinct.sort(compareText))}`;
}
