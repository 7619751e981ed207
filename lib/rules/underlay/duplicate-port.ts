import type { DeviceIntent } from '../../intent/fabric-intent';
import { FabricLinkEnd, physicalPortsOf } from '../facts/fabric-links';
import type { Located } from '../facts/groups';
import { pathsOf, sharing } from '../facts/groups';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A port that is in two links, or in a link and toward a server. */
export const duplicatePort: Rule = {
  id: 'underlay/duplicate-port',
  severity: Severity.ERROR,
  what: 'a port of a link of the underlay is used for something else too',
  why:
    'a port has one cable. A member of an aggregate takes no addresses and no other aggregate ("Member link cannot be a part of ' +
    'multiple aggregation group"); two links on one port become one with two addresses, of which one never works',
  fix: 'give each link and each server ports of its own',
  reference: 'Junos: 802.3ad; guide: IP fabric underlay',
  check: ({ devices }) =>
    devices
      .filter(({ underlay }) => underlay !== undefined)
      .flatMap((device) =>
        sharing(usesOf(device), ({ port }) => port)
          .filter(({ items }) => items.some(({ isLink }) => isLink))
          .map(({ key, items }) => ({
            message: `${key} of ${device.hostname} is ${listed(items.map(({ words }) => words))}`,
            constructPaths: pathsOf(items),
          })),
      ),
};

interface Use extends Located {
  readonly port: string;
  readonly words: string;
  readonly isLink: boolean;
}

/** Every port that is used, once for each use; units of one port toward servers are one use. */
function usesOf(device: DeviceIntent): Use[] {
  const links = (device.underlay?.links ?? []).flatMap((link) => {
    const ports = new Set([link.port, ...physicalPortsOf(new FabricLinkEnd(device, link))]);
    const { constructPath } = link;
    return [...ports].map((port) => ({
      port,
      constructPath,
      words: `a port of the link to ${link.peer}`,
      isLink: true,
    }));
  });
  const servers = new Map<string, Use>();
  for (const { aggregate, constructPath, description, port } of device.interfaces) {
    for (const one of [port, ...(aggregate?.members ?? [])]) {
      servers.set(one, { port: one, constructPath, words: `the port "${description}"`, isLink: false });
    }
  }
  return [...links, ...servers.values()];
}
