import { compareText } from '../../model/order';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Explicit route distinguishers that Junos may also hand out by itself. */
export const rdCollidesWithAutomatic: Rule = {
  id: 'vrf/rd-collides-with-automatic',
  severity: Severity.ERROR,
  what: 'route distinguishers begin with the address of route-distinguisher-id',
  why:
    'from "routing-options route-distinguisher-id" Junos makes RDs for the instances that have none, as <address>:<number>; ' +
    'with the loopback there, it may hand out one that a VRF of the fabric has, and two instances of a device then have one ' +
    'RD, which the commit refuses. The documentation of the statement asks for another address than in explicit RDs',
  fix: 'use another address for route-distinguisher-id (it need not be reachable), or give every instance an explicit RD',
  reference: 'Junos: route-distinguisher-id',
  check: ({ devices }) =>
    devices.flatMap(({ hostname, constructPath, routeDistinguisherId: id, vrfs }) => {
      const colliding = vrfs
        .filter(({ routeDistinguisher }) => id !== undefined && routeDistinguisher?.startsWith(`${id}:`) === true)
        .map(({ name, routeDistinguisher }) => `${routeDistinguisher ?? ''} of ${name}`);
      if (id === undefined || colliding.length === 0) return [];
      const message = `${hostname} makes its own RDs from ${id}, as is ${listed(colliding.sort(compareText))}`;
      return [{ message, constructPaths: [constructPath] }];
    }),
};
