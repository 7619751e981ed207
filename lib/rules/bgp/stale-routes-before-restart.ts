import { pathsOf } from '../facts/groups';
import { sitesOf } from '../facts/sites';
import type { GracefulRestartIntent, PeeringIntent } from '../../intent/fabric-intent';
import { DEFAULT_RESTART_TIME_SEC, DEFAULT_STALE_ROUTES_TIME_SEC } from '../../model/junos-defaults';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Stale routes that go before the neighbor has to be back. */
export const staleRoutesBeforeRestart: Rule = {
  id: 'bgp/stale-routes-before-restart',
  severity: Severity.WARNING,
  what: 'stale routes are kept for a shorter time than a restart may take',
  why: 'the routes go while the neighbor is still allowed to be away: traffic stops in the middle of a restart that is in time',
  fix: 'make staleRoutesTimeSec longer than restartTimeSec (300 and 120 by default)',
  reference: 'RFC 4724, 4.2; Junos: graceful-restart (BGP)',
  check: (fabric) =>
    sitesOf(fabric).flatMap((site) => {
      const early = site.sessions.map(({ peering }) => peering).filter(isEarly);
      const [first] = early;
      if (first?.gracefulRestart === undefined) return [];
      const [restart, stale] = timesOf(first.gracefulRestart);
      const message = `routes of ${site.name} are kept for ${stale} seconds, a restart may take ${restart}`;
      return [{ message, constructPaths: pathsOf(early) }];
    }),
};

function isEarly({ gracefulRestart }: PeeringIntent): boolean {
  if (gracefulRestart === undefined) return false;
  const [restart, stale] = timesOf(gracefulRestart);
  return stale < restart;
}

function timesOf({ restartTimeSec, staleRoutesTimeSec }: GracefulRestartIntent): [restart: number, stale: number] {
  return [restartTimeSec ?? DEFAULT_RESTART_TIME_SEC, staleRoutesTimeSec ?? DEFAULT_STALE_ROUTES_TIME_SEC];
}
