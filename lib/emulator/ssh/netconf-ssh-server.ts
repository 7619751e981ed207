import { createHash, timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { AuthContext, Connection, ParsedKey, PublicKeyAuthContext, ServerChannel } from 'ssh2';
import { Server } from 'ssh2';
import type { LabUser } from '../topology';
import type { KeyPair } from './host-key';
import { generateKeyPair, knownHostsLine, readPublicKey } from './host-key';

/** What a NETCONF channel may do to its SSH connection. */
export interface NetconfTransport {
  readonly user: string;
  /** Sends bytes to the client. */
  write(bytes: Buffer): void;
  /** Ends the channel and the connection in good order. */
  end(): void;
  /** Cuts the TCP connection. */
  destroy(): void;
}

/** What the server tells a NETCONF channel. */
export interface NetconfChannelListener {
  data(chunk: Buffer): void;
  /** The channel is gone, in whatever way. Called once. */
  closed(): void;
}

/** How a server is set up. */
export interface NetconfSshServerOptions {
  readonly users: readonly LabUser[];
  /** Whether connections are taken now; one that is not is cut at once. */
  readonly accepts: () => boolean;
  /** Called for every NETCONF channel that is opened. */
  readonly opened: (transport: NetconfTransport) => NetconfChannelListener;
}

/** The SSH server of one emulated device: NETCONF subsystem only, 127.0.0.1 only. */
export class NetconfSshServer {
  private server: Server | undefined;
  private ownKey: KeyPair | undefined;
  private tcpPort = 0;
  private readonly connections = new Set<Connection>();

  constructor(private readonly options: NetconfSshServerOptions) {}

  /** The TCP port; 0 before the server listens. */
  get port(): number {
    return this.tcpPort;
  }

  /** The line of `known_hosts` for this server. */
  get knownHosts(): string {
    return knownHostsLine(this.tcpPort, this.key.publicKey);
  }

  /** Made when it is first needed: a lab that nobody reaches over SSH does without. */
  private get key(): KeyPair {
    this.ownKey ??= generateKeyPair();
    return this.ownKey;
  }

  /** Listens on `port` of 127.0.0.1; 0 is any free one. */
  async listen(port: number): Promise<void> {
    const server = new Server({ hostKeys: [this.key.privateKey] }, (connection) => {
      this.accept(connection);
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    this.tcpPort = (server.address() as AddressInfo).port;
  }

  /** Cuts every connection and stops listening. */
  async close(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    const closed = new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
    for (const connection of this.connections) cut(connection);
    await closed;
  }

  /** A new host key on the same port, as after a device was replaced. */
  async changeHostKey(): Promise<void> {
    const port = this.tcpPort;
    await this.close();
    this.ownKey = undefined;
    await this.listen(port);
  }

  private accept(connection: Connection): void {
    if (!this.options.accepts()) {
      connection.on('error', () => undefined);
      cut(connection);
      return;
    }
    this.connections.add(connection);
    noDelay(connection);
    let user = '';
    connection.on('error', () => undefined);
    connection.on('close', () => this.connections.delete(connection));
    connection.on('authentication', (context) => {
      user = context.username;
      authenticate(context, this.options.users);
    });
    connection.on('session', (acceptSession) => {
      const session = acceptSession();
      session.on('subsystem', (acceptChannel, reject, info) => {
        if (info.name === 'netconf') this.serve(acceptChannel(), connection, user);
        else reject();
      });
    });
  }

  private serve(channel: ServerChannel, connection: Connection, user: string): void {
    const listener = this.options.opened({
      user,
      write: (bytes) => {
        if (channel.writable) channel.write(bytes);
      },
      end: () => {
        channel.exit(0);
        channel.end();
        connection.end();
      },
      destroy: () => {
        cut(connection);
      },
    });
    let open = true;
    const closed = () => {
      if (open) listener.closed();
      open = false;
    };
    channel.on('data', (chunk: Buffer) => {
      listener.data(chunk);
    });
    channel.on('error', () => undefined);
    channel.on('end', () => {
      channel.end();
    });
    channel.on('close', closed);
    connection.on('close', closed);
  }
}

/** Nagle's algorithm off: without it every RPC waits for a delayed acknowledgement. */
function noDelay(connection: Connection): void {
  const withSocket: Connection & { setNoDelay?: (on: boolean) => unknown } = connection;
  withSocket.setNoDelay?.(true);
}

function cut(connection: Connection): void {
  const withSocket: Connection & { _sock?: { destroy(): void } } = connection;
  if (withSocket._sock === undefined) connection.end();
  else withSocket._sock.destroy();
}

function authenticate(context: AuthContext, users: readonly LabUser[]): void {
  const user = users.find((one) => one.name === context.username);
  if (user !== undefined && context.method === 'password' && passwordMatches(user, context.password)) context.accept();
  else if (user !== undefined && context.method === 'publickey' && keyMatches(user, context)) context.accept();
  else context.reject(['publickey', 'password']);
}

function passwordMatches(user: LabUser, given: string): boolean {
  return user.password !== undefined && timingSafeEqual(hash(user.password), hash(given));
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function keyMatches(user: LabUser, context: PublicKeyAuthContext): boolean {
  const key = (user.publicKeys ?? []).map(readPublicKey).find((one) => one !== undefined && isKey(one, context));
  if (key === undefined) return false;
  if (context.signature === undefined || context.blob === undefined) return true;
  return key.verify(context.blob, context.signature, context.hashAlgo);
}

function isKey(key: ParsedKey, context: PublicKeyAuthContext): boolean {
  return key.getPublicSSH().equals(context.key.data);
}
