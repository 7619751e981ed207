import type { ClientChannel, ConnectConfig } from 'ssh2';
import { Client } from 'ssh2';

/** A bare NETCONF 1.0 client for tests: sends text, receives messages. */
export class Wire {
  static open(port: number, username = 'netops', password = 'netops'): Promise<Wire> {
    return Wire.connect({ port, username, password });
  }

  static openWithKey(port: number, username: string, privateKey: string): Promise<Wire> {
    return Wire.connect({ port, username, privateKey });
  }

  private static async connect(config: ConnectConfig): Promise<Wire> {
    const client = new Client();
    client.on('error', () => undefined);
    await new Promise<void>((resolve, reject) => {
      client.once('ready', resolve).once('error', (error) => {
        client.destroy();
        reject(error);
      });
      client.connect({ host: '127.0.0.1', ...config });
    });
    return new Promise((resolve, reject) => {
      client.subsys('netconf', (error, channel) => {
        if (error === undefined) resolve(new Wire(client, channel));
        else reject(error);
      });
    });
  }

  readonly closed: Promise<void>;
  private text = '';
  private wake: () => void = () => undefined;

  private constructor(
    private readonly client: Client,
    private readonly channel: ClientChannel,
  ) {
    channel.setEncoding('utf8');
    channel.on('data', (part: string) => {
      this.text += part;
      this.wake();
    });
    this.closed = new Promise((resolve) => {
      client.once('close', resolve);
    });
  }

  /** The next message, up to what ends it. */
  async receive(mark = ']]>]]>'): Promise<string> {
    while (!this.text.includes(mark)) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const end = this.text.indexOf(mark);
    const message = this.text.slice(0, end);
    this.text = this.text.slice(end + mark.length);
    return message.trim();
  }

  send(message: string): void {
    this.channel.write(`${message}]]>]]>`);
  }

  /** Bytes as they are. */
  sendRaw(bytes: string): void {
    this.channel.write(bytes);
  }

  /** Exchanges hellos. */
  async greet(capability = 'urn:ietf:params:netconf:base:1.0'): Promise<string> {
    const hello = await this.receive();
    this.send(
      '<hello xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><capabilities>' +
        `<capability>${capability}</capability></capabilities></hello>`,
    );
    return hello;
  }

  async rpc(operation: string, attributes = 'message-id="1"'): Promise<string> {
    this.send(`<rpc ${attributes}>${operation}</rpc>`);
    return this.receive();
  }

  /** Ends the connection as a crash would. */
  async drop(): Promise<void> {
    this.client.destroy();
    await this.closed;
  }
}
