import { writeCurly } from '../junos/formats/curly-writer';
import { knownQfxModel } from '../platform/qfx-models';
import type { LabDevice, LabTopology } from '../emulator/topology';
import { findCables } from './cables';
import type { CapturedDevice, CapturedText } from './captured-device';
import { captureDevices } from './captured-device';
import { leftAside } from './left-aside';
import { findOutside } from './outside';
import type { World } from './world';

/** What a device is taken for whose configuration does not say it. */
const ASSUMED_MODEL = 'qfx5120-48y-8c';
const ASSUMED_RELEASE = '23.4R2';

/** Models that the library has no facts of, and that there is no other Junos for than Junos Evolved. */
const EVOLVED = /^(?:qfx5130|qfx52[2-4]\d|acx7|ptx1000[1-9]-36mr)/;

function releaseOf({ junos, model = '' }: CapturedDevice): string {
  const isEvolved = knownQfxModel(model)?.evolved ?? EVOLVED.test(model);
  return junos ?? `${ASSUMED_RELEASE}${isEvolved ? '-EVO' : ''}`;
}

/**
 * The world that saved configurations describe: each device as it was saved, cables where their ports show them, and servers
 * or routers outside for the neighbors that nobody here is.
 *
 * @throws FabricError what `captureDevices` throws
 */
export function worldOfCaptures(texts: readonly CapturedText[]): World {
  const captured = captureDevices(texts);
  const { ambiguous, cables } = findCables(captured);
  const { servers, unreachable } = findOutside(captured, cables);
  const topology: LabTopology = {
    overlayAsn: captured[0]?.routing.instances[0]?.asn ?? FIRST_PRIVATE_ASN,
    devices: captured.map(labDevice),
    cables,
    servers,
  };
  return {
    topology,
    notes: [
      ...captured.flatMap(assumptions),
      ...ambiguous,
      ...servers.map(({ asn, links, name }) => `${name} (AS ${asn}) is outside: ${links.map(linkText).join(', ')}`),
      ...unreachable.map((one) => `no session of ${one}`),
      ...captured.flatMap(asideText),
    ],
  };
}

const FIRST_PRIVATE_ASN = 64512;

function linkText({ addresses, device, port, prefixes = [] }: LabTopology['servers'][number]['links'][number]): string {
  const announced = prefixes.length === 0 ? 'nothing' : prefixes.join(' ');
  return `${addresses.join(' ')} at ${device} ${port} announces ${announced}`;
}

function labDevice(device: CapturedDevice): LabDevice {
  const { configuration, hostname, model = ASSUMED_MODEL } = device;
  const named = configuration.clone();
  if (device.says !== hostname) named.set('system', 'host-name', hostname);
  return { hostname, role: roleOf(device), model, junos: releaseOf(device), configuration: writeCurly(named) };
}

/** Who has no instance that servers are in, and no cable to one, forwards between others. */
function roleOf({ routing }: CapturedDevice): LabDevice['role'] {
  const serves =
    routing.instances.length > 1 || routing.ports.some(({ name, units }) => name === 'irb' && units.length > 0);
  return serves ? 'leaf' : 'spine';
}

function asideText(device: CapturedDevice): string[] {
  const aside = [...leftAside(device)].map(([place, count]) => `${place} (${count})`);
  return aside.length === 0 ? [] : [`${device.hostname} makes nothing of: ${aside.join(', ')}`];
}

function assumptions(device: CapturedDevice): string[] {
  const { file, hostname, junos, model } = device;
  return [
    ...(model === undefined ? [`${hostname}: ${file} names no model; it is taken for a ${ASSUMED_MODEL}`] : []),
    ...(junos === undefined ? [`${hostname}: ${file} says no release; it is taken for ${releaseOf(device)}`] : []),
  ];
}
