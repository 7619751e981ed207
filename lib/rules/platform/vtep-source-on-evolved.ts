import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A tunnel source of the default switch on Junos Evolved, which has none. */
export const vtepSourceOnEvolved: Rule = {
  id: 'platform/vtep-source-on-evolved',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'vtepSourceInterface is CONFIGURE on a device that runs Junos OS Evolved',
  why:
    'Junos Evolved has no default switch: a tunnel source belongs to a MAC-VRF there, and without one tunnels start at lo0.0. ' +
    '"switch-options vtep-source-interface" is refused or does nothing',
  fix: 'leave the prerequisite vtepSourceInterface at Prerequisite.PRESENT on this device: nothing has to be configured for it',
  reference: 'Junos: vtep-source-interface',
  check: ({ devices }, context) =>
    devices
      .filter((device) => context.model(device)?.evolved === true)
      .filter(({ prerequisites }) => prerequisites.vtepSourceInterface === 'CONFIGURE')
      .map(({ hostname, model, constructPath }) => ({
        message: `${hostname}, a ${model}, is to get "switch-options vtep-source-interface"`,
        constructPaths: [constructPath],
      })),
};
