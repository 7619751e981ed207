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
  /** The reply to a commit or commit check comes this many real milliseconds later than others. Default 0. */
  commitDelayMs: number;
  /** The connection is lost when this RPC arrives, before anything is done. Once. */
  dropBefore?: string;
  /** The connection is lost when this RPC is done, without a reply. Once. */
  dropAfter?: string;
  /** This RPC is done, and its reply is no well-formed XML. Once. */
  malformed?: string;
  /** This RPC is never answered, and nothing is done. */
  hang?: string;
  /** Nobody gets the lock, and this is the reason. */
  refuseLock?: string;
  /**
   * The other routing engine of a device with two is gone [unverified on Junos]: a synchronized commit is refused, or is
   * made on the first alone, and the reply says nothing of the other, or says that it failed. Default: it is there.
   */
  lostRoutingEngine?: 'refuses' | 'silent' | 'fails';
  /** What becomes of a pending confirmed commit when its session ends [unverified on Junos]. Default: the timer runs on. */
  pendingCommitAtSessionEnd: 'kept' | 'reverted';
  /**
   * What becomes of a pending confirmed commit when the device reboots [unverified on Junos]: its timer runs on, or the
   * device boots with the configuration before it. Default: the timer runs on.
   */
  pendingCommitAtReboot: 'kept' | 'reverted';
  /**
   * What the timer of a pending confirmed commit does when it expires while another session than the one that committed holds
   * the lock [unverified on Junos]: the rollback is made at once, or when the lock is given up. Default: at once.
   */
  timerUnderForeignLock: 'passes' | 'waits';
  /** Which of two routes of preference 170 is active in a VRF [unverified on Junos]. Default: the server's. */
  preferred: 'bgp' | 'evpn';
  /** Statements that the schema table does not know are taken on trust, as by a release that has more of them. Default no. */
  takesUnknownStatements: boolean;
  /**
   * A master password is set: secrets are stored as `$8$…`, which nobody but the device can read. Default no: `$9$…`, which
   * hides nothing.
   */
  masterPassword: boolean;
  /** Alarms that the device raises, by description. Default none. */
  alarms: string[];
  /** Cores that processes of the device have left, by file name. Default none. */
  cores: string[];
  /** A session of this device is established only this many milliseconds of the lab's time after it could be. Default 0. */
  convergenceMs: number;
  /** Addresses of neighbors whose sessions never come up, whatever is configured. Default none. */
  neverUp: string[];
}

/** A device without faults. */
export function defaultSwitches(): Switches {
  return {
    delayMs: 0,
    commitDelayMs: 0,
    pendingCommitAtSessionEnd: 'kept',
    pendingCommitAtReboot: 'kept',
    timerUnderForeignLock: 'passes',
    preferred: 'bgp',
    takesUnknownStatements: false,
    masterPassword: false,
    alarms: [],
    cores: [],
    convergenceMs: 0,
    neverUp: [],
  };
}
