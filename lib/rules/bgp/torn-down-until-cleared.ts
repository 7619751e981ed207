import { sitesOf } from '../facts/sites';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A limit that takes a server away until somebody comes. */
export const tornDownUntilCleared: Rule = {
  id: 'bgp/torn-down-until-cleared',
  severity: Severity.WARNING,
  what: 'a server that announces too much is cut off until somebody clears its sessions',
  why:
    'a server announces the same on all its attachments, so that all sessions go at once, and stay down when the server is well ' +
    'again',
  fix: 'use PrefixLimitAction.teardown with an idleTimeoutMin, or an action that keeps the session',
  reference: 'Junos: prefix-limit (teardown idle-timeout forever)',
  check: (fabric) =>
    sitesOf(fabric).flatMap(({ constructPath, name, sessions }) => {
      const isForever = sessions.some(({ peering: { prefixLimitAction: action } }) => {
        return action?.action === 'teardown' && action.idleTimeoutMin === 'forever';
      });
      const message = `sessions of ${name} that are torn down stay down`;
      return isForever ? [{ message, constructPaths: [constructPath] }] : [];
    }),
};
