import { setLine } from '../../junos/formats/set-writer';
import type { Configuration } from '../../junos/tree/configuration';
import { MAIN_INSTANCE } from '../../model/junos-defaults';
import { ownAddress } from '../../routing-model/loopback';
import type { RoutingModel } from '../../routing-model/routing-model';
import { readRoutingModel } from '../../routing-model/routing-model';
import { tunnelSources } from '../../routing-model/tunnel-sources';
import type { DeviceModel } from '../device-model';
import { twinCannotRun } from '../errors';
import { isActedOn } from './acted-on';
import { excuseFor } from './excused';
import { Refusals } from './refusals';
import { translateInstances } from './translate-instances';
import { translatePolicies } from './translate-policies';
import { translatePorts } from './translate-ports';
import { unsupported } from './unsupported';

/** A statement that the twin leaves out, and why that changes nothing. */
export interface ExcusedStatement {
  readonly line: string;
  readonly reason: string;
}

/** What a configuration becomes. */
export interface TranslatedDevice {
  readonly device: DeviceModel;
  readonly excused: readonly ExcusedStatement[];
}

/**
 * What a device is to do in the twin.
 *
 * @param effective groups inherited, inactive statements left out
 * @throws twinCannotRun with every statement that would mean something and cannot be mapped
 */
export function translateDevice(hostname: string, effective: Configuration): TranslatedDevice {
  const model = readRoutingModel(effective);
  const refusals = new Refusals();
  const instances = translateInstances(model, refusals);
  const ports = translatePorts(model, refusals);
  const policies = translatePolicies(model, refusals);
  const communities = new Map(
    [...model.communities.values()].map(({ name, members, invertMatch }) => {
      refusals.refuse(invertMatch, 'the twin cannot turn a match around');
      return [name, { name, members }];
    }),
  );
  const device: DeviceModel = { hostname, ...ports, vtep: vtepOf(model), instances, policies, communities };
  refuseAutoExport(model, device, refusals);
  const left = leftOut(model, refusals);
  const refused = left.flatMap(({ line, reason }) => (reason === undefined ? [{ line, reason: NOT_MAPPED }] : []));
  const problems = [...refusals.list(), ...refused, ...unsupported(device)];
  if (problems.length > 0) throw twinCannotRun(hostname, problems);
  return { device, excused: left.flatMap(({ line, reason }) => (reason === undefined ? [] : [{ line, reason }])) };
}

const NOT_MAPPED = 'nothing in the twin does this';

/** Address of the interface that tunnels start at. */
function vtepOf(model: RoutingModel): string | undefined {
  const [source] = tunnelSources(model);
  const unit = model.ports.flatMap(({ units }) => units).find(({ name }) => name === source?.interface);
  return ownAddress(unit?.addresses ?? [], model.instances)?.address.toString();
}

/** `auto-export` leaks between instances of one device that share a route target; where none do, it does nothing. */
function refuseAutoExport({ instances }: RoutingModel, device: DeviceModel, refusals: Refusals): void {
  for (const { name, isMain, autoExport } of instances) {
    if (isMain || autoExport === undefined) continue;
    const own = device.instances.find((one) => one.name === name)?.evpn;
    const others = device.instances.filter((one) => one.name !== name && one.name !== MAIN_INSTANCE);
    const shares = others.some(({ evpn }) => evpn?.exportTargets.some((one) => own?.importTargets.includes(one)));
    if (shares) refusals.refuse(autoExport, 'the twin does not leak routes between instances');
  }
}

/** The statements that the twin does not act on, each with its excuse if it has one. */
function leftOut(model: RoutingModel, refusals: Refusals): { line: string; reason: string | undefined }[] {
  return model
    .statements()
    .filter((statement) => !isActedOn(statement) && !refusals.has(statement.place))
    .map(({ place: { words } }) => ({ line: setLine(words), reason: excuseFor(words) }));
}
