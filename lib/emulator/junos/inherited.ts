import type { Configuration } from '../../junos/tree/configuration';
import type { GroupConditions } from '../../junos/inheritance/group-conditions';
import { inherit } from '../../junos/inheritance/inheritance';

/** Held no longer than somebody uses them: a rollback is not in effect. */
const known = new WeakMap<Configuration, WeakRef<Configuration>>();

/** What is in effect of a device's committed or candidate configuration: nobody changes either, nor what is returned. */
export function inheritedBy({ model }: { readonly model: string }, configuration: Configuration): Configuration {
  const found = known.get(configuration)?.deref() ?? inherit(configuration, undefined, conditionsOf(model));
  known.set(configuration, new WeakRef(found));
  return found;
}

/** What `when` of a group may ask of an emulated device, which answers from its first routing engine. */
export function conditionsOf(model: string): GroupConditions {
  return { model, routingEngine: 're0' };
}
