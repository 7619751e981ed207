import { createHash } from 'node:crypto';
import { manifestFileClash } from '../errors';
import type { FabricIntent } from '../intent/fabric-intent';
import { DeviceFiles } from './device-files';
import type { DeviceConfigurationFiles, Manifest } from './manifest';

/** Name of the manifest itself, in its directory. */
export const MANIFEST_FILE = 'fabric.json';

/** Name of the host keys beside the manifest. */
export const KNOWN_HOSTS_FILE = 'known_hosts';

/** What a manifest is made from, beside the intent. */
export interface ManifestOptions {
  /** Text of the known_hosts file, where there was one at synth. */
  readonly knownHosts?: string;
  /** How a device is rendered; by default anew. */
  readonly render?: (hostname: string) => DeviceFiles;
}

/** A manifest with the files it names, not yet on disk. */
export class ManifestBundle {
  readonly manifest: Manifest;
  /** The bytes of `fabric.json`. */
  readonly text: string;
  /** SHA-256, hex, of `fabric.json`: what a saved plan was made for. */
  readonly digest: string;

  private readonly contents: ReadonlyMap<string, () => string>;

  constructor(manifest: Manifest, contents: ReadonlyMap<string, () => string>) {
    this.manifest = manifest;
    this.text = `${JSON.stringify(manifest, null, 2)}\n`;
    this.digest = createHash('sha256').update(this.text).digest('hex');
    this.contents = new Map([[MANIFEST_FILE, () => this.text], ...contents]);
  }

  /** File names, sorted as they are written. */
  get fileNames(): string[] {
    return [...this.contents.keys()];
  }

  /** One file after the other, so that no more than one has to be in memory. */
  *entries(): Generator<[name: string, text: string]> {
    for (const [name, content] of this.contents) yield [name, content()];
  }

  /** All files by name. */
  get files(): Map<string, string> {
    return new Map(this.entries());
  }
}

/**
 * What synth leaves behind, as text by file name. Nothing is read or written here.
 *
 * @throws FabricError when the intent contradicts itself, or two devices would share a file name
 */
export function buildManifest(fabric: FabricIntent, options: ManifestOptions = {}): ManifestBundle {
  const rendered = fabric.devices.map((device) => ({
    hostname: device.hostname,
    files: options.render?.(device.hostname) ?? DeviceFiles.render(fabric, device),
  }));
  const { knownHosts } = options;
  const manifest: Manifest = {
    manifestVersion: 1,
    fabric,
    ...(knownHosts !== undefined && { knownHostsFile: KNOWN_HOSTS_FILE }),
    configurations: Object.fromEntries(rendered.map(({ hostname, files }) => [hostname, namesOf(hostname, files)])),
  };
  requireDistinctNames(manifest);
  const contents = new Map(
    rendered.flatMap(({ hostname, files }) => [...contentsOf(namesOf(hostname, files), files).entries()]),
  );
  if (knownHosts !== undefined) contents.set(KNOWN_HOSTS_FILE, () => knownHosts);
  return new ManifestBundle(manifest, contents);
}

function namesOf(hostname: string, { digest, baseSet }: DeviceFiles): DeviceConfigurationFiles {
  return {
    digest,
    set: `${hostname}.set`,
    conf: `${hostname}.conf`,
    xml: `${hostname}.xml`,
    ...(baseSet !== undefined && { baseSet: `${hostname}.base.set` }),
  };
}

function contentsOf(names: DeviceConfigurationFiles, files: DeviceFiles): Map<string, () => string> {
  const contents = new Map([
    [names.set, () => files.set],
    [names.conf, () => files.conf],
    [names.xml, () => files.xml],
  ]);
  const { baseSet } = files;
  if (names.baseSet !== undefined && baseSet !== undefined) contents.set(names.baseSet, () => baseSet);
  return contents;
}

/** Letter case does not tell files apart on every file system. */
function requireDistinctNames({ configurations }: Manifest): void {
  const owners = new Map<string, string>();
  for (const [hostname, { set, conf, xml, baseSet }] of Object.entries(configurations)) {
    for (const name of [set, conf, xml, ...(baseSet === undefined ? [] : [baseSet])]) {
      const key = name.toLowerCase();
      const owner = owners.get(key);
      if (owner !== undefined) throw manifestFileClash(name, hostname, owner);
      owners.set(key, hostname);
    }
  }
}
