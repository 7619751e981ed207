import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ManifestBundle } from './build-manifest';
import { KNOWN_HOSTS_FILE, MANIFEST_FILE } from './build-manifest';

const OURS = /\.(set|conf|xml)$/;

/**
 * Writes a manifest and the files it names, and removes what an earlier synth left of devices that are gone.
 *
 * @param directory - is made where it does not exist; it belongs to the manifest
 */
export function writeManifest(directory: string, bundle: ManifestBundle): void {
  mkdirSync(directory, { recursive: true });
  removeStaleFiles(directory, new Set(bundle.fileNames));
  for (const [name, text] of bundle.entries()) writeFileSync(join(directory, name), text);
}

function removeStaleFiles(directory: string, current: ReadonlySet<string>): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const isOurs = OURS.test(entry.name) || [KNOWN_HOSTS_FILE, MANIFEST_FILE].includes(entry.name);
    if (entry.isFile() && isOurs && !current.has(entry.name)) rmSync(join(directory, entry.name));
  }
}
