import type { DeviceIntent, FabricIntent } from '../../intent/fabric-intent';
import { groupedBy, pathsOf, sharing } from '../facts/groups';
import { listed } from '../../model/listing';
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
  check: (fabric) =>
    sharing(fabric.devices, ({ loopback }) => loopback).map(({ key, items }) => ({
      message: `${listed(items.map(({ hostname }) => hostname))} have the loopback ${key}${damage(fabric, items)}`,
      constructPaths: pathsOf(items),
    })),
};

/** What comes of it: the route distinguishers that the leaves have in common, and the servers that are on several of them. */
function damage({ servers }: FabricIntent, leaves: readonly DeviceIntent[]): string {
  const vrfs = leaves.flatMap((leaf) => leaf.vrfs);
  const shared = groupedBy(vrfs, ({ routeDistinguisher }) => routeDistinguisher).filter(
    ({ items }) => items.length > 1,
  );
  if (shared.length === 0) return '';
  const inShared = new Set(shared.map(({ items: [{ name }] }) => name));
  const names = new Set(leaves.map(({ hostname }) => hostname));
  const hurt = servers.filter(
    ({ attachments, vrf }) =>
      inShared.has(vrf) &&
      new Set(attachments.map(({ hostname }) => hostname).filter((hostname) => names.has(hostname))).size > 1,
  );
  const distinguishers = shared.map(({ key, items: [{ name }] }) => `${key} in ${name}`);
  const several = leaves.length === 2 ? 'both' : 'several of them';
  const what =
    hurt.length === 0
      ? `what ${several} announce`
      : `what ${several} announce of ${listed(hurt.map(({ name }) => name))}`;
  return `, and so one RD (${listed(distinguishers)}): of ${what}, the route reflectors reflect the path over one leaf only`;
}
