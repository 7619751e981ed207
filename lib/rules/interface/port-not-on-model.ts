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
      if (model === undefined || hasInterface(model, InterfaceName.parse(name))) return [];
      const message = `${name} is no port of ${device.hostname}, a ${model.productName}, which has ${describePorts(model)}`;
      return [{ message, constructPaths: pathsOf(interfaces) }];
    }),
};
