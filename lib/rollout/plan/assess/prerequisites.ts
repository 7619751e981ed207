import { prerequisiteMissing } from '../errors';
import type { DeviceIntent, FabricIntent } from '../../../intent/fabric-intent';
import { deviceAsn } from '../../../intent/device-asn';
import type { Configuration } from '../../../junos/tree/configuration';
import { aggregatedDeviceCount } from '../../../render/aggregates';
import { breakoutStatements } from '../../../render/breakouts';
import type { Problem } from '../../problem';
import { problemOf } from '../../problem';
import { asnOf } from '../../../checks/replies/values';

/**
 * The device-wide statements that the intent takes for granted and the device does not have.
 *
 * @param effective - the committed configuration with its groups expanded
 */
export function prerequisiteProblems(
  device: DeviceIntent,
  fabric: FabricIntent,
  effective: Configuration,
): Problem<'prerequisiteMissing'>[] {
  const { autonomousSystem, vtepSourceInterface, forwardingTableExport, overlayEcmp, routerId } = device.prerequisites;
  const { aggregatedDeviceCount: deviceCount, breakouts, gracefulRestart } = device.prerequisites;
  const missing = [
    ...(autonomousSystem === 'PRESENT' ? wrongAutonomousSystem(deviceAsn(fabric, device), effective) : []),
    ...(vtepSourceInterface === 'PRESENT' ? wrongVtepSource(effective) : []),
    ...(forwardingTableExport === 'PRESENT' ? noLoadBalancing(effective) : []),
    ...(overlayEcmp === 'PRESENT' ? noOverlayEcmp(effective) : []),
    ...(routerId === 'PRESENT' ? wrongRouterId(device, effective) : []),
    ...(deviceCount === 'PRESENT' ? tooFewAggregates(device, effective) : []),
    ...(breakouts === 'PRESENT' ? missingBreakouts(device, effective) : []),
    ...(gracefulRestart === 'PRESENT' ? noGracefulRestart(effective) : []),
  ];
  return missing.map(([line, seen]) => problemOf(prerequisiteMissing(device.hostname, line, seen), device.hostname));
}

/** The set line that is needed, and what was seen. */
type Missing = readonly [line: string, seen: string];

function wrongAutonomousSystem(asn: number, effective: Configuration): Missing[] {
  const seen = effective.value('routing-options', 'autonomous-system');
  return seen !== undefined && asnOf(seen) === asn
    ? []
    : [[`set routing-options autonomous-system ${asn}`, seen ?? 'none']];
}

function wrongVtepSource(effective: Configuration): Missing[] {
  const seen = effective.value('switch-options', 'vtep-source-interface');
  return seen === 'lo0.0' ? [] : [['set switch-options vtep-source-interface lo0.0', seen ?? 'none']];
}

function noLoadBalancing(effective: Configuration): Missing[] {
  const exported = effective.values('routing-options', 'forwarding-table', 'export');
  const balances = exported.some((policy) =>
    [...effective.subtree('policy-options', 'policy-statement', policy).statements()].some(({ words }) =>
      words.includes('load-balance'),
    ),
  );
  const seen = exported.length === 0 ? 'no export policy' : `${exported.join(', ')}, which does not balance the load`;
  return balances
    ? []
    : [['set routing-options forwarding-table export <policy with then load-balance per-packet>', seen]];
}

function wrongRouterId({ loopback }: DeviceIntent, effective: Configuration): Missing[] {
  const seen = effective.value('routing-options', 'router-id');
  return seen === loopback ? [] : [[`set routing-options router-id ${loopback}`, seen ?? 'none']];
}

function tooFewAggregates(device: DeviceIntent, effective: Configuration): Missing[] {
  const path = ['chassis', 'aggregated-devices', 'ethernet', 'device-count'];
  const needed = aggregatedDeviceCount(device) ?? 0;
  const seen = effective.value(...path);
  return Number(seen ?? 0) >= needed ? [] : [[`set ${path.join(' ')} ${needed}`, seen ?? 'none']];
}

function missingBreakouts(device: DeviceIntent, effective: Configuration): Missing[] {
  const needed = (device.breakouts ?? []).flatMap((one) => [...breakoutStatements(device, one).statements()]);
  return needed
    .filter(({ words }) => !effective.has(...words))
    .map(({ words }) => [`set ${words.join(' ')}`, effective.value(...words.slice(0, -1)) ?? 'none']);
}

function noGracefulRestart(effective: Configuration): Missing[] {
  const path = ['routing-options', 'graceful-restart'];
  const isOff = !effective.has(...path) || effective.has(...path, 'disable');
  return isOff ? [[`set ${path.join(' ')}`, 'none']] : [];
}

function noOverlayEcmp(effective: Configuration): Missing[] {
  return effective.has('forwarding-options', 'vxlan-routing', 'overlay-ecmp')
    ? []
    : [['set forwarding-options vxlan-routing overlay-ecmp', 'none']];
}
