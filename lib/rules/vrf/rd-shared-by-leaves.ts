import type { FabricIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import type { Located } from '../facts/groups';
import { groupedBy, pathsOf } from '../facts/groups';
import { wireForm } from '../facts/wire-form';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** One route distinguisher on several leaves, where that does not follow from one loopback. */
export const rdSharedByLeaves: Rule = {
  id: 'vrf/rd-shared-by-leaves',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'several leaves have one route distinguisher',
  why:
    'it costs the multihoming, and no commit reports it: the key of a type-5 route is RD, Ethernet tag and prefix, so the ' +
    'route reflectors see one route with several paths, keep the best one and reflect only that; the other attachments get no ' +
    'traffic, multipath on remote leaves has nothing to combine, and fail-over waits for the reflectors to converge. Which ' +
    'VRF a route goes into is decided by the route target, so RDs may differ freely',
  fix: 'make the RD of each leaf from its own loopback and the rdNumber of the VRF',
  reference: 'RFC 9136, 3.1; RFC 4364, 4.2',
  check: (fabric) =>
    groupedBy(distinguishers(fabric), ({ key }) => key)
      .filter(({ items }) => new Set(items.map(({ loopback }) => loopback)).size > 1)
      .map(({ items }) => ({
        message:
          `the route distinguisher ${items[0].text} is that of ${listed(items.map(({ words }) => words).sort(compareText))}: ` +
          'of what is announced on several of them, route reflectors reflect the path of one',
        constructPaths: pathsOf(items),
      })),
};

interface OnLeaf extends Located {
  readonly key: string;
  readonly text: string;
  readonly loopback: string;
  readonly words: string;
}

function distinguishers({ devices }: FabricIntent): OnLeaf[] {
  return devices.flatMap(({ vrfs, hostname, loopback, constructPath }) =>
    vrfs.flatMap(({ name, routeDistinguisher: text }) =>
      text === undefined
        ? []
        : [{ key: wireForm(text), text, loopback, constructPath, words: `${name} on ${hostname}` }],
    ),
  );
}
