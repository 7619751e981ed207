import { createHash } from 'node:crypto';
import { manifestFileClash } from './errors';
import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import type { Leaver } from '../intent/member-record';
import { compareText } from '../model/order';
import { renderServer } from '../render/server/render-server';
import type { DeviceTexts } from './device-files';
import { DeviceFiles, stanzasFile } from './device-files';
import type { DeviceConfigurationFiles, Manifest } from './manifest';

/** Name of the manifest itself, in its directory. */
export const MANIFEST_FILE = 'fabric.json';

/** Name of the host keys beside the manifest. */
const KNOWN_HOSTS_FILE = 'known_hosts';

/** Directory of the servers' own sides, in the directory of the manifest. */
export const SERVERS_DIRECTORY = 'servers';

/** The known_hosts file of the fabric. */
export interface HostKeys {
  /** As messages call it. */
  readonly source: string;
  /** Its text, read when the files are written. */
  text(): string;
}

/** What a manifest is made from, beside the intent. */
export interface ManifestOptions {
  readonly hostKeys: HostKeys;
  /** How a device is rendered; by default anew. */
  readonly render?: (device: DeviceIntent) => DeviceFiles;
  /** Whether the stanzas of each device are beside it, for Terraform to read; by default they are not. */
  readonly withStanzas?: boolean;
  /** Devices that have left the code; by default none. */
  readonly leavers?: readonly Leaver[];
}

/** A file by its name. */
export type NamedText = readonly [name: string, text: string];

/** Files that are made together. */
export interface FileSource {
  readonly names: readonly string[];
  readonly texts: () => Iterable<NamedText>;
  /** What the texts are of: they are the same as long as it is. */
  readonly of?: DeviceFiles;
}

/** A manifest with the files it names, not yet on disk. */
export class ManifestBundle {
  readonly manifest: Manifest;
  /** The bytes of `fabric.json`. */
  readonly text: string;
  /** SHA-256, hex, of `fabric.json`: what a saved plan was made for. */
  readonly digest: string;

  /** Where all files come from, in the order in which they are written; the manifest last. */
  readonly sources: readonly FileSource[];

  /** @param others - the files it names */
  constructor(manifest: Manifest, others: readonly FileSource[]) {
    this.manifest = manifest;
    this.text = `${JSON.stringify(manifest, null, 2)}\n`;
    this.digest = createHash('sha256').update(this.text).digest('hex');
    this.sources = [...others, { names: [MANIFEST_FILE], texts: () => [[MANIFEST_FILE, this.text]] }];
  }

  /** File names, as they are written. */
  get fileNames(): string[] {
    return this.sources.flatMap(({ names }) => names);
  }

  /** All files by name. */
  get files(): Map<string, string> {
    return new Map(this.sources.flatMap(({ texts }) => [...texts()]));
  }
}

/**
 * What synth leaves behind, as text by file name. Nothing is read or written here.
 *
 * @throws FabricError when the intent contradicts itself, or two devices would share a file name
 */
export function buildManifest(fabric: FabricIntent, options: ManifestOptions): ManifestBundle {
  const rendered = fabric.devices.map((device) => ({
    hostname: device.hostname,
    files: options.render?.(device) ?? DeviceFiles.render(fabric, device),
  }));
  const { hostKeys, leavers = [], withStanzas = false } = options;
  const manifest: Manifest = {
    manifestVersion: 1,
    fabric,
    knownHosts: { file: KNOWN_HOSTS_FILE, source: hostKeys.source },
    configurations: Object.fromEntries(
      rendered.map(({ hostname, files }) => [hostname, { digest: files.digest, ...namesOf(hostname, files.hasBase) }]),
    ),
    ...(leavers.length > 0 && { leavers: sortedLeavers(leavers) }),
  };
  requireDistinctNames(manifest);
  const sources = rendered.map(({ hostname, files }): FileSource => {
    const names = fileNamesOf(namesOf(hostname, files.hasBase));
    return {
      names: withStanzas ? [...names, stanzasFile(hostname)] : names,
      texts: () => filesOfDevice(hostname, files.texts(), withStanzas),
      of: files,
    };
  });
  sources.push({ names: [KNOWN_HOSTS_FILE], texts: () => [[KNOWN_HOSTS_FILE, hostKeys.text()]] });
  sources.push(...serverSources(fabric));
  return new ManifestBundle(manifest, sources);
}

function sortedLeavers(leavers: readonly Leaver[]): Leaver[] {
  return [...leavers].sort((one, other) => compareText(one.hostname, other.hostname));
}

/**
 * What is written of one device.
 * @param withStanzas - whether its stanzas are written for Terraform to read
 */
export function filesOfDevice(hostname: string, texts: DeviceTexts, withStanzas: boolean): NamedText[] {
  const { baseSet, conf, set, xml } = texts;
  const names = namesOf(hostname, baseSet !== undefined);
  return [
    [names.set, set],
    [names.conf, conf],
    [names.xml, xml],
    ...(names.baseSet === undefined || baseSet === undefined ? [] : [[names.baseSet, baseSet] as const]),
    ...(withStanzas ? [[stanzasFile(hostname), texts.stanzas] as const] : []),
  ];
}

function namesOf(hostname: string, hasBase: boolean): Omit<DeviceConfigurationFiles, 'digest'> {
  return {
    set: `${hostname}.set`,
    conf: `${hostname}.conf`,
    xml: `${hostname}.xml`,
    ...(hasBase && { baseSet: `${hostname}.base.set` }),
  };
}

function fileNamesOf({ set, conf, xml, baseSet }: Omit<DeviceConfigurationFiles, 'digest'>): string[] {
  return [set, conf, xml, ...(baseSet === undefined ? [] : [baseSet])];
}

/** The servers' own sides, in the forms that were asked for. A file that several forms have is the same in all of them. */
function serverSources(fabric: FabricIntent): FileSource[] {
  requireDistinctServers(fabric);
  return fabric.servers.map(({ name, serverSide = [] }): FileSource => {
    const files = serverSide.flatMap((format) => Object.entries(renderServer(fabric, name, format)));
    const texts = new Map(files.map(([file, text]) => [`${SERVERS_DIRECTORY}/${name}/${file}`, text]));
    return { names: [...texts.keys()], texts: () => texts };
  });
}

/** Letter case does not tell files apart on every file system. */
function requireDistinctNames({ configurations }: Manifest): void {
  const owners = new Map<string, string>();
  for (const [hostname, names] of Object.entries(configurations)) {
    for (const name of fileNamesOf(names)) {
      const key = name.toLowerCase();
      const owner = owners.get(key);
      if (owner !== undefined) throw manifestFileClash(name, hostname, owner);
      owners.set(key, hostname);
    }
  }
}

/** The same for the directories of servers. */
function requireDistinctServers({ servers }: FabricIntent): void {
  const owners = new Map<string, string>();
  for (const { name, serverSide } of servers) {
    if (serverSide === undefined) continue;
    const owner = owners.get(name.toLowerCase());
    if (owner !== undefined) throw manifestFileClash(`${SERVERS_DIRECTORY}/${name}`, name, owner);
    owners.set(name.toLowerCase(), name);
  }
}
