import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TEMPORARY_FILE, replaceFile } from '../files/replace-file';
import type { ManifestBundle } from './build-manifest';
import { MANIFEST_FILE, SERVERS_DIRECTORY } from './build-manifest';

/** What a synth leaves out where a device is gone; manifest and host keys are always written. */
const OURS = /\.(set|conf|xml|stanzas\.json)$/;

/**
 * Writes a manifest and the files it names, and removes what an earlier synth left of devices that are gone.
 *
 * @param directory - is made where it does not exist; it belongs to the manifest
 */
export function writeManifest(directory: string, bundle: ManifestBundle): void {
  mkdirSync(directory, { recursive: true });
  removeStaleFiles(directory, new Set(bundle.fileNames));
  for (const [name, text] of bundle.entries()) {
    const file = join(directory, name);
    mkdirSync(dirname(file), { recursive: true });
    // The manifest has the digests of the others: what a crash leaves of them is refused by apply.
    replaceFile(file, text, { isDurable: name === MANIFEST_FILE });
  }
}

function removeStaleFiles(directory: string, current: ReadonlySet<string>): void {
  rmSync(join(directory, SERVERS_DIRECTORY), { recursive: true, force: true });
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const isOurs = OURS.test(entry.name) || TEMPORARY_FILE.test(entry.name);
    if (entry.isFile() && isOurs && !current.has(entry.name)) rmSync(join(directory, entry.name));
  }
}
