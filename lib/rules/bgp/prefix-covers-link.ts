import type { Announced } from '../facts/announced';
import { announcedIn } from '../facts/announced';
import { pathsOf } from '../facts/groups';
import { indexFrom, overlap } from '../facts/interval';
import type { Link } from '../facts/links';
import { linksByVrf } from '../facts/links';
import type { Site } from '../facts/sites';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A server that announces the link of another one. */
export const prefixCoversLink: Rule = {
  id: 'bgp/prefix-covers-link',
  severity: Severity.WARNING,
  what: "a server may announce addresses of another server's link",
  why:
    'what is as long as the link or longer attracts the traffic for the addresses on it, from every leaf but the one that has ' +
    'the link; what is shorter takes over when the link goes down, and fail-over then ends at the wrong server',
  fix: 'take the prefixes of servers from a range that holds no links; list no prefix of another server',
  reference: 'RFC 4271, 9.1; guide: addresses of the reference design',
  check: function* (fabric) {
    const links = linksByVrf(fabric);
    for (const announced of announcedIn(fabric)) {
      const link = foreignLink(announced, links.get(announced.site.vrf) ?? []);
      if (link === undefined) continue;
      const message = `${announced.prefix} of ${announced.site.name} overlaps ${link.words}`;
      yield { message, constructPaths: pathsOf([announced.site]) };
    }
  },
};

/** The first link that overlaps the prefix and is not the site's own: within it, or the last before it, around it. */
function foreignLink({ site, interval }: Announced, links: readonly Link[]): Link | undefined {
  const start = indexFrom(links, interval);
  for (let i = Math.max(0, start - 1); i < links.length; i++) {
    const link = links[i];
    const overlaps = link !== undefined && overlap(link.interval, interval);
    if (overlaps && !isOwn(link, site)) return link;
    if (!overlaps && i >= start) return undefined;
  }
  return undefined;
}

function isOwn({ device, address }: Link, { sessions }: Site): boolean {
  return sessions.some(
    ({ hostname, peering }) => hostname === device.hostname && address.startsWith(`${peering.localAddress}/`),
  );
}
