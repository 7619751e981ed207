import type { BigIntStats } from 'node:fs';
import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, rmdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { TEMPORARY_FILE, replaceFile, writeBeside } from '../files/replace-file';
import type { FileSource, ManifestBundle, NamedText } from './build-manifest';
import { MANIFEST_FILE, SERVERS_DIRECTORY } from './build-manifest';
import type { DeviceFiles } from './device-files';

/** What a synth leaves out where a device is gone; manifest and host keys are always written. */
const OURS = /\.(set|conf|xml|stanzas\.json)$/;

/**
 * Writes a manifest and the files it names, and removes what an earlier synth left of devices that are gone.
 *
 * @param directory - is made where it does not exist; it belongs to the manifest
 */
export function writeManifest(directory: string, bundle: ManifestBundle): void {
  new ManifestDirectory(directory).write(bundle);
}

/** A file that is written and not in its place yet. */
interface StagedFile {
  readonly file: string;
  readonly temporary: string;
}

/** A file as it was put in its place. */
interface PlacedFile {
  readonly of: DeviceFiles;
  readonly stats: BigIntStats;
}

/**
 * The directory of a manifest, while it is written and until it is written again. A device's texts are written beside their
 * places as soon as it is rendered, since those of all devices would not fit into memory, and are put there with the manifest.
 */
export class ManifestDirectory {
  readonly path: string;
  private readonly staged = new Map<DeviceFiles, readonly StagedFile[]>();
  private readonly placed = new Map<string, PlacedFile>();

  constructor(path: string) {
    this.path = path;
  }

  /** Writes the texts of a device; who looks for them sees nothing before `write`. */
  stage(files: DeviceFiles, texts: readonly NamedText[]): void {
    mkdirSync(this.path, { recursive: true });
    const staged: StagedFile[] = [];
    this.staged.set(files, staged);
    for (const [name, text] of texts) {
      const file = join(this.path, name);
      // The manifest has the digests: what a crash of the machine leaves of the others is refused by apply.
      staged.push({ file, temporary: writeBeside(file, text, { isDurable: false }) });
    }
  }

  /** Puts all files of a manifest in place, and removes what is not of it. What is in its place as it was left there stays. */
  write({ fileNames, sources }: ManifestBundle): void {
    mkdirSync(this.path, { recursive: true });
    this.removeAllBut(new Set([...fileNames, ...this.temporaries()]));
    for (const source of sources) this.writeSource(source);
  }

  /** Removes what was staged and not put in its place, and the directory where nothing else is in it. */
  discard(): void {
    for (const { temporary } of [...this.staged.values()].flat()) rmSync(temporary, { force: true });
    this.staged.clear();
    if (existsSync(this.path) && readdirSync(this.path).length === 0) rmdirSync(this.path);
  }

  private writeSource(source: FileSource): void {
    const { names, of, texts } = source;
    const staged = of === undefined ? undefined : this.staged.get(of);
    if (of === undefined || staged === undefined) {
      if (names.every((name) => this.isInPlace(name, of))) return;
      for (const [name, text] of texts()) this.replace(name, text);
    } else {
      this.staged.delete(of);
      for (const { file, temporary } of staged) renameSync(temporary, file);
    }
    if (of === undefined) return;
    for (const name of names) this.placed.set(name, { of, stats: lstatSync(join(this.path, name), { bigint: true }) });
  }

  private replace(name: string, text: string): void {
    const file = join(this.path, name);
    mkdirSync(dirname(file), { recursive: true });
    replaceFile(file, text, { isDurable: name === MANIFEST_FILE });
  }

  /** Whether nobody has touched the file since it was written from the same. */
  private isInPlace(name: string, of: DeviceFiles | undefined): boolean {
    const placed = this.placed.get(name);
    if (of === undefined || placed?.of !== of) return false;
    const now = lstatSync(join(this.path, name), { bigint: true, throwIfNoEntry: false });
    const { ctimeNs, ino, size } = placed.stats;
    return now?.ino === ino && now.size === size && now.ctimeNs === ctimeNs;
  }

  private temporaries(): string[] {
    return [...this.staged.values()].flat().map(({ temporary }) => basename(temporary));
  }

  private removeAllBut(current: ReadonlySet<string>): void {
    rmSync(join(this.path, SERVERS_DIRECTORY), { recursive: true, force: true });
    for (const entry of readdirSync(this.path, { withFileTypes: true })) {
      const isOurs = OURS.test(entry.name) || TEMPORARY_FILE.test(entry.name);
      if (entry.isFile() && isOurs && !current.has(entry.name)) rmSync(join(this.path, entry.name));
    }
  }
}
