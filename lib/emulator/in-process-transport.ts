import { Duplex } from 'node:stream';
import { sshFailed } from '../netconf/errors';
import type { OpenTransport, Transport } from '../netconf/transport';
import type { EmulatedJunos } from './junos/emulated-junos';

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
  let isOpen = true;
  let tellEnded: (reason: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => (tellEnded = resolve));
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      if (isOpen) listener.data(chunk);
      done();
    },
  });
  stream.on('error', () => undefined);
  const end = (reason: string): void => {
    if (!isOpen) return;
    isOpen = false;
    listener.closed();
    stream.destroy();
    tellEnded(reason);
  };
  const listener = device.open({
    user,
    write: (bytes) => {
      if (isOpen) stream.push(bytes);
    },
    end: () => {
      end('the device ended the session');
    },
    destroy: () => {
      end('the connection was cut');
    },
  });
  return {
    stream,
    ended,
    close: () => {
      end('the session was closed');
    },
    destroy: () => {
      end('the session was given up');
    },
  };
}
