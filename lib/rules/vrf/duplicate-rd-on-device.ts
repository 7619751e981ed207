import type { DeviceIntent, FabricIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import { groupedBy } from '../facts/groups';
import { wireForm } from '../facts/wire-form';
import { listed } from '../../model/listing';
import type { Rule, Violation } from '../rule';
import { Severity } from '../rule';

/** One route distinguisher for two VRFs of a device, where that does not follow from one rdNumber. */
export const duplicateRdOnDevice: Rule = {
  id: 'vrf/duplicate-rd-on-device',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'two VRFs of a leaf have one route distinguisher',
  why:
    'Junos refuses the commit; where it checks a route distinguisher of an interconnect it says "route-distinguisher value ' +
    'must be unique across all routing instances"',
  fix: 'give each VRF its own rdNumber',
  reference: 'RFC 4364, 4.2; Junos: route-distinguisher (routing instances)',
  check: function* (fabric) {
    const numbers = new Map(fabric.vrfs.map(({ name, rdNumber }) => [name, rdNumber]));
    for (const device of fabric.devices) yield* sharedOn(device, fabric, numbers);
  },
};

function* sharedOn(
  device: DeviceIntent,
  fabric: FabricIntent,
  numbers: ReadonlyMap<string, number | undefined>,
): Generator<Violation> {
  const shared = groupedBy(device.vrfs, ({ routeDistinguisher: rd }) => (rd === undefined ? rd : wireForm(rd)));
  for (const { key, items } of shared) {
    const names = new Set(items.map(({ name }) => name));
    const differ = new Set([...names].map((name) => numbers.get(name) ?? name)).size > 1;
    if (names.size < 2 || !differ) continue;
    const paths = fabric.vrfs.filter(({ name }) => names.has(name)).map(({ constructPath }) => constructPath);
    yield {
      message: `${listed([...names].sort(compareText))} have the route distinguisher ${key} on ${device.hostname}`,
      constructPaths: [device.constructPath, ...paths],
    };
  }
}
