import type { InterfaceIntent } from '../../intent/fabric-intent';
import { pathsOf } from '../facts/groups';
import { sharedPortsOf } from '../facts/ports';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Several speeds, native VLANs or sets of members for one port. */
export const portSettingsDiffer: Rule = {
  id: 'interface/port-settings-differ',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'interfaces of one port want different things of it',
  why: 'speed, native VLAN and the members of an aggregate belong to the physical port, so that only one can be configured',
  fix: 'say it at one interface of the port, or the same at all; one VLAN of a port is the native one',
  reference: 'Junos: speed, native-vlan-id, 802.3ad (interfaces)',
  check: (fabric) =>
    sharedPortsOf(fabric).flatMap(({ device, name, interfaces }) =>
      SETTINGS.flatMap(([setting, valueOf]) => {
        const saying = interfaces.filter((attached) => valueOf(attached) !== undefined);
        if (new Set(saying.map((attached) => JSON.stringify(valueOf(attached)))).size < 2) return [];
        const message = `${name} of ${device.hostname} is given more than one ${setting}`;
        return [{ message, constructPaths: pathsOf(saying) }];
      }),
    ),
};

const SETTINGS: readonly (readonly [setting: string, valueOf: (attached: InterfaceIntent) => unknown])[] = [
  ['speed', ({ speed }) => speed],
  ['native VLAN', ({ native, vlanId }) => (native === true ? vlanId : undefined)],
  ['aggregate', ({ aggregate }) => aggregate],
];
