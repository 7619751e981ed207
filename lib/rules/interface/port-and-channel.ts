import { compareNumbered } from '../../intent/order';
import { groupedBy, pathsOf } from '../facts/groups';
import type { Port } from '../facts/ports';
import { portsOf } from '../facts/ports';
import { listed } from '../facts/words';
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
  check: (fabric) =>
    groupedBy(portsOf(fabric), socketOf)
      .filter(({ items }) => new Set(items.map(({ name }) => formOf(name))).size > 1)
      .map(({ items }) => ({
        message: `${listed(items.map(({ name }) => name).sort(compareNumbered))} of ${items[0].device.hostname} are one socket`,
        constructPaths: pathsOf(items.flatMap(({ interfaces }) => interfaces)),
      })),
};

/** Nothing for an aggregate, which is no socket. */
function socketOf({ device, name }: Port): string | undefined {
  const dash = name.indexOf('-');
  if (dash < 0) return undefined;
  const channel = name.indexOf(':');
  return `${device.hostname} ${name.slice(dash + 1, channel < 0 ? undefined : channel)}`;
}

/** Channels of one kind can stand side by side; all else cannot: `et-`, `xe-`, `xe- channels`. */
function formOf(name: string): string {
  return `${name.slice(0, name.indexOf('-'))}${name.includes(':') ? ':' : ''}`;
}
