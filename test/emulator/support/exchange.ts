import type { Actor } from '../../../lib/emulator/junos/configuration-database';
import type { EmulatedJunos } from '../../../lib/emulator/junos/emulated-junos';
import { Refusal, rpcErrors } from '../../../lib/emulator/junos/refusal';
import { serveRpc } from '../../../lib/emulator/junos/rpc/dispatch';
import type { XmlElement } from '../../../lib/junos/formats/xml';
import { descendants, parseXml } from '../../../lib/junos/formats/xml';

/** A NETCONF session that is not there; its RPCs reach the device directly. */
export const NETOPS: Actor = { user: 'netops', client: 'netconf', pid: 7001 };

/** Another one. */
export const OTHER: Actor = { user: 'other', client: 'netconf', pid: 7002 };

/** One RPC without the wire: the reply as a client reads it. */
export function exchange(device: EmulatedJunos, operation: string, actor: Actor = NETOPS): XmlElement {
  const answer = (): string => {
    try {
      return serveRpc({ device, actor, operation: parseXml(operation) });
    } catch (error) {
      if (Refusal.isRefusal(error)) return rpcErrors(error.problems);
      throw error;
    }
  };
  return parseXml(`<rpc-reply xmlns:junos="j">${answer()}</rpc-reply>`);
}

/** Loads set lines into the candidate. */
export function loadSet(device: EmulatedJunos, lines: string, actor: Actor = NETOPS): XmlElement {
  const text = lines.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return exchange(
    device,
    `<load-configuration action="set" format="text"><configuration-set>${text}</configuration-set></load-configuration>`,
    actor,
  );
}

/** Messages of all errors in a reply, warnings left out. */
export function errorMessages(reply: XmlElement): string[] {
  return descendants(reply, 'rpc-error').flatMap((error) => {
    const of = (name: string) => error.children.find((one) => one.name === name)?.text ?? '';
    return of('error-severity') === 'warning' ? [] : [of('error-message')];
  });
}

/** Texts of all elements of that name in a reply. */
export function texts(reply: XmlElement, name: string): string[] {
  return descendants(reply, name).map((one) => one.text);
}
