import { InterfaceName } from '../../model/interface-name';
import { describePorts, hasInterface } from '../../platform/qfx-model';
import { pathsOf } from '../facts/groups';
import { portsOf } from '../facts/ports';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A port that the switch does not have. */
export const portNotOnModel: Rule = {
  id: 'interface/port-not-on-model',
  severity: Severity.ERROR,
  what: 'a port does not exist on the model',
  why:
    'Junos commits the configuration of a port that is not there, and the port stays down; only show commands say "device … ' +
    'not found". A position beyond the chassis is refused when it is loaded ("port value outside range")',
  fix: 'name a port of the model; Junos names ports after their speed, so the same socket can be et- or xe-',
  reference: 'Junos: interface naming; the data sheet of the model',
  check: (fabric, context) =>
    portsOf(fabric).flatMap(({ device, name, interfaces }) => {
      const model = context.model(device);
      if (model === undefined) return [];
      const members = interfaces.flatMap(({ aggregate }) => aggregate?.members ?? []);
      return [...new Set([name, ...members])]
        .filter((port) => !hasInterface(model, InterfaceName.parse(port)))
        .map((port) => ({
          message: `${port} is no port of ${device.hostname}, a ${model.productName}, which has ${describePorts(model)}`,
          constructPaths: pathsOf(interfaces),
        }));
    }),
};
