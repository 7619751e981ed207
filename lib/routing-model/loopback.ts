import { MAIN_INSTANCE } from '../model/junos-defaults';
import type { Instance } from './instances';
import type { UnitAddress } from './ports';
import type { RoutingModel } from './routing-model';

/**
 * The IPv4 address by which a device is known in its fabric, on unit 0 of lo0; undefined where there is none. Where there are
 * several, see `ownAddress`.
 */
export function loopbackOf({ instances, ports }: Pick<RoutingModel, 'instances' | 'ports'>): UnitAddress | undefined {
  const unit = ports.flatMap(({ units }) => units).find(({ name }) => name === 'lo0.0');
  return ownAddress(unit?.addresses ?? [], instances);
}

/**
 * Of several IPv4 addresses the one that stands for the device: what `router-id` says, else what route distinguishers begin
 * with, else the one that is `primary`, else the first. 127.0.0.0/8 is for the device itself.
 */
export function ownAddress(addresses: readonly UnitAddress[], instances: readonly Instance[]): UnitAddress | undefined {
  const candidates = addresses.filter(({ address, family }) => family === 'inet' && !address.isInternal);
  const { routerId } = instances.find(({ name }) => name === MAIN_INSTANCE) ?? {};
  const distinguished = new Set(
    instances.flatMap(
      ({ routeDistinguisher }) => routeDistinguisher?.slice(0, routeDistinguisher.lastIndexOf(':')) ?? [],
    ),
  );
  return (
    candidates.find(({ address }) => address.toString() === routerId) ??
    candidates.find(({ address }) => distinguished.has(address.toString())) ??
    candidates.find(({ primary }) => primary) ??
    candidates[0]
  );
}
