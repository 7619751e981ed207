/** A device of a few lines: an SSH server with a `netconf` subsystem that says what the test tells it to say. */
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import type { AuthContext, Connection, ServerChannel } from 'ssh2';
import { Server, utils } from 'ssh2';
import { messageReader } from '../../lib/netconf/framing';
import type { FramingName } from '../../lib/netconf/framing';
import { KnownHosts } from '../../lib/netconf/known-hosts';
import type { DeviceAccess } from '../../lib/netconf/device-access';
import { ed25519KeyPair } from '../support/ssh-keys';

/** What the device does about an RPC: the inside of the reply, nothing, or the end of the connection. */
type Behaviour =
  string | { readonly act: 'stay silent' | 'drop the connection' | 'end the channel' } | { readonly raw: string };

export interface CannedDeviceOptions {
  /** Answers by operation, `<ok/>` for all others. A function is given the whole request. */
  readonly replies?: Readonly<Record<string, Behaviour | ((request: string) => Behaviour)>>;
  readonly hello?: string;
  readonly password?: string;
  /** Which logins are let through; default the password. Undefined: it has answered, or will, itself. */
  readonly accepts?: (context: AuthContext) => boolean | undefined;
  readonly refuseSubsystem?: boolean;
  readonly neverGreets?: boolean;
  readonly framing?: FramingName;
  readonly hostKeys?: readonly HostKey[];
}

export type HostKey = ReturnType<typeof newHostKey>;

export function newHostKey(type: 'ed25519' | 'ecdsa' = 'ed25519'): { private: string; type: string; blob: Buffer } {
  const pair = type === 'ed25519' ? ed25519KeyPair() : utils.generateKeyPairSync('ecdsa', { bits: 256 });
  const [keyType = '', encoded = ''] = pair.public.split(' ');
  return { private: pair.private, type: keyType, blob: Buffer.from(encoded, 'base64') };
}

/** As Junos greets: two comments first, NETCONF 1.0 only. */
export const JUNOS_HELLO = [
  '<!-- No zombies were killed during the creation of this user interface -->',
  '<!-- user netops, class j-super-user -->',
  '<hello xmlns="urn:ietf:params:xml:ns:netconf:base:1.0">',
  '  <capabilities>',
  '    <capability>urn:ietf:params:netconf:base:1.0</capability>',
  '    <capability>urn:ietf:params:netconf:capability:candidate:1.0</capability>',
  '    <capability>http://xml.juniper.net/netconf/junos/1.0</capability>',
  '  </capabilities>',
  '  <session-id>27013</session-id>',
  '</hello>',
].join('\n');

export const HELLO_1_1 = JUNOS_HELLO.replace(
  '<capability>',
  '<capability>urn:ietf:params:netconf:base:1.1</capability><capability>',
);

const SHARED_HOST_KEY = newHostKey();

export class CannedDevice {
  static async start(options: CannedDeviceOptions = {}): Promise<CannedDevice> {
    const device = new CannedDevice(options);
    device.server.listen(0, '127.0.0.1');
    await once(device.server, 'listening');
    return device;
  }

  /** Requests as they arrived, greeting first. */
  readonly received: string[] = [];
  logins = 0;
  readonly hostKeys: readonly HostKey[];
  private readonly server: Server;
  private readonly connections = new Set<Connection>();

