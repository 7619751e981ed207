import type { Configuration } from '../../junos/tree/configuration';
import type { GroupConditions } from '../../junos/inheritance/group-conditions';
import { inherit } from '../../junos/inheritance/inheritance';

const known = new WeakMap<Configuration, Configuration>();

/** What is in effect of a device's committed or candidate configuration: nobody changes either, nor what is returned. */
export function inheritedBy({ model }: { readonly model: string }, configuration: Configuration): Configuration {
  const found = known.get(configuration) ?? inherit(configuration, undefined, conditionsOf(model));
  known.set(configuration, found);
  return found;
}

/** What `when` of a group may ask of an emulated device, which answers from its first routing engine. */
export function conditionsOf(model: string): GroupConditions {
  return { model, routingEngine: 're0' };
}
