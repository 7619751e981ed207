import type { DeviceChange } from './group/device-change';
import type { Settings } from './settings';

/**
 * What a device gets more where its change restarts the forwarding engine. Juniper gives no figure; this one is ours, and
 * only how long a failure is waited for depends on it.
 */
const FORWARDING_RESTART_MS = 300_000;

/** A device of which only matters what its change does to traffic. */
interface Changing {
  readonly change: Pick<DeviceChange, 'disruption'>;
}

/** Milliseconds that the checks of these devices may take to become true. */
export function checkDeadlineOf(settings: Pick<Settings, 'checkDeadlineMs'>, devices: readonly Changing[]): number {
  return settings.checkDeadlineMs + (devices.some(restartsForwarding) ? FORWARDING_RESTART_MS : 0);
}

function restartsForwarding({ change }: Changing): boolean {
  return change.disruption.class === 'forwardingRestart';
}
