import { existsSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { makePrivateDirectory, PRIVATE_FILE } from '../../files/narrow-modes';
import { replaceFile } from '../../files/replace-file';
import { configurationNotKept, keptConfigurationsLeft, systemErrorCode } from './errors';
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

  /** Keeps what `show configuration` prints; nobody but the user can read the file. @throws configurationNotKept */
  keep(hostname: string, text: string): void {
    const file = this.fileOf(hostname);
    const shown = scrub(redact(text));
    try {
      makePrivateDirectory(path.dirname(file));
      // Half a configuration would be taken for the whole.
      replaceFile(file, shown, { mode: PRIVATE_FILE, isDurable: false });
    } catch (error) {
      throw configurationNotKept(hostname, file, systemErrorCode(error));
    }
  }

  /** Removes those of all but the newest changes, as far as it may. @throws keptConfigurationsLeft */
  prune(): void {
    const left = this.outdated().flatMap((name) => {
      try {
        rmSync(path.join(this.folder, name), { recursive: true, force: true });
        return [];
      } catch (error) {
        return [{ name, reason: systemErrorCode(error) }];
      }
    });
    const [first] = left;
    if (first === undefined) return;
    throw keptConfigurationsLeft(
      this.folder,
      left.map(({ name }) => name),
      first.reason,
    );
  }

  /** Names of those that are too old; of a link itself, whatever it leads to. */
  private outdated(): string[] {
    return readdirSync(this.folder)
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => ({ name, time: lstatSync(path.join(this.folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
      .sort((one, other) => other.time - one.time || compareText(other.name, one.name))
      .slice(KEPT_CHANGES)
      .map(({ name }) => name);
  }

  private fileOf(hostname: string): string {
    return path.join(this.folder, `${this.changeId}${SUFFIX}`, `${hostname}.conf`);
  }
}
