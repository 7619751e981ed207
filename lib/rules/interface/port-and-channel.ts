import { compareNumbered } from '../../intent/order';
import { usedPortsOf } from '../facts/breakouts';
import { groupedBy, pathsOf } from '../facts/groups';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A socket of the switch used whole and broken out, or at two speeds. */
export const portAndChannel: Rule = {
  id: 'interface/port-and-channel',
  severity: Severity.ERROR,
  what: 'a port is used as a whole and in channels, or under two names',
  why:
    'with channel-speed a port becomes channels, and the port itself is gone; named after another speed it is gone too. The ' +
    'configuration of what is not there commits, and stays down',
  fix: 'use either the port or its channels, under the name that goes with its speed',
  reference: 'Junos: channel-speed; interface naming',
  check: ({ devices }) =>
    devices.flatMap((device) =>
      groupedBy(usedPortsOf(device), ({ position }) => position).flatMap(({ items }) => {
        const names = [...new Set(items.map(({ name }) => name))].sort(compareNumbered);
        if (new Set(names.map(formOf)).size < 2) return [];
        return [{ message: `${listed(names)} of ${device.hostname} are one socket`, constructPaths: pathsOf(items) }];
      }),
    ),
};

/** Channels of one kind can stand side by side; all else cannot: `et-`, `xe-`, `xe- channels`. */
function formOf(name: string): string {
  return `${name.slice(0, name.indexOf('-'))}${name.includes(':') ? ':' : ''}`;
}