  private constructor(private readonly options: CannedDeviceOptions) {
    this.hostKeys = options.hostKeys ?? [SHARED_HOST_KEY];
    this.server = new Server({ hostKeys: this.hostKeys.map((key) => key.private) }, (connection) => {
      this.serve(connection);
    });
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Lines of known_hosts with this device's keys. */
  get knownHostsText(): string {
    return this.hostKeys
      .map(({ type, blob }) => `[127.0.0.1]:${this.port} ${type} ${blob.toString('base64')}\n`)
      .join('');
  }

  access(changes: Partial<DeviceAccess> = {}): DeviceAccess {
    return {
      hostname: 'leaf10',
      address: '127.0.0.1',
      port: this.port,
      login: { method: 'password', user: 'netops', fromEnv: 'TEST_NETCONF_PASSWORD' },
      knownHosts: KnownHosts.parse(this.knownHostsText),
      ...changes,
    };
  }

  /** From now on nothing that arrives is read, as when a device hangs. */
  freeze(): void {
    for (const connection of this.connections) socketOf(connection).pause();
  }

  async stop(): Promise<void> {
    for (const connection of this.connections) socketOf(connection).destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private serve(connection: Connection): void {
    this.connections.add(connection);
    connection.on('error', () => undefined);
    connection.on('close', () => this.connections.delete(connection));
    connection.on('authentication', (context) => {
      const verdict = this.accepts(context);
      if (verdict === undefined) return;
      if (verdict) {
        if (context.method !== 'publickey' || context.signature !== undefined) this.logins += 1;
        context.accept();
      } else {
        context.reject(['password', 'publickey', 'keyboard-interactive']);
      }
    });
    connection.on('session', (accept) => {
      accept().on('subsystem', (acceptSubsystem, reject, { name }) => {
        if (this.options.refuseSubsystem === true || name !== 'netconf') reject();
        else this.speak(connection, acceptSubsystem());
      });
    });
  }

  private accepts(context: AuthContext): boolean | undefined {
    if (this.options.accepts !== undefined) return this.options.accepts(context);
    return context.method === 'password' && context.password === (this.options.password ?? 'correct horse');
  }

  private speak(connection: Connection, channel: ServerChannel): void {
    channel.on('error', () => undefined);
    if (this.options.neverGreets !== true) channel.write(`${this.options.hello ?? JUNOS_HELLO}\n]]>]]>\n`);
    let reader = messageReader('endOfMessage');
    channel.on('data', (bytes: Buffer) => {
      reader.push(bytes);
      for (let message = reader.next(); message !== undefined; message = reader.next()) {
        const request = message.toString('utf8').trim();
        this.received.push(request);
        if (this.received.length === 1 && this.options.framing === 'chunked') {
          const rest = reader.takeRest();
          reader = messageReader('chunked');
          reader.push(rest);
        }
        if (request.includes('<rpc ')) this.answer(request, connection, channel);
      }
    });
  }

  private answer(request: string, connection: Connection, channel: ServerChannel): void {
    const operation = /<rpc [^>]*>\s*<([\w-]+)/.exec(request)?.[1] ?? '';
    const reply = this.options.replies?.[operation] ?? '<ok/>';
    const behaviour = typeof reply === 'function' ? reply(request) : reply;
    if (typeof behaviour === 'object') {
      if ('raw' in behaviour) channel.write(behaviour.raw);
      else if (behaviour.act === 'drop the connection') connection.end();
      else if (behaviour.act === 'end the channel') channel.end();
    } else {
      const messageId = /message-id="(\d+)"/.exec(request)?.[1] ?? '';
      const text = `<rpc-reply xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" xmlns:junos="http://xml.juniper.net/junos/19.1R2/junos" message-id="${messageId}">\n${behaviour}\n</rpc-reply>`;
      channel.write(this.options.framing === 'chunked' ? inTwoChunks(text) : `${text}\n]]>]]>\n`);
    }
  }
}

/** ssh2 keeps the socket of a server's connection to itself. */
function socketOf(connection: Connection): Socket {
  return (connection as unknown as { readonly _sock: Socket })._sock;
}

function inTwoChunks(text: string): Buffer {
  const bytes = Buffer.from(text);
  const middle = bytes.length >> 1;
  const parts = [bytes.subarray(0, middle), bytes.subarray(middle)];
  const chunks = parts.flatMap((part) => [Buffer.from(`\n#${part.length}\n`), part]);
  return Buffer.concat([...chunks, Buffer.from('\n##\n')]);
}

/** An access and a device that are stopped together when the test is over. */
export function cannedDevices(): (options?: CannedDeviceOptions) => Promise<CannedDevice> {
  const started: CannedDevice[] = [];
  beforeEach(() => {
    process.env.TEST_NETCONF_PASSWORD = 'correct horse';
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((device) => device.stop()));
  });
  return async (options) => {
    const device = await CannedDevice.start(options);
    started.push(device);
    return device;
  };
}
