import { twinCannotRun } from '../errors';
import type { Configuration, Statement } from '../../junos/tree/configuration';
import { readAddressWithLength } from '../../model/address-with-length';
import type { DeviceModel, UnitModel } from '../device-model';
import { setLine } from '../../junos/formats/set-writer';
import { Cursor, Reading } from './cursor';
import { excuseFor } from './excused';
import { readInstances } from './read-instances';
import { translateInterfaces } from './read-interfaces';
import { translateCommunities, readPolicies } from './read-policies';
import { unsupported } from './unsupported';
import { MAIN_INSTANCE } from '../../model/junos-defaults';

/** A statement that the twin leaves out, and why that changes nothing. */
export interface ExcusedStatement {
  readonly line: string;
  readonly reason: string;
}

/** What a configuration becomes. */
export interface DeviceReading {
  readonly device: DeviceModel;
  readonly excused: readonly ExcusedStatement[];
}

/**
 * Reads what a device is to do out of its configuration.
 *
 * @param effective groups inherited, inactive statements left out
 * @throws twinCannotRun with every statement that would mean something and cannot be mapped
 */
export function translateDevice(hostname: string, effective: Configuration): DeviceReading {
  const reading = new Reading();
  const root = new Cursor(reading, effective.root);
  const policyOptions = effective.root.children.find(({ name }) => name === 'policy-options');
  const instances = readInstances(root, policyOptions);
  const instanceOf = new Map(instances.flatMap(({ model, interfaces }) => interfaces.map((one) => [one, model.name])));
  const { units, aggregates } = translateInterfaces(root, (unit) => instanceOf.get(unit));
  const policies = readPolicies(root);
  const communities = translateCommunities(root);
  const device: DeviceModel = {
    hostname,
    units,
    aggregates,
    vtep: vtepOf(root, units),
    instances: instances.map(({ model }) => model),
    policies,
    communities,
  };
  readAutoExport(root, device);
  const left = unread(effective, reading);
  const refused = left.flatMap(({ line, reason }) => (reason === undefined ? [{ line, reason: NOT_MAPPED }] : []));
  const problems = [...reading.refusals(), ...refused, ...unsupported(device)];
  if (problems.length > 0) throw twinCannotRun(hostname, problems);
  return { device, excused: left.flatMap(({ line, reason }) => (reason === undefined ? [] : [{ line, reason }])) };
}

const NOT_MAPPED = 'nothing in the twin does this';

/** Address of the interface that tunnels start at. */
function vtepOf(root: Cursor, units: readonly UnitModel[]): string | undefined {
  const name = root.value('switch-options', 'vtep-source-interface');
  const unit = units.find((one) => `${one.port}.${one.unit}` === name);
  const address = unit?.addresses.find((one) => readAddressWithLength(one)?.family === 'inet');
  return address?.split('/')[0];
}

/** `auto-export` leaks between instances of one device that share a route target; where none do, it does nothing. */
function readAutoExport(root: Cursor, device: DeviceModel): void {
  for (const instance of root.down('routing-instances')?.all('instance') ?? []) {
    const leak = instance.down('routing-options', 'auto-export');
    const own = device.instances.find(({ name }) => name === instance.key)?.evpn;
    const others = device.instances.filter(({ name }) => name !== instance.key && name !== MAIN_INSTANCE);
    const shares = others.some(({ evpn }) => evpn?.exportTargets.some((one) => own?.importTargets.includes(one)));
    if (leak !== undefined && shares) leak.refuse('the twin does not leak routes between instances');
  }
}

function unread(effective: Configuration, reading: Reading): { line: string; reason: string | undefined }[] {
  const found: { line: string; reason: string | undefined }[] = [];
  const walk = (statement: Statement, above: readonly string[]): void => {
    for (const child of statement.children) {
      const words = [...above, ...child.words];
      if (child.children.length > 0) walk(child, words);
      else if (!reading.hasSeen(child)) found.push({ line: setLine(words), reason: excuseFor(words) });
    }
  };
  walk(effective.root, []);
  return found;
}
