import type { FabricIntent } from '../intent/fabric-intent';

/**
 * What synth leaves in `stacks/<stack>/junos/`, beside the Terraform JSON: everything a rollout needs, and nothing that
 * is secret. All file names are relative to the directory of `fabric.json`.
 */
export interface Manifest {
  /** Version of this format. */
  readonly manifestVersion: 1;
  readonly fabric: FabricIntent;
  /** The host keys that were known at synth, copied beside the manifest; absent when the file did not exist then. */
  readonly knownHostsFile?: string;
  /** By hostname, sorted. */
  readonly configurations: Readonly<Record<string, DeviceConfigurationFiles>>;
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
