import type { DeviceIntent } from '../../intent/fabric-intent';
import { compareNumbered } from '../../intent/order';
import { pathsOf } from '../facts/groups';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

interface Use {
  readonly constructPath: string;
  /** What the port is used as, in words. */
  readonly as: string;
}

/** A port in an aggregate that is used otherwise too. */
export const portIsMember: Rule = {
  id: 'interface/port-is-member',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'a member of an aggregate is also used by itself, or in another aggregate',
  why:
    'a member has physical settings only and carries the frames of its aggregate ("Member link cannot be a part of multiple ' +
    'aggregation group"); its own addresses would never be used',
  fix: 'take the port out of the aggregate, or put the interface onto the aggregate',
  reference: 'Junos: 802.3ad (ether-options)',
  check: ({ devices }) =>
    devices.flatMap((device) =>
      [...usesOf(device)]
        .map(([port, uses]) => ({ port, uses, kinds: new Set(uses.map(({ as }) => as)) }))
        .filter(({ kinds }) => kinds.size > 1)
        .sort((a, b) => compareNumbered(a.port, b.port))
        .map(({ kinds, port, uses }) => ({
          message: `${port} of ${device.hostname} is ${listed([...kinds].sort())}`,
          constructPaths: pathsOf(uses),
        })),
    ),
};

/** What the physical ports of a device are used as toward servers. */
function usesOf({ interfaces }: DeviceIntent): Map<string, Use[]> {
  const uses = new Map<string, Use[]>();
  const add = (port: string, use: Use): void => {
    uses.set(port, [...(uses.get(port) ?? []), use]);
  };
  for (const { aggregate, constructPath, port } of interfaces) {
    add(port, { constructPath, as: 'an interface of its own' });
    for (const member of aggregate?.members ?? []) add(member, { constructPath, as: `a member of ${port}` });
  }
  return uses;
}
