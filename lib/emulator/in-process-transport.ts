import { sshFailed } from '../netconf/errors';
import type { OpenTransport, Transport } from '../netconf/transport';
import type { EmulatedJunos } from './junos/emulated-junos';
import { TransportEnd } from './transport-end';

/**
 * Carries NETCONF sessions to a device of this process without a network: the same bytes, no SSH, nobody's password.
 *
 * @throws (on opening) sshFailed when the device is off
 */
export function inProcessTransport(device: EmulatedJunos, user = 'netops'): OpenTransport {
  return (access) =>
    device.isRunning
      ? Promise.resolve(join(device, user))
      : Promise.reject(sshFailed(access, 'the connection was refused'));
}

/** Joins both ends. Bytes arrive after what is being done now, as on a wire. */
function join(device: EmulatedJunos, user: string): Transport {
  const end = new TransportEnd(
    (bytes) => {
      if (end.isOpen) listener.data(bytes);
    },
    () => {
      listener.closed();
    },
  );
  const listener = device.open({
    user,
    write: (bytes) => {
      end.receive(bytes);
    },
    end: () => {
      end.end('the device ended the session');
    },
    destroy: () => {
      end.end('the connection was cut');
    },
  });
  return {
    stream: end.stream,
    ended: end.ended,
    close: () => {
      end.end('the session was closed');
    },
    destroy: () => {
      end.end('the session was given up');
    },
  };
}
