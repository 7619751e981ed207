import { compareText } from '../../model/order';
import { pathsOf, sharing } from '../facts/groups';
import { wireForm } from '../facts/wire-form';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Two VRFs that import each other's routes. */
export const routeTargetShared: Rule = {
  id: 'vrf/route-target-shared',
  severity: Severity.ERROR,
  what: 'two VRFs have one route target',
  why:
    'every leaf imports what carries the route target: the routes of one VRF appear in the other, on all leaves, silently. ' +
    'What was to be separate can then be reached, and equal prefixes of both hide one another',
  fix: 'give each VRF its own route target; where the leak is meant, acknowledge the rule on both VRFs',
  reference: 'RFC 4364, 4.3.1; Junos: vrf-target',
  check: ({ vrfs }) =>
    sharing(vrfs, ({ routeTarget }) => (routeTarget === undefined ? undefined : wireForm(routeTarget)))
      .filter(({ items }) => new Set(items.map(({ name }) => name)).size > 1)
      .map(({ key, items }) => ({
        message: `${listed(items.map(({ name }) => name).sort(compareText))} have the route target ${key}`,
        constructPaths: pathsOf(items),
      })),
};
