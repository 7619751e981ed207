import type { XmlElement } from '../junos/formats/xml';
import { child, children, textOf } from '../junos/formats/xml';
import type { FramingName } from './framing';

const BASE_1_0 = 'urn:ietf:params:netconf:base:1.0';
const BASE_1_1 = 'urn:ietf:params:netconf:base:1.1';

/** Namespace of NETCONF itself (RFC 6241), also in version 1.1. */
export const NETCONF_NAMESPACE = 'urn:ietf:params:xml:ns:netconf:base:1.0';

/** What a NETCONF server says about itself when a session begins. */
export interface ServerHello {
  readonly sessionId: string;
  readonly capabilities: readonly string[];
}

/** The client's greeting. Both versions are offered; Junos before 24.4, and later by default, speaks only 1.0. */
export function clientHello(): string {
  const capabilities = [BASE_1_0, BASE_1_1].map((one) => `<capability>${one}</capability>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<hello xmlns="${NETCONF_NAMESPACE}"><capabilities>${capabilities}</capabilities></hello>`;
}

/** Reads the server's greeting; a string is the reason why it is none. */
export function readServerHello(root: XmlElement): ServerHello | string {
  if (root.name !== 'hello') return `it sent <${root.name.slice(0, 80)}> instead of <hello>`;
  const list = child(root, 'capabilities');
  const capabilities = list === undefined ? [] : children(list, 'capability').map(({ text }) => text.trim());
  if (!capabilities.includes(BASE_1_0) && !capabilities.includes(BASE_1_1)) return 'it lists no NETCONF version';
  return { sessionId: textOf(root, 'session-id') ?? '', capabilities };
}

/** The framing after the greetings: chunked only when both sides list version 1.1, and the client always does. */
export function framingFor(hello: ServerHello): FramingName {
  return hello.capabilities.includes(BASE_1_1) ? 'chunked' : 'endOfMessage';
}
