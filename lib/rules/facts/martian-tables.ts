import type { FabricIntent } from '../../intent/fabric-intent';
import { FabricError } from '../../model/fabric-error';
import type { Martian } from '../../model/martians';
import { compareText } from '../../model/order';
import { reachabilityOf } from './demands';
import { once } from './once';
import type { Site } from './sites';

/** The martian addresses of a VRF on one leaf, beside those of every table. */
interface MartianTable {
  readonly hostname: string;
  readonly configured: readonly Martian[];
}

/** Those of the leaves that have a session with a site, sorted by host name. */
export function martianTablesOf(fabric: FabricIntent, { sessions, vrf }: Site): MartianTable[] {
  const leaves = [...new Set(sessions.map(({ hostname }) => hostname))].sort(compareText);
  return leaves.map((hostname) => ({ hostname, configured: configuredOn(fabric, hostname, vrf) }));
}

/** What set lines of the fabric say of martian addresses; where the fabric cannot be read, other rules tell. */
function configuredOn(fabric: FabricIntent, hostname: string, vrf: string): readonly Martian[] {
  // Reading a whole fabric takes long, and next to none has a word of it.
  if (!namingMartians(fabric).has(hostname)) return [];
  const reachability = reachabilityOf(fabric);
  if (reachability === undefined || FabricError.isFabricError(reachability)) return [];
  const device = reachability.network.devices.find((one) => one.hostname === hostname);
  return device?.vrfs.find(({ name }) => name === vrf)?.martians ?? [];
}

/** Host names of the devices that have set lines with a word of martians in them. */
const namingMartians: (fabric: FabricIntent) => ReadonlySet<string> = once(
  ({ devices }) =>
    new Set(
      devices
        .filter(({ statements = [] }) => statements.some(({ line }) => line.includes('martians')))
        .map(({ hostname }) => hostname),
    ),
);
