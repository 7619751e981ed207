import type { FabricIntent } from '../../intent/fabric-intent';
import type { Violation } from '../rule';
import type { Located } from './groups';
import { pathsOf } from './groups';
import { sitesOf } from './sites';

/** An AS number that the fabric uses, and whose it is. */
interface UsedAsn extends Located {
  readonly asn: number;
  readonly owner: string;
}

/** One violation for each AS number of the fabric of which `wrong` says what is wrong with it. */
export function asNumberViolations(fabric: FabricIntent, wrong: (asn: number) => string | undefined): Violation[] {
  const overlay = {
    asn: fabric.overlayAsn,
    owner: `the overlay of ${fabric.name}`,
    constructPath: fabric.constructPath,
  };
  const devices = fabric.devices.flatMap(({ asn, constructPath, hostname }) =>
    asn === undefined ? [] : [{ asn, owner: hostname, constructPath }],
  );
  const sites = sitesOf(fabric).map(({ asn, name, constructPath }) => ({ asn, owner: name, constructPath }));
  return [overlay, ...devices, ...sites].flatMap((used: UsedAsn) => {
    const reason = wrong(used.asn);
    if (reason === undefined) return [];
    return [{ message: `${used.owner} has the AS number ${used.asn}, ${reason}`, constructPaths: pathsOf([used]) }];
  });
}
