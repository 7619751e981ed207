import type { LoginIntent } from '../intent/fabric-intent';
import type { KnownHosts } from './known-hosts';

/** How one device is reached and logged in to. */
export interface DeviceAccess {
  readonly hostname: string;
  /** Management address or DNS name. */
  readonly address: string;
  /** TCP port of the NETCONF SSH subsystem, by default 830 on Junos. */
  readonly port: number;
  readonly login: LoginIntent;
  /** The only host keys that are accepted. There is no way to go without. */
  readonly knownHosts: KnownHosts;
  /**
   * Absolute path of the file with the same keys, for logins that OpenSSH carries out.
   * @default - none: OpenSSH accepts no key
   */
  readonly knownHostsFile?: string;
  /**
   * Time that the device has for each step on the way to a session (TCP connection, SSH handshake with its login, NETCONF
   * greeting), in milliseconds. A step begins when its turn has come, and what this process is late itself does not count.
   * @default 20000
   */
  readonly connectTimeoutMs?: number;
  /**
   * Time until the reply to an RPC must have arrived, in milliseconds.
   * @default 60000
   */
  readonly rpcTimeoutMs?: number;
  /**
   * The same for commits, which take longest (`commit check` too), in milliseconds.
   * @default 300000
   */
  readonly commitTimeoutMs?: number;
  /**
   * Interval of SSH keepalives, in milliseconds; three unanswered ones end the session. What this process is late itself does
   * not count.
   * @default 5000
   */
  readonly keepaliveMs?: number;
  /**
   * How many handshakes may be under way in this process at the same time.
   * @default - eight for each core, 64 at most
   */
  readonly maxHandshakes?: number;
  /**
   * How long is waited before each further try where the device closes the connection before its greeting, in milliseconds; each is made
   * up to a half shorter or longer, so that many do not come again together.
   * @default [1000, 2000, 4000, 8000]
   */
  readonly pausesMs?: readonly number[];
}

/** Default of `connectTimeoutMs`. */
export const CONNECT_TIMEOUT_MS = 20_000;
/** Default of `rpcTimeoutMs`. */
export const RPC_TIMEOUT_MS = 60_000;
/** Default of `commitTimeoutMs`. */
export const COMMIT_TIMEOUT_MS = 300_000;
/** Default of `pausesMs`. */
export const PAUSES_MS = [1_000, 2_000, 4_000, 8_000] as const;
/** Default of `keepaliveMs`. */
export const KEEPALIVE_MS = 5_000;
/** Unanswered keepalives after which a session counts as lost. */
export const KEEPALIVES_MISSED = 3;
