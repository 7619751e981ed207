import type { Configuration } from '../../../junos/tree/configuration';
import type { LabClock } from '../../lab-clock';
import type { ConfigurationDatabase } from '../configuration-database';
import type { LabState } from '../operational/fabric-state';
import type { OtherEngine } from '../other-engine';
import type { Switches } from '../switches';

/** A device as the RPCs that it serves see it. */
export interface ServedDevice {
  readonly hostname: string;
  readonly model: string;
  /** Junos release. */
  readonly junos: string;
  readonly database: ConfigurationDatabase;
  /** What is wrong with this device; nothing by default. */
  readonly switches: Switches;
  /** How many routing engines it has. */
  readonly routingEngines: 1 | 2;
  /** The second one of two. */
  readonly otherEngine: OtherEngine | undefined;
  readonly fabric: LabState;
  readonly clock: LabClock;
  /** Epoch milliseconds. */
  readonly booted: number;
  /** What is committed with groups expanded and inactive statements left out: what the device acts on. */
  readonly effective: Configuration;
  /** What it does with statements that the schema table does not know. */
  readonly unknownStatements: 'refuse' | 'keep';
  /** Namespace of a family of replies, which carries the release: `junos`, `junos-routing`, `junos-interface` … */
  namespace(family: string): string;
  /** Ends a session from outside; false when there is none of that id. */
  killSession(pid: number): boolean;
}
