import { setTimeout as delay } from 'node:timers/promises';
import { FabricError } from '../../model/fabric-error';
import { parseXml } from '../../junos/formats/xml';
import type { XmlElement } from '../../junos/formats/xml';
import type { FramingName } from '../../netconf/framing';
import { frameMessage, messageReader } from '../../netconf/framing';
import type { NetconfChannelListener, NetconfTransport } from '../ssh/netconf-ssh-server';
import type { Actor } from './configuration-database';
import type { EmulatedJunos } from './emulated-junos';
import { NETCONF_NAMESPACE } from '../../netconf/hello';
import { hello, NETCONF_1_1 } from './hello';
import type { Interference } from './interference';
import { Refusal, rpcErrors } from './refusal';
import { serveRpc } from './rpc/dispatch';

/** Content of a reply that no reader of XML takes. */
const BROKEN = '<broken>& <';

/** One NETCONF session on an emulated device. */
export class ServerSession implements NetconfChannelListener {
  readonly actor: Actor;
  private readonly offers11: boolean;
  private framing: FramingName = 'endOfMessage';
  private reader = messageReader('endOfMessage');
  private greeted = false;
  private queue: Promise<void> = Promise.resolve();
  private open = true;

  constructor(
    private readonly device: EmulatedJunos,
    private readonly transport: NetconfTransport,
    pid: number,
  ) {
    this.actor = { user: transport.user, client: 'netconf', pid };
    this.offers11 = device.effective.has('system', 'services', 'netconf', 'version-1.1');
    this.send(hello(transport.user, pid, this.offers11));
  }

  data(chunk: Buffer): void {
    try {
      this.reader.push(chunk);
      for (let message = this.reader.next(); message !== undefined; message = this.reader.next()) {
        this.take(message.toString('utf8'));
      }
    } catch {
      this.transport.destroy();
    }
  }

  closed(): void {
    this.open = false;
    this.device.sessionEnded(this.actor.pid, false);
  }

  /** The device is gone; nobody says goodbye. */
  cut(): void {
    this.open = false;
    this.transport.destroy();
  }

  /** Another session killed this one: what it left unconfirmed is reverted. */
  kill(): void {
    this.open = false;
    this.device.sessionEnded(this.actor.pid, true);
    this.transport.destroy();
  }

  /** The first message is the client's hello; only then is it known how messages are told apart (RFC 6242, 4.1). */
  private take(message: string): void {
    if (this.greeted) this.queue = this.queue.then(() => this.receive(message));
    else if (this.offers11 && message.includes(NETCONF_1_1)) this.speak11();
    this.greeted = true;
  }

  private speak11(): void {
    const rest = this.reader.takeRest();
    this.framing = 'chunked';
    this.reader = messageReader('chunked');
    this.reader.push(rest);
  }

  private send(message: string): void {
    this.transport.write(frameMessage(this.framing, message));
  }

  private async receive(message: string): Promise<void> {
    if (!this.open || message.trim() === '') return;
    const rpc = readMessage(message);
    if (rpc === undefined) this.reply(message, malformed());
    else await this.serve(message, rpc);
  }

  private async serve(message: string, rpc: XmlElement): Promise<void> {
    const { switches } = this.device;
    const [operation] = rpc.children;
    const name = operation?.name ?? '';
    const arrived = { name, children: operation?.children.map((one) => one.name) ?? [], pid: this.actor.pid };
    const interference = this.device.arrived(arrived);
    if (interference?.kind === 'hang' || !this.open) return;
    if (interference?.kind === 'dropBefore') {
      this.transport.destroy();
      return;
    }
    const body = operation === undefined ? missingOperation() : this.answer(operation, interference);
    if (interference?.kind === 'dropAfter') {
      this.transport.destroy();
      return;
    }
    const delayMs = switches.delayMs + (COMMITS.has(name) ? switches.commitDelayMs : 0);
    if (delayMs > 0) await delay(delayMs, undefined, { ref: false });
    this.reply(message, interference?.kind === 'malformed' ? BROKEN : body);
    if (name === 'close-session') this.transport.end();
  }

  private answer(operation: XmlElement, interference: Interference | undefined): string {
    if (interference?.kind === 'refuse') return rpcErrors([{ message: interference.message }]);
    try {
      return serveRpc({ device: this.device, actor: this.actor, operation });
    } catch (error) {
      if (Refusal.isRefusal(error)) return rpcErrors(error.problems);
      // What the library cannot read or expand is said to whoever sent it; the other devices go on.
      if (FabricError.isFabricError(error)) return rpcErrors([{ message: error.message }]);
      throw error;
    }
  }

  private reply(message: string, body: string): void {
    if (!this.open) return;
    const head = `<rpc-reply xmlns="${NETCONF_NAMESPACE}" xmlns:junos="${this.device.namespace('junos')}"`;
    this.send(`${head}${echoedAttributes(message)}>\n${body}\n</rpc-reply>`);
  }
}

const COMMITS = new Set(['commit', 'commit-configuration', 'validate']);

function readMessage(message: string): XmlElement | undefined {
  try {
    return parseXml(message);
  } catch {
    return undefined;
  }
}

/** Every attribute of the request comes back in the reply (RFC 6241, 4.1), but for the default namespace. */
function echoedAttributes(message: string): string {
  const [, attributes = ''] = /<(?:[\w.-]+:)?rpc\b([^<>]*)>/.exec(message) ?? [];
  const pairs = attributes.match(/\s[\w.:-]+\s*=\s*("[^"]*"|'[^']*')/g) ?? [];
  return pairs.filter((pair) => !/^\s(xmlns|xmlns:junos)\s*=/.test(pair)).join('');
}

function malformed(): string {
  return rpcErrors([{ tag: 'malformed-message', message: 'the message is not well-formed XML' }]);
}

function missingOperation(): string {
  return rpcErrors([{ tag: 'missing-element', message: 'the rpc element is empty' }]);
}
