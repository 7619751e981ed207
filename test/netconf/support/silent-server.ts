import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A TCP server that takes connections and says nothing, unless a test says what. */
export interface SilentServer {
  readonly port: number;
  /** What is done with each connection. */
  onConnection(listener: (socket: Socket) => void): void;
}

/** One for each test of the describe block that calls this. */
export function silentServer(): SilentServer {
  let server: Server;
  const sockets = new Set<Socket>();
  beforeEach(async () => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    server.close();
  });
  return {
    get port() {
      return (server.address() as AddressInfo).port;
    },
    onConnection: (listener) => {
      server.on('connection', listener);
    },
  };
}

/** A message without the port numbers in it, which change from run to run. */
export function withoutPorts(message: string): string {
  return message.replace(/port \d+/g, 'port N').replace(/\]:\d+/g, ']:N');
}
