import { readFileSync } from 'node:fs';
import { labTopologyUnreadable } from '../errors';
import { reasonOf } from '../errors/reason';
import type { LabTopology } from '../lab/topology';
import { readTopology } from '../lab/topology';

/**
 * The topology in a file.
 *
 * @param file - absolute
 * @throws FabricError `labTopologyUnreadable`, `invalidLabTopology`
 */
export function topologyIn(file: string): LabTopology {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw labTopologyUnreadable(file, reasonOf(error));
  }
  return readTopology(text);
}
