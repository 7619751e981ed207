import { isHostRange } from '../../intent/server-defaults';
import { ADDRESS_BITS } from '../../model/ip-address';
import { IpPrefix } from '../../model/ip-prefix';
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

/** What is put on the loopback interface: single addresses that the server announces, and those its connections come from. */
export function loopbackPrefixes(side: ServerSide): IpPrefix[] {
  const hosts = (side.announced ?? []).filter(isHostRange).map(({ prefix }) => prefix);
  const all = [...hosts, ...sourcePrefixes(side)].sort((a, b) => a.compare(b));
  return all.filter((prefix, i) => all[i - 1]?.equals(prefix) !== true);
}

/** The addresses that the server's own connections come from, with prefix length, IPv4 first. */
export function sourcePrefixes({ sources }: ServerSide): IpPrefix[] {
  return (['inet', 'inet6'] as const).flatMap((family) => {
    const source = sources[family];
    return source === undefined ? [] : [IpPrefix.parse(`${source}/${ADDRESS_BITS[family]}`)];
  });
}

/** What files with addresses do not do, in words: which address the server has in a wider prefix only the user knows. */
export function notHere({ announced }: ServerSide): string[] {
  const wider = (announced ?? []).filter((range) => !isHostRange(range));
  return wider.map((range) =>
    range.isExact
      ? `${range.toString()} is announced while the server has it; its interface is yours to configure`
      : `what the server has in ${range.toString()} is announced; its interfaces are yours to configure`,
  );
}
