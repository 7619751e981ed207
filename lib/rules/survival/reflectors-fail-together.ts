import type { DeviceIntent, FabricIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import { pathsOf } from '../facts/groups';
import { overlayDevices } from '../facts/overlay-sessions';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Route reflectors that all have one failure domain. */
export const reflectorsFailTogether: Rule = {
  id: 'survival/reflectors-fail-together',
  severity: Severity.ERROR,
  what: 'all route reflectors are in one failure domain',
  why:
    'leaves learn of each other from the reflectors only: what takes all of them at once takes every route between leaves, ' +
    'although every leaf and every server is well',
  fix: 'put one of them into another failureDomain, or make a spine elsewhere a reflector too',
  reference: 'RFC 4456, 7; guide: route reflection in the overlay',
  check: (fabric) => {
    const { devices } = fabric;
    const reflectors = overlayDevices(fabric).flatMap(({ device, reflects }) => (reflects ? [device] : []));
    const [domain, ...others] = new Set(reflectors.map(({ failureDomain }) => failureDomain));
    if (reflectors.length < 2 || domain === undefined || others.length > 0) return [];
    const names = reflectors.map(({ hostname }) => hostname).sort(compareText);
    const cut = leavesWithoutOthers(devices, new Set(names), domain);
    const message = `${listed(names)}, all ${tellers(reflectors)}, are in failure domain ${domain}: when it fails, ${damage(cut)}`;
    return [{ message, constructPaths: pathsOf(reflectors) }];
  },
};

function tellers([first]: readonly DeviceIntent[]): string {
  return first?.overlay?.external === undefined ? 'route reflectors of the fabric' : 'spines of the overlay';
}

function damage(cut: readonly string[]): string {
  if (cut.length === 0) return 'no leaf is left that could learn of another one';
  const learn = cut.length === 1 ? 'learns' : 'learn';
  return `${listed(cut)} ${learn} nothing of any other leaf, and no server there reaches one on another leaf`;
}

function leavesWithoutOthers(
  devices: FabricIntent['devices'],
  reflectors: ReadonlySet<string>,
  domain: string,
): string[] {
  return devices
    .filter(
      ({ failureDomain, hostname: own, overlay }) =>
        overlay !== undefined &&
        !reflectors.has(own) &&
        failureDomain !== domain &&
        overlay.peers.every(({ hostname }) => reflectors.has(hostname)),
    )
    .map(({ hostname }) => hostname)
    .sort(compareText);
}
