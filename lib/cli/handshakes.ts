import type { HandshakeOptions } from '../rollout/junos-connect';
import type { Host } from './host';
import { withDevice } from './table';

/** Options of a command that opens sessions. */
export interface MaxHandshakesOption {
  readonly maxHandshakes?: number;
}

/** How a command that only looks has its handshakes, and where it says that a device is tried again. */
export function handshakesOf({ maxHandshakes }: MaxHandshakesOption, { stderr }: Host): HandshakeOptions {
  return {
    maxHandshakes,
    onEvent: (event) => {
      if (event.type === 'warning') stderr.write(`warning: ${withDevice(event.hostname, event.message)}\n`);
    },
  };
}
