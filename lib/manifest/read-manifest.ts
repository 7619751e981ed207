import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  deviceNotInManifest,
  invalidManifest,
  manifestDigestMismatch,
  manifestFileTooLarge,
  manifestUnreadable,
} from './errors';
import { FileTooLong, readFileInside } from '../files/read-file';
import { reasonOf } from '../model/fabric-error';
import { Configuration } from '../junos/tree/configuration';
import { readSet } from '../junos/formats/set-reader';
import { configurationDigest } from './device-files';
import type { DeviceConfigurationFiles, Manifest } from './manifest';
import { manifestSchema } from './manifest-schema';

// 1000 leaves with 48 servers each make a manifest of about 80 MB and configurations of about 200 kB.
const MAX_MANIFEST_BYTES = 512 * 1024 * 1024;
/** Half of the largest message that a session takes (lib/netconf/framing): the text is escaped and wrapped on its way. */
const MAX_CONFIGURATION_BYTES = 8 * 1024 * 1024;
const MAX_KNOWN_HOSTS_BYTES = 16 * 1024 * 1024;
const MAX_PROBLEMS = 10;

/** A manifest from disk, with the configurations it names. */
export interface LoadedManifest {
  readonly manifest: Manifest;
  /** SHA-256, hex, of the bytes of `fabric.json`: which manifest this is. */
  readonly digest: string;
  /** Absolute directory of `fabric.json`. */
  readonly directory: string;

  /**
   * Contents of the fabric's group on a device, read and proved against the manifest's digest.
   * @throws FabricError `deviceNotInManifest`, `manifestDigestMismatch`, `manifestUnreadable`
   */
  group(hostname: string): Configuration;

  /**
   * Contents of `<fabric>-base` on a device; empty where it has none.
   * @throws FabricError as `group`
   */
  base(hostname: string): Configuration;
}

/**
 * Reads a manifest. Nothing in it is trusted: its form and size are checked, the files it names are in its own directory,
 * and a configuration that does not have the digest it should have is refused.
 *
 * @param file - `fabric.json`
 * @throws FabricError `manifestUnreadable`, `manifestFileTooLarge`, `invalidManifest`
 */
export function readManifest(file: string): LoadedManifest {
  const bytes = readOurs(file, MAX_MANIFEST_BYTES);
  const manifest = parseManifest(file, bytes);
  requireOwnKnownHosts(dirname(file), manifest);
  return new ManifestOnDisk(manifest, createHash('sha256').update(bytes).digest('hex'), dirname(resolve(file)));
}

class ManifestOnDisk implements LoadedManifest {
  readonly manifest: Manifest;
  readonly digest: string;
  readonly directory: string;

  constructor(manifest: Manifest, digest: string, directory: string) {
    this.manifest = manifest;
    this.digest = digest;
    this.directory = directory;
  }

  group(hostname: string): Configuration {
    return this.proved(hostname).group;
  }

  base(hostname: string): Configuration {
    return this.proved(hostname).base;
  }

  private proved(hostname: string): { readonly group: Configuration; readonly base: Configuration } {
    const files = this.filesOf(hostname);
    const group = this.configuration(files.set);
    const base = files.baseSet === undefined ? new Configuration() : this.configuration(files.baseSet);
    if (configurationDigest(group, base) !== files.digest) {
      throw manifestDigestMismatch(join(this.directory, files.set), hostname);
    }
    return { group, base };
  }

  private filesOf(hostname: string): DeviceConfigurationFiles {
    const { configurations } = this.manifest;
    const files = Object.hasOwn(configurations, hostname) ? configurations[hostname] : undefined;
    if (files === undefined) throw deviceNotInManifest(hostname, Object.keys(configurations));
    return files;
  }

  private configuration(name: string): Configuration {
    const text = readOurs(join(this.directory, name), MAX_CONFIGURATION_BYTES).toString('utf8');
    // What the user vouched for need not be known; the digest proves that it is what was rendered.
    return readSet(text, { unknown: 'keep' });
  }
}

/** It is read by path later, by OpenSSH too. Where it is gone, whoever connects says so. */
function requireOwnKnownHosts(directory: string, { knownHosts }: Manifest): void {
  const file = join(directory, knownHosts.file);
  if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) readOurs(file, MAX_KNOWN_HOSTS_BYTES);
}

/** A file of the manifest's directory, which may be a copy from anywhere: nothing outside it is read, or waited for. */
function readOurs(file: string, limit: number): Buffer {
  try {
    return readFileInside(dirname(file), file, limit);
  } catch (error) {
    throw error instanceof FileTooLong
      ? manifestFileTooLarge(file, error.bytes, limit)
      : manifestUnreadable(file, reasonOf(error));
  }
}

function parseManifest(file: string, bytes: Buffer): Manifest {
  const result = manifestSchema.safeParse(parseJson(file, bytes));
  if (result.success) return result.data;
  const { issues } = result.error;
  const problems = issues
    .slice(0, MAX_PROBLEMS)
    .map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  const left = issues.length - problems.length;
  throw invalidManifest(file, left > 0 ? [...problems, `and ${left} more`] : problems);
}

function parseJson(file: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw invalidManifest(file, [reasonOf(error)]);
  }
}
