import { pathsOf } from '../facts/groups';
import { readableLines } from '../facts/raw-lines';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Two ways to get over a restart, of which Junos takes one. */
export const gracefulRestartWithNonstopRouting: Rule = {
  id: 'device/graceful-restart-with-nonstop-routing',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'a device has nonstop routing, and a session on it graceful restart',
  why: 'Junos refuses to commit it: "Graceful restart and Nonstop routing may not be enabled simultaneously"',
  fix: 'leave gracefulRestart out, and use serverGracefulRestart for a server that restarts; or leave nonstop-routing out',
  reference: 'Junos: nonstop-routing, graceful-restart',
  check: ({ devices }) =>
    devices.flatMap((device) => {
      const restarting = device.peerings.filter(({ gracefulRestart }) => gracefulRestart !== undefined);
      if (restarting.length === 0) return [];
      const lines = readableLines(device);
      const nonstop = lines.filter(({ configuration }) => configuration.has('routing-options', 'nonstop-routing'));
      if (nonstop.length === 0) return [];
      const message = `${device.hostname} has nonstop-routing, and graceful restart toward ${restarting[0]?.group ?? ''}`;
      return [{ message, constructPaths: pathsOf([...nonstop, ...restarting]) }];
    }),
};
