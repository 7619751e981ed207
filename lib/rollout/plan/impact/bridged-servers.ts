import { describeClass } from '../../../disruption/disruption-class';
import { bridgedServersInterrupted } from '../errors';
import type { PlannedDevice } from '../../planned-device';
import type { Problem } from '../../problem';
import { problemOf } from '../../problem';
import type { Gateway } from '../waves/server-sessions';
import { gatewaysAfter, gatewaysBefore } from '../waves/server-sessions';
import type { DisruptiveStatement } from './device-disruption';

/**
 * What should be known before a change: it disturbs a VRF that servers are bridged into, whoever made their gateway. No session tells
 * which servers these are, or whether another device serves them. One sentence a device.
 */
export function bridgedServerWarnings(devices: readonly PlannedDevice[]): Problem<'bridgedServersInterrupted'>[] {
  return devices.flatMap(({ change, hostname }) => {
    const stays = new Set(gatewaysAfter(change).map(keyOf));
    const { class: worst, statements } = change.disruption;
    const disturbed = gatewaysBefore(change).filter(
      (gateway) => stays.has(keyOf(gateway)) && statements.some((statement) => disturbs(statement, gateway)),
    );
    if (disturbed.length === 0) return [];
    return [problemOf(bridgedServersInterrupted(hostname, describeClass(worst), disturbed.map(keyOf)))];
  });
}

function keyOf({ name, vrf }: Gateway): string {
  return `${name} of ${vrf}`;
}

/** What is about the gateway itself, its VRF as a whole, or the whole device; sessions and other ports of the VRF are not. */
function disturbs({ class: found, line }: DisruptiveStatement, { name, vrf }: Gateway): boolean {
  if (found === 'hitless') return false;
  if (found === 'forwardingRestart' || found === 'unknown') return true;
  const [, top, entry, third, fourth, fifth] = line.split(' ');
  if (top === 'interfaces') return entry === 'irb' && (third !== 'unit' || `irb.${fourth ?? ''}` === name);
  if (top !== 'routing-instances' || entry !== vrf) return false;
  if (third === 'interface') return fourth === name;
  return fourth !== 'bgp' || fifth !== 'group';
}
