import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import { onlyDevice } from '../../../lib/intent/only-device';
import { Configuration } from '../../../lib/junos/tree/configuration';
import { deviceInput, serversOf } from '../../../lib/reachability/from-intent';
import type { NetworkInput } from '../../../lib/reachability/input';
import { Reachability } from '../../../lib/reachability/reachability';
import { renderDevice } from '../../../lib/render/render-device';

/** What a test changes in a rendered configuration. */
export type Edit = (configuration: Configuration, hostname: string) => void;

/** The rendered configuration of one device, group and base together. */
function rendered(fabric: FabricIntent, hostname: string): Configuration {
  const device = fabric.devices.find((one) => one.hostname === hostname);
  if (device === undefined) throw new Error(`no ${hostname}`);
  const { base, group } = renderDevice(device, onlyDevice(fabric, device));
  const whole = new Configuration();
  for (const part of [group, base]) for (const { words } of part.statements()) whole.set(...words);
  return whole;
}

/** The rendered devices as inputs, with their configurations edited. */
export function inputOf(fabric: FabricIntent, edit: Edit = () => undefined): NetworkInput {
  const devices = fabric.devices.map((device) => {
    const configuration = rendered(fabric, device.hostname);
    edit(configuration, device.hostname);
    return deviceInput(fabric, device, configuration);
  });
  return { devices, servers: serversOf(fabric) };
}

/** Reachability of the rendered devices, with their configurations edited. */
export function edited(fabric: FabricIntent, edit: Edit = () => undefined): Reachability {
  return Reachability.ofConfigurations(inputOf(fabric, edit));
}
