import type { FabricIntent, PeeringIntent } from '../../intent/fabric-intent';
import { pathsOf } from '../facts/groups';
import type { Site } from '../facts/sites';
import { sitesOf } from '../facts/sites';
import { counted } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Graceful restart beside BFD, and nobody said which of the two counts. */
export const bfdDuringRestartUnsaid: Rule = {
  id: 'bgp/bfd-during-restart-unsaid',
  severity: Severity.WARNING,
  what: 'graceful restart and BFD contradict each other, and nothing says which of them counts',
  why:
    'where BFD runs beside BGP on the routing engine, as on QFX, a link that breaks looks like a neighbor that restarts. Junos then ' +
    'helps, also without graceful-restart of its own: BFD is down within seconds, and routes through the broken link attract traffic ' +
    'until the restart time is over, 120 seconds by default',
  fix:
    'give bfdDuringRestart: BfdDuringRestart.FAST_FAILOVER where other attachments take the traffic (Junos 19.1 and later), ' +
    'BfdDuringRestart.RESTART_HELP where there is no other way, or leave graceful restart out',
  reference: 'RFC 5882, 4.3; Junos: graceful-restart (BGP), dont-help-shared-fate-bfd-down',
  check: (fabric) => {
    const restarting = restartingInstances(fabric);
    return sitesOf(fabric).flatMap((site) => {
      const unsaid = unsaidSessions(site, restarting);
      if (unsaid.length === 0) return [];
      const message = `${counted(unsaid.length, 'session')} of ${site.name} with BFD and graceful restart`;
      return [{ message, constructPaths: pathsOf(unsaid) }];
    });
  },
};

function unsaidSessions({ sessions }: Site, restarting: ReadonlySet<string>): PeeringIntent[] {
  // A server restarts on all of its sessions: it is one process there.
  const isServerRestarting = sessions.some(
    ({ peering }) => peering.gracefulRestart !== undefined || peering.serverGracefulRestart === true,
  );
  return sessions
    .filter(({ hostname, peering }) => isServerRestarting || restarting.has(instanceOf(hostname, peering)))
    .map(({ peering }) => peering)
    .filter(({ bfd, bfdDuringRestart }) => bfd !== undefined && bfdDuringRestart === undefined);
}

/** The VRFs on devices that restart gracefully: it stands on the instance, for all of its sessions. */
function restartingInstances({ devices }: FabricIntent): ReadonlySet<string> {
  return new Set(
    devices.flatMap(({ hostname, peerings }) =>
      peerings
        .filter(({ gracefulRestart }) => gracefulRestart !== undefined)
        .map((peering) => instanceOf(hostname, peering)),
    ),
  );
}

function instanceOf(hostname: string, { vrf }: PeeringIntent): string {
  return `${hostname}\n${vrf}`;
}
