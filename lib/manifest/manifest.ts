import type { FabricIntent } from '../intent/fabric-intent';
import type { Leaver } from '../intent/member-record';

/**
 * What synth leaves in `stacks/<stack>/junos/`, beside the Terraform JSON: everything a rollout needs, and nothing that
 * is secret. All file names are relative to the directory of `fabric.json`.
 */
export interface Manifest {
  /** Version of this format. */
  readonly manifestVersion: 1;
  readonly fabric: FabricIntent;
  /** The only host keys that a rollout accepts. */
  readonly knownHosts: ManifestHostKeys;
  /** By hostname, sorted. */
  readonly configurations: Readonly<Record<string, DeviceConfigurationFiles>>;
  /** Devices that have left the code, by the committed lock file, sorted by hostname. Absent when there are none. */
  readonly leavers?: readonly Leaver[];
}

/** Host keys beside the manifest. */
export interface ManifestHostKeys {
  /** Copy of the file that the program names. */
  readonly file: string;
  /** That file, as messages call it: the copy is made anew by each synth. Never a path of the machine that ran synth. */
  readonly source: string;
}

/** One device's rendered configuration on disk. */
export interface DeviceConfigurationFiles {
  /** SHA-256, hex, of the canonical set lines of the device's group (and of its base group when it has one). */
  readonly digest: string;
  /** Set lines, plain form (without the group). */
  readonly set: string;
  /** Curly text, plain form. */
  readonly conf: string;
  /** NETCONF XML, plain form. */
  readonly xml: string;
  /** Set lines of `<fabric>-base`, where a prerequisite is CONFIGURE. */
  readonly baseSet?: string;
}
