import type { ServerInput, ServerLinkInput } from './input';

/**
 * Servers of both states of a fabric, with the links of both: one that gets other links is taken to have the new ones before
 * its leaves do, and to keep the old ones until its leaves have dropped them. One whose links differ is there twice, under
 * one name. Servers of one state only are left out.
 */
export function serversInMotion(before: readonly ServerInput[], after: readonly ServerInput[]): ServerInput[] {
  const lasting = new Set(before.map(({ name }) => name));
  const wanted = new Map(after.filter(({ name }) => lasting.has(name)).map((server) => [server.name, server]));
  const former = before.flatMap((server) => {
    const next = wanted.get(server.name);
    if (next === undefined) return [];
    const known = new Set(next.asn === server.asn ? next.links.map(keyOf) : []);
    const links = server.links.filter((link) => !known.has(keyOf(link)));
    return links.length === 0 ? [] : [{ ...server, links }];
  });
  return [...wanted.values(), ...former];
}

function keyOf({ hostname, interface: unit, leafAddress, serverAddress }: ServerLinkInput): string {
  return [hostname, unit, leafAddress.replace(/\/.*$/, ''), serverAddress].join(' ');
}
