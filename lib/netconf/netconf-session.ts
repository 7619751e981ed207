import type { FabricError } from '../model/fabric-error';
import { reasonOf } from '../model/fabric-error';
import {
  closedBeforeGreeting,
  connectTimedOut,
  helloUnreadable,
  replyUnreadable,
  rpcNotSent,
  rpcTimedOut,
  sessionLost,
} from './errors';
import type { XmlElement } from '../junos/formats/xml';
import { parseXml } from '../junos/formats/xml';
import { scrub } from '../secrets/scrub';
import { afterAttentive } from './attentive-time';
import { BytesInFlight } from './bytes-in-flight';
import type { DeviceAccess } from './device-access';
import { CONNECT_TIMEOUT_MS, RPC_TIMEOUT_MS } from './device-access';
import { frameMessage, messageReader } from './framing';
import type { FramingName } from './framing';
import type { MessageReader } from './message-reader';
import { NETCONF_NAMESPACE, clientHello, framingFor, readServerHello } from './hello';
import type { ServerHello } from './hello';
import { printable } from './printable';
import type { DeviceMessage } from './rpc-error';
import { deviceMessages, refusalIn } from './rpc-error';
import { openSshTransport } from './ssh-transport';
import type { OpenTransport, Transport } from './transport';
import type { TryAgainOptions } from './try-again';
import { triedAgain } from './try-again';

/** How a session is opened. */
export interface ConnectOptions extends TryAgainOptions {
  /** Calls off connecting and, once it is open, ends the session at once, as `abort()` does. */
  readonly signal?: AbortSignal;
  /**
   * What carries the session.
   * @default - SSH by this library
   */
  readonly openTransport?: OpenTransport;
}

/** An `<rpc-reply>` without errors. */
export interface RpcReply extends XmlElement {
  /** Warnings in it. Some releases leave them out with `rfc-compliant`. */
  readonly warnings: readonly DeviceMessage[];
}

/** What is sent, as its reply and messages name it. */
interface Request {
  readonly rpc: string;
  readonly messageId: string;
}

/** An RPC that was sent and waits for its reply. */
interface Waiting extends Request {
  readonly settle: (result: XmlElement | FabricError) => void;
}

/** Time a device is given to answer `close-session`, in milliseconds. */
const CLOSE_TIMEOUT_MS = 5_000;

/**
 * Opens a NETCONF session: transport, greetings, choice of framing. Where the device closes the connection before its
 * greeting, it is tried again after a pause.
 *
 * @throws every error of `openSshTransport`; helloUnreadable, sessionLost
 */
export function connect(access: DeviceAccess, options: ConnectOptions = {}): Promise<NetconfSession> {
  const { openTransport = openSshTransport, signal } = options;
  return triedAgain(access, options, async () => {
    const transport = await openTransport(access, signal);
    return NetconfSession.greet(access, transport, signal);
  });
}

