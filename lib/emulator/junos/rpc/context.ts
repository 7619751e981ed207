import type { XmlElement } from '../../../junos/formats/xml';
import { child, textOf } from '../../../junos/formats/xml';
import type { Actor } from '../configuration-database';
import { Refusal, rpcErrors } from '../refusal';
import type { ServedDevice } from './served-device';

/** One RPC that a session has sent. */
export interface RpcContext {
  readonly device: ServedDevice;
  readonly actor: Actor;
  /** The child of `rpc`. */
  readonly operation: XmlElement;
}

/** Serves one RPC: the content of its reply. Throws `Refusal`. */
export type RpcHandler = (context: RpcContext) => string;

/** Whether the operation has a child of that name. */
export function has(operation: XmlElement, name: string): boolean {
  return child(operation, name) !== undefined;
}

/** Text of an argument; undefined when absent or empty. */
export function argument(operation: XmlElement, name: string): string | undefined {
  const text = textOf(operation, name);
  return text === undefined || text === '' ? undefined : text;
}

/** A whole number within bounds. */
export function number(text: string, name: string, low: number, high: number): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= low && Number(text) <= high) return Number(text);
  throw new Refusal({
    tag: 'invalid-value',
    message: `Value ${text} is not within range (${low}..${high})`,
    badElement: name,
  });
}

/** The warning that the device is told to give, where it is told so. */
export function warnings(context: RpcContext): string {
  const { warn } = context.device.switches;
  return warn === undefined ? '' : rpcErrors([{ severity: 'warning', message: warn }]);
}

/** What an emulated device answers to something that a device does and it does not; it says what. */
export function notEmulated(what: string, badElement: string): Refusal {
  return new Refusal({ tag: 'operation-not-supported', message: `${what} is not emulated`, badElement });
}

/** What a device answers to something that it does not know. */
export function syntaxError(badElement: string): Refusal {
  return new Refusal({ message: 'syntax error', badElement });
}
