import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compareText } from '../../model/order';
import { redact } from '../../secrets/redact';
import { scrub } from '../../secrets/scrub';

const SUFFIX = '.before';

/** Changes whose configurations are kept. */
const KEPT_CHANGES = 20;

/**
 * The whole configuration of each device before a change, without secrets, beside the journal of the change:
 * `<directory>/<fabric>/<change id>.before/<hostname>.conf`. For people; the way back goes by the device's own archive.
 */
export class KeptConfigurations {
  private readonly folder: string;

  constructor(
    directory: string,
    fabric: string,
    private readonly changeId: string,
  ) {
    this.folder = path.join(directory, fabric);
  }

  /** Whether that of a device is kept already: what it had before the change, whoever went on with it. */
  has(hostname: string): boolean {
    return existsSync(this.fileOf(hostname));
  }

  /** Keeps what `show configuration` prints; nobody but the user can read the file. */
  keep(hostname: string, text: string): void {
    const file = this.fileOf(hostname);
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, scrub(redact(text)), { mode: 0o600 });
  }

  /** Removes those of all but the newest changes. */
  prune(): void {
    const kept = readdirSync(this.folder)
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => ({ name, time: statSync(path.join(this.folder, name)).mtimeMs }))
      .sort((one, other) => other.time - one.time || compareText(other.name, one.name));
    for (const { name } of kept.slice(KEPT_CHANGES)) {
      rmSync(path.join(this.folder, name), { recursive: true, force: true });
    }
  }

  private fileOf(hostname: string): string {
    return path.join(this.folder, `${this.changeId}${SUFFIX}`, `${hostname}.conf`);
  }
}
