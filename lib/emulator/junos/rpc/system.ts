/** What a device is. */
import { dateTime, elapsed, epochSeconds } from '../time-text';
import { element, leaf } from '../xml-text';
import type { RpcContext } from './context';

/** `get-software-information`: `show version`, from every routing engine where there are two. */
export function softwareInformation({ device }: RpcContext): string {
  const information = versionOf(device);
  if (device.routingEngines === 1) return information;
  const names = device.switches.lostRoutingEngine === undefined ? ['re0', 're1'] : ['re0'];
  return element(
    'multi-routing-engine-results',
    names.map((name) => element('multi-routing-engine-item', [leaf('re-name', name), information])),
  );
}

function versionOf(device: RpcContext['device']): string {
  return element('software-information', [
    leaf('host-name', hostName(device)),
    leaf('product-model', device.model),
    leaf('product-name', device.model),
    leaf('junos-version', device.junos),
    element('package-information', [
      leaf('name', 'junos'),
      leaf('comment', `JUNOS OS Kernel 64-bit [${device.junos}]`),
    ]),
  ]);
}

/** `get-system-information`. */
export function systemInformation({ device }: RpcContext): string {
  return element('system-information', [
    leaf('hardware-model', device.model),
    leaf('os-name', device.junos.endsWith('-EVO') ? 'junos-evo' : 'junos'),
    leaf('os-version', device.junos),
    leaf('serial-number', serialNumber(device.hostname)),
    leaf('host-name', hostName(device)),
  ]);
}

/** `get-system-uptime-information`: the device's clock is the lab's. */
export function systemUptimeInformation({ device }: RpcContext): string {
  const now = device.clock.now();
  const [newest] = device.database.history;
  return element(
    'system-uptime-information',
    [
      element('current-time', [moment(now)]),
      element('system-booted-time', [moment(device.booted), duration(now - device.booted)]),
      element('last-configured-time', [
        moment(newest?.time ?? device.booted),
        duration(now - (newest?.time ?? device.booted)),
        leaf('user', newest?.user ?? 'root'),
      ]),
    ],
    { xmlns: device.namespace('junos') },
  );
}

/** What the device calls itself: the committed `system host-name`. */
function hostName(device: RpcContext['device']): string {
  return device.effective.value('system', 'host-name') ?? device.hostname;
}

function moment(ms: number): string {
  return leaf('date-time', dateTime(ms), { 'junos:seconds': epochSeconds(ms) });
}

function duration(ms: number): string {
  return leaf('time-length', elapsed(ms), { 'junos:seconds': Math.floor(ms / 1000) });
}

/** Looks like one, and is the same on every run. */
export function serialNumber(hostname: string): string {
  const sum = Buffer.from(hostname).reduce((total, byte) => (total * 31 + byte) % 100_000_000, 7);
  return `LAB${String(sum).padStart(8, '0')}`;
}
