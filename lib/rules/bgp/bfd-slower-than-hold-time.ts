import { detectionMs } from '../facts/bfd-timers';
import { pathsOf } from '../facts/groups';
import { sitesOf } from '../facts/sites';
import type { PeeringIntent } from '../../intent/fabric-intent';
import { DEFAULT_HOLD_TIME_SEC } from '../../model/junos-defaults';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** BFD that can notice nothing before BGP itself does. */
export const bfdSlowerThanHoldTime: Rule = {
  id: 'bgp/bfd-slower-than-hold-time',
  severity: Severity.WARNING,
  what: 'BFD of a session takes as long as its hold time, or longer',
  why: 'the session is down by its hold time before BFD has noticed anything: BFD costs packets on both ends and does nothing',
  fix: 'use a holdTimeSec well above bfdMinimumIntervalMs times bfdMultiplier, or leave BFD out',
  reference: 'RFC 4271, 6.5; RFC 5880, 6.8.4',
  check: (fabric) =>
    sitesOf(fabric).flatMap((site) => {
      const useless = site.sessions.map(({ peering }) => peering).filter(isUseless);
      const [first] = useless;
      if (first?.bfd === undefined) return [];
      const message = `BFD of ${site.name} waits for ${detectionMs(first.bfd)} ms, its hold time is ${holdTimeMs(first)} ms`;
      return [{ message, constructPaths: pathsOf(useless) }];
    }),
};

function isUseless(peering: PeeringIntent): boolean {
  return peering.bfd !== undefined && detectionMs(peering.bfd) >= holdTimeMs(peering);
}

function holdTimeMs({ holdTimeSec = DEFAULT_HOLD_TIME_SEC }: PeeringIntent): number {
  return 1000 * holdTimeSec;
}
