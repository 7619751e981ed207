import { detectionMs } from '../facts/bfd-timers';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** BFD of a session that is faster than what would keep it up. */
export const microBfdSlowerThanBfd: Rule = {
  id: 'underlay/micro-bfd-slower-than-bfd',
  severity: Severity.WARNING,
  what: 'micro-BFD of an aggregate is slower than BFD of the session over it',
  why:
    'packets of the BFD session take one of the links. When that one dies, the session is down before micro-BFD has taken the link ' +
    'out of the aggregate: the other links help nobody',
  fix: 'make microBfdMinimumIntervalMs times microBfdMultiplier at most what BFD of the underlay has',
  reference: 'RFC 7130, 3; Junos: bfd-liveness-detection (LAG)',
  check: ({ devices }) =>
    devices.flatMap(({ hostname, underlay }) =>
      (underlay?.links ?? []).flatMap(({ aggregate, constructPath, port }) => {
        const [bfd, microBfd] = [underlay?.bfd, aggregate?.microBfd];
        if (bfd === undefined || microBfd === undefined || detectionMs(microBfd) <= detectionMs(bfd)) return [];
        const times = `${detectionMs(microBfd)} ms on its links, ${detectionMs(bfd)} ms on its session`;
        return [{ message: `${port} of ${hostname}: ${times}`, constructPaths: [constructPath] }];
      }),
    ),
};
