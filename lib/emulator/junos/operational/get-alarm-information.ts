/** Alarms and cores: none, but for those that a device is told to have. */
import type { RpcContext } from '../rpc/context';
import { dateTime, epochSeconds } from '../time-text';
import { element, empty, leaf } from '../xml-text';

/** `get-alarm-information` and `get-system-alarm-information`. */
export function alarmInformation({ device }: RpcContext): string {
  const { alarms } = device.switches;
  const summary =
    alarms.length === 0
      ? element('alarm-summary', [empty('no-active-alarms')])
      : element('alarm-summary', [leaf('active-alarm-count', alarms.length)]);
  return element('alarm-information', [summary, ...alarms.map((alarm) => detail(alarm, device.booted))], {
    xmlns: device.namespace('junos-alarm'),
  });
}

function detail(description: string, since: number): string {
  return element('alarm-detail', [
    leaf('alarm-time', dateTime(since), { 'junos:seconds': epochSeconds(since) }),
    leaf('alarm-class', 'Major'),
    leaf('alarm-description', description),
    leaf('alarm-short-description', description),
    leaf('alarm-type', 'Chassis'),
  ]);
}

/** `get-system-core-dumps`. */
export function systemCoreDumps({ device }: RpcContext): string {
  const { cores } = device.switches;
  const files = cores.map((name) =>
    element('file-information', [leaf('file-name', name), leaf('file-date', dateTime(device.booted))]),
  );
  const content =
    cores.length === 0
      ? leaf('output', '/var/crash/*core*: No such file or directory')
      : element('directory', [...files, leaf('total-files', cores.length)]);
  return element('directory-list', [content], { 'root-path': '/var/crash' });
}
