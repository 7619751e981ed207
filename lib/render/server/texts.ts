import type { IpPrefix } from '../../model/ip-prefix';
import type { ServerSideSession, ServerSide } from './server-side';

/** First line of every file. */
export function titleOf({ fabric, name }: ServerSide): string {
  return `${name}: its own side of the fabric ${fabric}, made by cdktf-junos-fabric`;
}

/** The leaf and port of a session, in words: `leaf10 et-0/0/15`, `leaf10 et-0/0/15.299`. */
export function homeText({ link }: ServerSideSession): string {
  const { hostname, port, unit } = link.attachment;
  return unit === 0 ? `${hostname} ${port}` : `${hostname} ${port}.${unit}`;
}

/** The prefixes that are single addresses: they can be put on the loopback interface. */
export function hostPrefixes({ announced }: ServerSide): IpPrefix[] {
  return (announced ?? []).filter(isHost);
}

/** What files with addresses do not do, in words: which address the server has in a wider prefix only the user knows. */
export function notHere({ announced }: ServerSide): string[] {
  const wider = (announced ?? []).filter((prefix) => !isHost(prefix));
  return wider.map(
    (prefix) => `${prefix.toString()} is announced while the server has it; its interface is yours to configure`,
  );
}

function isHost({ family, prefixLength }: IpPrefix): boolean {
  return prefixLength === (family === 'inet' ? 32 : 128);
}
