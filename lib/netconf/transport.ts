import type { Duplex } from 'node:stream';
import type { DeviceAccess } from './device-access';

/** Bytes to and from the NETCONF server of one device, whatever carries them. */
export interface Transport {
  /** Data of the `netconf` subsystem. */
  readonly stream: Duplex;
  /** Resolves once, with the reason in words, when the peer or the network ended it. Never rejects. */
  readonly ended: Promise<string>;
  /** Ends it after what was written has been sent. Does nothing the second time. */
  close(): void;
  /** Ends it at once. Does nothing the second time. */
  destroy(): void;
}

/**
 * Opens a transport and proves that it leads to the right device, or rejects with a FabricError.
 *
 * It takes no longer than `connectTimeoutMs` of `access`; `signal` calls it off.
 */
export type OpenTransport = (access: DeviceAccess, signal?: AbortSignal) => Promise<Transport>;
