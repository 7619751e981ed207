import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A model without facts. */
export const modelUnknown: Rule = {
  id: 'platform/model-unknown',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'nothing is known about a model',
  why: 'without its facts nobody can say which ports it has, whether it routes VXLAN and what its commits interrupt',
  fix: 'write the model as "show version" reports it, in lower case, or add its facts',
  reference: 'Junos: show version',
  check: ({ devices }, context) =>
    devices
      .filter((device) => context.model(device) === undefined)
      .map(({ hostname, model, constructPath }) => ({
        message: `${hostname} is a ${model}`,
        constructPaths: [constructPath],
      })),
};
