import { pathsOf, sharing } from '../facts/groups';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Two devices with one AS number in the underlay. */
export const asNumberShared: Rule = {
  id: 'underlay/as-number-shared',
  severity: Severity.ERROR,
  what: 'two devices have one AS number in the underlay',
  why:
    'a loopback that has been through one of them is discarded by the other as a loop. Two leaves do not reach each other; two ' +
    'spines do not, so that the session between the reflectors stays down, though every link is up',
  fix: 'give each device an underlayAsn of its own, or take them from the pool underlayAsns',
  reference: 'RFC 4271, 9.1.2 (AS loop); guide: IP fabric underlay',
  check: ({ devices }) => {
    const speakers = devices.flatMap(({ constructPath, hostname, underlay }) =>
      underlay === undefined ? [] : [{ constructPath, hostname, asn: underlay.localAsn }],
    );
    return sharing(speakers, ({ asn }) => asn).map(({ key, items }) => ({
      message: `${listed(items.map(({ hostname }) => hostname))} have the AS number ${key} in the underlay`,
      constructPaths: pathsOf(items),
    }));
  },
};
