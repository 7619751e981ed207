/** What can be wrong with an emulated device, or is not known of the real one. */

/** The switches of one device; every one may be turned at any time. */
export interface Switches {
  /** `commit check`, and so every commit, fails with this message. */
  refuseCheck?: string;
  /** `commit check` passes and the commit fails with this message. */
  refuseCommit?: string;
  /** A warning with this message stands beside the `<ok/>` of loads and commits. */
  warn?: string;
  /** Every reply comes this many real milliseconds late. Default 0. */
  delayMs: number;
  /** The connection is lost when this RPC arrives, before anything is done. Once. */
  dropBefore?: string;
  /** The connection is lost when this RPC is done, without a reply. Once. */
  dropAfter?: string;
  /** This RPC is never answered, and nothing is done. */
  hang?: string;
  /** What becomes of a pending confirmed commit when its session ends [unverified on Junos]. Default: the timer runs on. */
  pendingCommitAtSessionEnd: 'kept' | 'reverted';
  /** Which of two routes of preference 170 is active in a VRF [unverified on Junos]. Default: the server's. */
  preferred: 'bgp' | 'evpn';
  /** Alarms that the device raises, by description. Default none. */
  alarms: string[];
}

/** A device without faults. */
export function defaultSwitches(): Switches {
  return { delayMs: 0, pendingCommitAtSessionEnd: 'kept', preferred: 'bgp', alarms: [] };
}
