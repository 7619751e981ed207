import { InterfaceName } from '../../model/interface-name';
import { describePorts, hasInterface } from '../../platform/qfx-model';
import { fabricLinksOf, physicalPortsOf } from '../facts/fabric-links';
import { pathsOf } from '../facts/groups';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A link on a port that the switch does not have. */
export const linkPortNotOnModel: Rule = {
  id: 'underlay/port-not-on-model',
  severity: Severity.ERROR,
  what: 'a port of a link of the underlay does not exist on the model',
  why: 'Junos commits the configuration of a port that is not there; the link stays down, and no command says why',
  fix: 'name a port of the model; Junos names ports after their speed, so the same socket can be et- or xe-',
  reference: 'Junos: interface naming; the data sheet of the model',
  check: (fabric, context) =>
    fabricLinksOf(fabric).flatMap((end) => {
      const model = context.model(end.device);
      if (model === undefined) return [];
      return physicalPortsOf(end)
        .filter((port) => !hasInterface(model, InterfaceName.parse(port)))
        .map((port) => ({
          message: `${port} is no port of ${end.device.hostname}, a ${model.productName}, which has ${describePorts(model)}`,
          constructPaths: pathsOf([end]),
        }));
    }),
};
