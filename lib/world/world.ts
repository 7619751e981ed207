import type { LabTopology } from '../emulator/topology';

/** A lab, and what has to be known of how it came about. */
export interface World {
  readonly topology: LabTopology;
  /** What was taken for granted or left out, a sentence each. */
  readonly notes: readonly string[];
}
