import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Option } from 'commander';
import { captureUnreadable } from '../capture/errors';
import { readLimited } from '../files/read-file';
import { reasonOf } from '../model/fabric-error';
import { compareText } from '../model/order';
import type { CapturedText } from '../world/captured-device';
import { capturesUnreadable } from './errors';

/** The configuration of a large device has some megabytes. */
const MAX_BYTES = 64 * 1024 * 1024;

/** `--from`: a world out of saved configurations, in place of a topology. */
export function capturesOption(): Option {
  return new Option(
    '--from <directory>',
    'saved configurations of devices, one a file: each starts as it was saved, cables and neighbors as they show them',
  ).conflicts('topology');
}

/**
 * The files of a directory, by name; hidden ones and directories are passed over.
 *
 * @param directory - absolute
 * @throws FabricError `capturesUnreadable`, `captureUnreadable`
 */
export function capturesIn(directory: string): readonly CapturedText[] {
  return filesIn(directory).map((name) => ({ file: name, text: captureText(join(directory, name)) }));
}

function filesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort(compareText);
  } catch (error) {
    throw capturesUnreadable(directory, reasonOf(error));
  }
}

/** The text of a file that somebody has saved. @throws FabricError `captureUnreadable` */
export function captureText(file: string): string {
  try {
    return readLimited(file, MAX_BYTES).toString('utf8');
  } catch (error) {
    throw captureUnreadable(file, 'a file', reasonOf(error));
  }
}
