import { basename, extname } from 'node:path';
import { readCapture } from '../capture/read-capture';
import { inherit } from '../junos/inheritance/inheritance';
import type { Configuration } from '../junos/tree/configuration';
import { canonicalAddress } from '../model/canonical-address';
import { Hostname } from '../model/hostname';
import { JunosRelease } from '../model/junos-release';
import type { RoutingModel } from '../routing-model/routing-model';
import { neighborsOf, readRoutingModel } from '../routing-model/routing-model';
import { capturedTwice, nothingCaptured } from './errors';
import { LabKeys, takeLoginsOut } from './lab-keys';

/** A saved configuration of a device. */
export interface CapturedText {
  /** Name of the file; where the configuration has no host name, the device is called after it. */
  readonly file: string;
  readonly text: string;
}

/** A device as its saved configuration shows it. */
export interface CapturedDevice {
  /** Its name in the lab: its host name where no other device has it, else that of its file. */
  readonly hostname: string;
  readonly file: string;
  /** Host name that its configuration says. */
  readonly says?: string;
  /** As it was saved, but for logins, hashes and keys. */
  readonly configuration: Configuration;
  readonly routing: RoutingModel;
  /** AS numbers of its BGP neighbors, by their address. */
  readonly peers: ReadonlyMap<string, number>;
  /** AS numbers that it shows to its neighbors. */
  readonly asns: ReadonlySet<number>;
  /** As in the name of the file; undefined where that names none. */
  readonly model?: string;
  /** Junos release; undefined where the configuration says none, or none that can be read. */
  readonly junos?: string;
}

/**
 * Reads saved configurations, one of each device. Users, hashes and keys are left out; keys of BGP sessions are those of the
 * lab.
 *
 * @throws FabricError `captureUnreadable`, `notAWholeConfiguration`, `capturedTwice`, `nothingCaptured`, `rangeTooLarge`,
 *   `expandsTooFar`
 */
export function captureDevices(texts: readonly CapturedText[]): readonly CapturedDevice[] {
  if (texts.length === 0) throw nothingCaptured();
  const read = texts.map(({ file, text }) => ({ file, configuration: readCapture(file, text) }));
  const keys = new LabKeys();
  for (const { configuration } of read) keys.learn(configuration);
  const devices = read.map(({ file, configuration }) => {
    keys.putInto(configuration);
    takeLoginsOut(configuration);
    return deviceOf(file, configuration);
  });
  return named(devices);
}

function deviceOf(file: string, configuration: Configuration): CapturedDevice {
  const effective = inherit(configuration, file);
  const routing = readRoutingModel(effective);
  const neighbors = neighborsOf(routing);
  const says = parsed(Hostname, effective.value('system', 'host-name'));
  return {
    hostname: says ?? nameOf(file),
    file,
    says,
    configuration,
    routing,
    peers: new Map(
      neighbors.flatMap(({ address, peerAsn }) =>
        peerAsn === undefined ? [] : [[canonicalAddress(address), peerAsn] as const],
      ),
    ),
    asns: new Set(neighbors.flatMap(({ localAsn }) => localAsn ?? [])),
    model: modelIn(file),
    junos: parsed(JunosRelease, effective.value('version')),
  };
}

/** Devices of two sites may have one host name: then they are called after their files. */
function named(devices: readonly CapturedDevice[]): readonly CapturedDevice[] {
  const count = (name: string): number => devices.filter(({ hostname }) => hostname === name).length;
  const all = devices.map((device) =>
    count(device.hostname) === 1 ? device : { ...device, hostname: nameOf(device.file) },
  );
  for (const [at, { file, hostname }] of all.entries()) {
    const first = all.findIndex((other) => other.hostname === hostname);
    if (first < at) throw capturedTwice(hostname, all[first]?.file ?? '', file);
  }
  return all;
}

const MODEL = /(?:qfx|ex|mx|srx|acx|ptx)\d[a-z0-9-]*/;

function modelIn(file: string): string | undefined {
  return MODEL.exec(basename(file).toLowerCase())?.[0];
}

/** What stands between the parts of a name. */
const SIGNS = '._-';

/** The name of a file without what follows the name of the device in it. */
function nameOf(file: string): string {
  const whole = basename(file);
  const stem = whole.slice(0, whole.length - extname(whole).length);
  const model = modelIn(stem);
  const [name = stem] = model === undefined ? [stem] : stem.toLowerCase().split(model);
  const plain = stem.slice(0, name.length).replace(/[^A-Za-z0-9._-]+/g, '-');
  let end = plain.length;
  while (SIGNS.includes(plain.charAt(end - 1)) && end > 0) end -= 1;
  const word = plain.slice(0, end).replace(/^[._-]+/, '');
  return word === '' ? 'device' : word;
}

function parsed(type: { parse: (text: string) => { toString: () => string } }, text = ''): string | undefined {
  try {
    return type.parse(text).toString();
  } catch {
    return undefined;
  }
}
