import { MAIN_INSTANCE, MANAGEMENT_INSTANCE, MANAGEMENT_PORT } from '../model/junos-defaults';
import type { RoutingModel } from './routing-model';

/**
 * The routing instance of every logical interface that is not in the main one: what instances name, and the management port
 * where `system management-instance` takes it out of the main instance.
 */
export type Membership = ReadonlyMap<string, string>;

/** Reads which instance each logical interface is in. One that several name is in the first. */
export function readMembership(model: Pick<RoutingModel, 'instances' | 'ports' | 'managementInstance'>): Membership {
  const membership = new Map<string, string>();
  for (const { name, interfaces } of model.instances) {
    for (const unit of interfaces) if (!membership.has(unit)) membership.set(unit, name);
  }
  if (!model.managementInstance) return membership;
  for (const { name: port, units } of model.ports) {
    if (MANAGEMENT_PORT.test(port)) for (const { name } of units) membership.set(name, MANAGEMENT_INSTANCE);
  }
  return membership;
}

/** The instance of a logical interface. */
export function instanceOf(membership: Membership, unit: string): string {
  return membership.get(unit) ?? MAIN_INSTANCE;
}
