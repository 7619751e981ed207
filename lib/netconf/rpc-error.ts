import type { FabricError } from '../model/fabric-error';
import { candidateModified, configurationLocked, deviceRefused } from './errors';
import type { XmlElement } from '../junos/formats/xml';
import { child, textOf } from '../junos/formats/xml';
import { scrub } from '../secrets/scrub';

/** One `<rpc-error>` or `<xnm:error>` of a reply, or a warning in either form. */
export interface DeviceMessage {
  readonly severity: 'error' | 'warning';
  /** The device's words. */
  readonly message: string;
  /** Configuration path, for example `[edit interfaces et-0/0/15]`. */
  readonly path?: string;
  /** The statement that is wrong, for example `unit 0`. */
  readonly badElement?: string;
  /** NETCONF's error-tag, for example `operation-failed`. */
  readonly tag?: string;
  /** The process that found it, for example `mgd` or `rpd`. */
  readonly daemon?: string;
  /** With tag `lock-denied`: the session that holds the lock. */
  readonly sessionId?: string;
}

/** Who holds the configuration lock, as the device says. */
interface LockHolder {
  readonly user: string;
  /** Absent for a program: its session has none. */
  readonly terminal?: string;
  /** Process id, which is also what `kill-session` takes. */
  readonly pid?: string;
  readonly since?: string;
  readonly idle?: string;
}

/**
 * What a rejected RPC rejects with: a FabricError of code `deviceRefused`, `configurationLocked` or
 * `candidateModified` that also has the device's answer in pieces.
 */
export interface DeviceRefusal extends FabricError {
  readonly hostname: string;
  /** Name of the RPC, for example `commit-configuration`. */
  readonly rpc: string;
  /** Errors and warnings, in the order of the reply. */
  readonly details: readonly DeviceMessage[];
  /** Present with code `configurationLocked`. */
  readonly lockHolder?: LockHolder;
}

const REFUSAL_CODES: ReadonlySet<string> = new Set(['deviceRefused', 'configurationLocked', 'candidateModified']);

/** Whether an error is the device's own refusal, in contrast to a session that failed. */
export function isDeviceRefusal(error: FabricError): error is DeviceRefusal {
  return REFUSAL_CODES.has(error.code) && 'details' in error;
}

/** What Junos says behind an error in text, of what it passed over on its account: nothing is wrong there. */
const RECOVERY = /^\s*error recovery ignores input until this point/;

/**
 * Every error and warning of a reply, at any depth and whatever prefix it has. An `<ok/>` beside them means nothing
 * (Junos sends one beside the syntax errors of a load).
 */
export function deviceMessages(reply: XmlElement): DeviceMessage[] {
  const found: DeviceMessage[] = [];
  collect(reply, found);
  return found.filter((one) => one === found[0] || !RECOVERY.test(one.message)).map(withoutSecrets);
}

/** A device repeats what it does not understand, and that may be a key. */
function withoutSecrets(message: DeviceMessage): DeviceMessage {
  const { badElement, path } = message;
  return {
    ...message,
    message: scrub(message.message),
    ...(badElement !== undefined && { badElement: scrub(badElement) }),
    ...(path !== undefined && { path: scrub(path) }),
  };
}

function collect(element: XmlElement, found: DeviceMessage[]): void {
  for (const one of element.children) {
    const message = readMessage(one);
    if (message === undefined) collect(one, found);
    else found.push(message);
  }
}

function readMessage(element: XmlElement): DeviceMessage | undefined {
  if (element.name === 'rpc-error') return rpcError(element);
  // The Junos XML protocol's own form. The configuration has elements of these names too, but without a message.
  const isNative = element.name === 'error' || element.name === 'warning';
  return isNative && child(element, 'message') !== undefined ? nativeMessage(element) : undefined;
}

function rpcError(element: XmlElement): DeviceMessage {
  return {
    severity: textOf(element, 'error-severity') === 'warning' ? 'warning' : 'error',
    message: textOf(element, 'error-message') ?? textOf(element, 'message') ?? 'no reason given',
    path: textOf(element, 'error-path'),
    badElement: textOf(element, 'error-info', 'bad-element'),
    tag: textOf(element, 'error-tag'),
    daemon: textOf(element, 'source-daemon'),
    sessionId: textOf(element, 'error-info', 'session-id'),
  };
}

function nativeMessage(element: XmlElement): DeviceMessage {
  return {
    severity: element.name === 'warning' ? 'warning' : 'error',
    message: textOf(element, 'message') ?? 'no reason given',
    path: textOf(element, 'edit-path'),
    badElement: textOf(element, 'statement') ?? textOf(element, 'token'),
    daemon: textOf(element, 'source-daemon'),
  };
}

/** The refusal that a reply amounts to, or undefined when there is no error in it. */
export function refusalIn(hostname: string, rpc: string, details: readonly DeviceMessage[]): DeviceRefusal | undefined {
  const errors = details.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return undefined;
  const lockHolder = errors.map((error) => lockHolderIn(error)).find((holder) => holder !== undefined);
  if (lockHolder !== undefined) {
    return Object.assign(configurationLocked(hostname, lockHolder), { hostname, rpc, details, lockHolder });
  }
  const isModified = errors.some(({ message }) => /configuration database modified/i.test(message));
  const error = isModified ? candidateModified(hostname) : deviceRefused(hostname, rpc, linesOf(details));
  return Object.assign(error, { hostname, rpc, details });
}

/** Messages as the command line of Junos prints them: path, statement, what is wrong with it. */
function linesOf(details: readonly DeviceMessage[]): string[] {
  return details.flatMap(({ severity, message, path, badElement }) => {
    const [first = '', ...more] = message.split('\n').map((line) => line.trim());
    const place = [path, badElement === undefined ? undefined : `  '${badElement}'`].filter(isPresent);
    const indent = ' '.repeat(2 * place.length);
    return [...place, ...[`${severity}: ${first}`, ...more].map((line) => `${indent}${line}`)];
  });
}

/** A message in one line where the device has used one: path, statement, what it says of them. */
export function describeDeviceMessage({ badElement, message, path }: DeviceMessage): string {
  const statement = badElement === undefined ? undefined : `'${badElement}'`;
  const place = [path, statement].filter(isPresent).join(' ');
  const lines = message.split('\n').map((line) => line.trim());
  return `${place === '' ? '' : `${place}: `}${lines.filter((line) => line !== '').join('\n')}`;
}

function isPresent(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

/**
 * Reads `configuration database locked by:` and the line after it, in the forms the command line has. Other servers than
 * Junos only say which session it is (RFC 6241 §7.5).
 */
function lockHolderIn({ message, tag, sessionId }: DeviceMessage): LockHolder | undefined {
  const text = /configuration database locked by:?\s*(.*)/is.exec(message)?.[1]?.replace(/\s+/g, ' ').trim();
  if (text === undefined) return tag === 'lock-denied' ? { user: 'somebody else', pid: sessionId } : undefined;
  const since = /\bsince ([^,]+)/.exec(text)?.[1]?.split(' exclusive', 1)[0];
  return {
    user: /^\S+/.exec(text)?.[0] ?? 'somebody else',
    terminal: /\bterminal (\S+)/.exec(text)?.[1],
    pid: /\(pid (\d+)\)/.exec(text)?.[1],
    since,
    idle: /\bidle ([\w:]+)/.exec(text)?.[1],
  };
}
