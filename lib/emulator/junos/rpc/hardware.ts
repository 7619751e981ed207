/** What a device is made of. Of parts that nobody configures the lab has one of each, the same everywhere. */
import { dateTime, elapsed, epochSeconds } from '../time-text';
import { element, leaf } from '../xml-text';
import type { RpcContext } from './context';
import { serialNumber } from './system';

/** Kilobytes. */
const MEMORY = { total: 16_777_216, free: 8_388_608 } as const;

/** `get-chassis-inventory`: `show chassis hardware`. */
export function chassisInventory({ device }: RpcContext): string {
  const serial = serialNumber(device.hostname);
  const engines = slots(device).map((slot) =>
    element('chassis-module', [
      leaf('name', `Routing Engine ${slot}`),
      leaf('version', 'BUILTIN'),
      leaf('part-number', 'BUILTIN'),
      leaf('serial-number', 'BUILTIN'),
      leaf('description', engineModel(device)),
    ]),
  );
  const chassis = [
    leaf('name', 'Chassis'),
    leaf('serial-number', serial),
    leaf('description', device.model.toUpperCase()),
  ];
  return element('chassis-inventory', [element('chassis', [...chassis, ...engines], { 'junos:style': 'inventory' })], {
    xmlns: device.namespace('junos-chassis'),
  });
}

/** `get-route-engine-information`: `show chassis routing-engine`. The first one is the master. */
export function routeEngineInformation({ device }: RpcContext): string {
  const upMs = device.clock.now() - device.booted;
  return element(
    'route-engine-information',
    slots(device).map((slot) =>
      element('route-engine', [
        leaf('slot', slot),
        leaf('mastership-state', slot === 0 ? 'master' : 'backup'),
        leaf('status', 'OK'),
        leaf('model', engineModel(device)),
        leaf('start-time', dateTime(device.booted), { 'junos:seconds': epochSeconds(device.booted) }),
        leaf('up-time', elapsed(upMs), { 'junos:seconds': Math.floor(upMs / 1000) }),
        leaf('last-reboot-reason', '0x1:power cycle/failure'),
      ]),
    ),
    { xmlns: device.namespace('junos-chassis') },
  );
}

/** `get-system-memory-information`: `show system memory`. */
export function systemMemoryInformation(): string {
  return element('system-memory-information', [
    element('system-memory-summary-information', [
      leaf('system-memory-total', MEMORY.total),
      leaf('system-memory-free', MEMORY.free),
    ]),
  ]);
}

/** `get-system-storage`: `show system storage`. */
export function systemStorage({ device }: RpcContext): string {
  const root = ['filesystem-name', '/dev/gpt/junos'] as const;
  return element(
    'system-storage-information',
    [element('filesystem', [leaf(...root), leaf('used-percent', ' 12'), leaf('mounted-on', '/.mount')])],
    { xmlns: device.namespace('junos') },
  );
}

function slots({ routingEngines, switches }: RpcContext['device']): readonly number[] {
  return routingEngines === 2 && switches.lostRoutingEngine === undefined ? [0, 1] : [0];
}

function engineModel({ model }: RpcContext['device']): string {
  return `RE-${model.toUpperCase()}`;
}
