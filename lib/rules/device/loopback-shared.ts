import { pathsOf, sharing } from '../facts/groups';
import { listed } from '../facts/words';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Two leaves with one loopback. */
export const loopbackShared: Rule = {
  id: 'device/loopback-shared',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'two leaves have one loopback',
  why:
    'the loopback is the VTEP of a leaf, its router id, and the first half of its route distinguishers; no device complains, ' +
    'but two leaves with one loopback have one RD in each VRF, so that the route reflectors see one route where there are ' +
    'two, keep one best path and reflect only that: the other leaf gets no traffic, and fail-over waits for the reflectors',
  fix: 'give each leaf the loopback that it has',
  reference: 'RFC 4364, 4.2 (route distinguishers); RFC 9136, 3.1 (the key of a type-5 route)',
  check: ({ devices }) =>
    sharing(devices, ({ loopback }) => loopback).map(({ key, items }) => ({
      message: `${listed(items.map(({ hostname }) => hostname))} have the loopback ${key}`,
      constructPaths: pathsOf(items),
    })),
};