/** A NETCONF session with one device. RPCs are sent one after another, in the order of the calls. */
export class NetconfSession {
  /** Exchanges greetings over an open transport. */
  static async greet(access: DeviceAccess, transport: Transport, signal?: AbortSignal): Promise<NetconfSession> {
    const session = new NetconfSession(access, transport);
    const abort = (): void => {
      session.abort();
    };
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted === true) abort();
    void transport.ended.then(() => signal?.removeEventListener('abort', abort));
    await session.exchangeGreetings();
    return session;
  }

  readonly hostname: string;
  /**
   * Resolves with the reason when the session ends without `close()` or `abort()`: dropped, timed out, broken. Never
   * rejects.
   */
  readonly lost: Promise<FabricError>;

  private reader: MessageReader = messageReader('endOfMessage');
  private readonly inFlight = new BytesInFlight();
  private framing: FramingName = 'endOfMessage';
  private hello: ServerHello | undefined;
  private waiting: Waiting | undefined;
  /** Settles when every RPC so far has been answered. */
  private turn: Promise<unknown> = Promise.resolve();
  private messageNumber = 0;
  /** After a reply that could not be read: what follows may be the rest of its text, and look like another reply. */
  private isInDoubt = false;
  /** Why nothing can be sent any more. */
  private over: string | undefined;
  private closing: Promise<void> | undefined;
  private tellLost: (error: FabricError) => void = () => undefined;

  private constructor(
    private readonly access: DeviceAccess,
    private readonly transport: Transport,
  ) {
    this.hostname = access.hostname;
    this.lost = new Promise((resolve) => (this.tellLost = resolve));
    transport.stream.on('data', (bytes: Buffer) => {
      this.receive(bytes);
    });
    transport.stream.on('error', (error: Error) => {
      this.lose(error.message);
    });
    void transport.ended.then((reason) => {
      if (this.hello === undefined) this.endUngreeted(reason);
      else this.lose(reason);
    });
  }

  /** Number the device gave this session, which is what `kill-session` takes; empty where it gave none. */
  get sessionId(): string {
    return this.hello?.sessionId ?? '';
  }

  /** Capability URIs the device listed. */
  get capabilities(): readonly string[] {
    return this.hello?.capabilities ?? [];
  }

  /**
   * Sends one RPC and waits for its reply.
   *
   * A reply with an error in it rejects, whatever `<ok/>` it has; warnings are returned. When no reply arrives in time
   * the session is given up, because a late reply could be taken for that of a later RPC.
   *
   * @param xml the operation, for example `<lock-configuration/>`
   * @param timeoutMs `rpcTimeoutMs` of the access by default
   * @throws deviceRefused, configurationLocked, candidateModified, rpcTimedOut, sessionLost, rpcNotSent,
   * replyUnreadable, endOfMessageInPayload
   */
  async rpc(xml: string, timeoutMs = this.access.rpcTimeoutMs ?? RPC_TIMEOUT_MS): Promise<RpcReply> {
    const rpc = rpcName(xml);
    if (this.closing !== undefined) throw rpcNotSent(this.hostname, rpc, 'the session was closed');
    const exchanged = this.turn.then(() => this.exchange(rpc, xml, timeoutMs));
    this.turn = exchanged.catch(() => undefined);
    const reply = await exchanged;
    const messages = deviceMessages(reply);
    const refusal = refusalIn(this.hostname, rpc, messages);
    if (refusal !== undefined) throw refusal;
    return { ...reply, warnings: messages };
  }

  /** Ends the session after the RPCs that were already called. Never rejects; does nothing the second time. */
  close(): Promise<void> {
    this.closing ??= this.sayGoodbye();
    return this.closing;
  }

  /** Ends the session at once. What waits for a reply rejects with `sessionLost`. */
  abort(): void {
    this.end('the session was called off', (rpc, reason) => sessionLost(this.hostname, rpc, reason));
  }

  private async sayGoodbye(): Promise<void> {
    if (this.over === undefined) {
      // From here on the device may go away: that is no loss.
      this.tellLost = () => undefined;
      await this.rpc('<close-session/>', CLOSE_TIMEOUT_MS).catch(() => undefined);
      this.over ??= 'the session was closed';
    }
    this.transport.close();
  }

  private exchangeGreetings(): Promise<XmlElement> {
    const timeoutMs = this.access.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
    const greeted = this.await({ rpc: 'hello', messageId: '' }, timeoutMs, () =>
      connectTimedOut(this.access, timeoutMs / 1000, 'waiting for its NETCONF greeting'),
    );
    this.transport.stream.write(frameMessage('endOfMessage', clientHello()));
    return greeted;
  }

  private exchange(rpc: string, xml: string, timeoutMs: number): Promise<XmlElement> {
    if (this.over !== undefined) throw rpcNotSent(this.hostname, rpc, this.over);
    const messageId = String(++this.messageNumber);
    const message = `<rpc message-id="${messageId}" xmlns="${NETCONF_NAMESPACE}">${xml}</rpc>`;
    const bytes = frameMessage(this.framing, message);
    const reply = this.await({ rpc, messageId }, timeoutMs, () => rpcTimedOut(this.hostname, rpc, timeoutMs / 1000));
    this.transport.stream.write(bytes);
    return reply;
  }

  /** The next message of the device. */
  private await(request: Request, timeoutMs: number, late: () => FabricError): Promise<XmlElement> {
    return new Promise((resolve, reject) => {
      const stopWaiting = afterAttentive(timeoutMs, () => {
        const error = late();
        this.tellLost(error);
        this.end(error.message, () => error);
      });
      const settle = (result: XmlElement | FabricError): void => {
        stopWaiting();
        this.waiting = undefined;
        if ('code' in result) reject(result);
        else resolve(result);
      };
      this.waiting = { ...request, settle };
      if (this.over !== undefined) settle(sessionLost(this.hostname, request.rpc, this.over));
    });
  }

  private receive(bytes: Buffer): void {
    if (this.over !== undefined) return;
    try {
      this.inFlight.hold(this.reader.held + bytes.length);
      this.reader.push(bytes);
      for (let message = this.reader.next(); message !== undefined; message = this.reader.next()) {
        this.take(printable(message.toString('utf8')).trim());
      }
      this.inFlight.hold(this.reader.held);
    } catch (error) {
      this.lose(reasonOf(error));
      this.transport.destroy();
    }
  }

  private take(message: string): void {
    const { waiting } = this;
    // A device may add a comment about the end of the session, which nobody has asked for.
    if (message === '' || waiting === undefined) return;
    let root: XmlElement;
    try {
      root = parseXml(message);
    } catch (error) {
      // Before it is cut off: a secret that is cut off may be too short to be known.
      const beginning = JSON.stringify(scrub(message.slice(0, 1000)).slice(0, 80));
      waiting.settle(this.unreadable(waiting, `${scrub(reasonOf(error))}; it begins ${beginning}`));
      return;
    }
    if (this.hello === undefined) this.takeHello(waiting, root);
    else this.takeReply(waiting, root);
  }

  private unreadable(waiting: Waiting, reason: string): FabricError {
    if (this.hello !== undefined) {
      this.isInDoubt = true;
      return replyUnreadable(this.hostname, waiting.rpc, reason);
    }
    this.over = 'the session never began';
    this.transport.destroy();
    return helloUnreadable(this.access, reason);
  }

  private takeHello(waiting: Waiting, root: XmlElement): void {
    const hello = readServerHello(root);
    if (typeof hello === 'string') {
      waiting.settle(this.unreadable(waiting, hello));
      return;
    }
    this.hello = hello;
    this.framing = framingFor(hello);
    const rest = this.reader.takeRest();
    this.reader = messageReader(this.framing);
    this.reader.push(rest);
    waiting.settle(root);
  }

  private takeReply(waiting: Waiting, root: XmlElement): void {
    if (root.name !== 'rpc-reply') return;
    const messageId = root.attributes['message-id'];
    // A device that could not read the request has no number to give back.
    if (messageId === waiting.messageId || (messageId === undefined && !this.isInDoubt)) {
      waiting.settle(root);
      return;
    }
    this.lose(
      `it answered request ${messageId?.slice(0, 20) ?? 'of no number'} while ${waiting.messageId} was waiting`,
    );
    this.transport.destroy();
  }

  /** The session is gone without anybody here having wanted it. */
  private lose(reason: string): void {
    if (this.over === undefined) this.tellLost(sessionLost(this.hostname, this.waiting?.rpc, reason));
    this.end(`the session was lost: ${reason}`, (rpc) => sessionLost(this.hostname, rpc, reason));
  }

  private endUngreeted(reason: string): void {
    if (this.over !== undefined) return;
    const error = closedBeforeGreeting(this.access, `when the session was open (${reason})`);
    this.tellLost(error);
    this.end(error.message, () => error);
  }

  private end(reason: string, errorFor: (rpc: string, reason: string) => FabricError): void {
    this.over ??= reason;
    this.reader = messageReader(this.framing);
    this.inFlight.hold(0);
    const { waiting } = this;
    waiting?.settle(errorFor(waiting.rpc, reason));
    this.transport.destroy();
  }
}

/** The operation's element name. */
function rpcName(xml: string): string {
  return /<([\w.-]+)/.exec(xml)?.[1] ?? 'rpc';
}
