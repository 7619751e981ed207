import type { BreakoutIntent, DeviceIntent } from '../intent/fabric-intent';
import { Configuration } from '../junos/tree/configuration';
import { modelOf } from '../platform/qfx-models';

/** The statements that split ports of a device into channels, where the fabric configures them. */
export function renderBreakouts(base: Configuration, device: DeviceIntent): void {
  if (device.prerequisites.breakouts !== 'CONFIGURE') return;
  for (const breakout of device.breakouts ?? []) setBreakout(base, device, breakout);
}

/** The statements that one breakout needs on a device, whoever configures them. */
export function breakoutStatements(device: DeviceIntent, breakout: BreakoutIntent): Configuration {
  const configuration = new Configuration();
  setBreakout(configuration, device, breakout);
  return configuration;
}

/** Junos splits a port of the chassis; Junos Evolved splits the interface. */
function setBreakout(configuration: Configuration, device: DeviceIntent, breakout: BreakoutIntent): void {
  const { channelSpeed, channels, port } = breakout;
  if (modelOf(device).evolved) {
    configuration.set('interfaces', port, 'speed', channelSpeed);
    if (channels !== undefined) configuration.set('interfaces', port, 'number-of-sub-ports', String(channels));
    return;
  }
  const [fpc = '', pic = '', number = ''] = port.slice(port.indexOf('-') + 1).split('/');
  const path = ['chassis', 'fpc', fpc, 'pic', pic, 'port', number];
  configuration.set(...path, 'channel-speed', channelSpeed);
  if (channels !== undefined) configuration.set(...path, 'number-of-sub-ports', String(channels));
}
