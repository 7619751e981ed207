import { labTopologyUnreadable } from './errors';
import { reasonOf } from '../model/fabric-error';
import { readLimited } from '../files/read-file';
import type { LabTopology } from '../emulator/topology';
import { readTopology } from '../emulator/topology';

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * The topology in a file.
 *
 * @param file - absolute
 * @throws FabricError `labTopologyUnreadable`, `invalidLabTopology`
 */
export function topologyIn(file: string): LabTopology {
  let text: string;
  try {
    text = readLimited(file, MAX_BYTES).toString('utf8');
  } catch (error) {
    throw labTopologyUnreadable(file, reasonOf(error));
  }
  return readTopology(text);
}
