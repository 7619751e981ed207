import type { Rule } from '../rule';
import { Severity } from '../rule';
import { groupedBy } from '../facts/groups';
import { listed } from '../../model/listing';
import { compareText } from '../../model/order';

/** One loopback unit in two VRFs of a device. */
export const loopbackUnitShared: Rule = {
  id: 'vrf/loopback-unit-shared',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'two VRFs of a device have one loopback unit',
  why: 'a unit is in one instance; Junos refuses the commit ("interface … is already configured in another instance")',
  fix: 'give each VRF a unit of its own on that device',
  reference: 'Junos: interface (routing instances)',
  check: ({ devices, vrfs }) =>
    devices.flatMap((device) =>
      groupedBy(device.vrfs, ({ loopback }) => loopback && String(loopback.unit)).flatMap(({ key, items }) => {
        const names = items.map(({ name }) => name).sort(compareText);
        if (names.length < 2) return [];
        const paths = vrfs.filter(({ name }) => names.includes(name)).map(({ constructPath }) => constructPath);
        return [{ message: `lo0.${key} of ${device.hostname} is in ${listed(names)}`, constructPaths: paths }];
      }),
    ),
};
