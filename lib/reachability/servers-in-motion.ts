import type { ServerInput, ServerLinkInput } from './input';

/**
 * Servers of both states of a fabric, with the links of both: one that gets other links is taken to have the new ones before
 * its leaves do, and to keep the old ones until its leaves have dropped them. One that gets another AS number is there twice,
 * under one name. Servers of one state only are left out.
 */
export function serversInMotion(before: readonly ServerInput[], after: readonly ServerInput[]): ServerInput[] {
  return after.flatMap((server) => {
    const former = before.filter(({ name }) => name === server.name);
    if (former.length === 0) return [];
    const alike = former.filter(({ asn }) => asn === server.asn).flatMap(({ links }) => links);
    const known = new Set(server.links.map(keyOf));
    const links = [...server.links, ...alike.filter((link) => !known.has(keyOf(link)))];
    return [{ ...server, links }, ...former.filter(({ asn }) => asn !== server.asn)];
  });
}

function keyOf({ hostname, interface: unit, leafAddress, serverAddress }: ServerLinkInput): string {
  return [hostname, unit, leafAddress.split('/', 1)[0], serverAddress].join(' ');
}
