import type { Family, ServerFormatIntent, ServerIntent } from '../../intent/fabric-intent';
import { sourceAddressOf } from '../../intent/server-defaults';
import type { Site } from '../facts/sites';
import { sitesOf } from '../facts/sites';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Forms that say where the server's own connections come from. */
const WITH_SOURCE: ReadonlySet<ServerFormatIntent> = new Set(['FRR', 'FRR_DAEMONS', 'BIRD', 'JUNOS']);

const FAMILIES: readonly (readonly [Family, name: string, prop: string])[] = [
  ['inet', 'IPv4', 'sourceAddress'],
  ['inet6', 'IPv6', 'sourceAddress6'],
];

/** A server whose own configuration is written, and whose own connections hang on single links. */
export const withoutSourceAddress: Rule = {
  id: 'server/without-source-address',
  severity: Severity.WARNING,
  what: 'connections that a server opens itself come from the address of one link',
  why: 'they die with that link, however many attachments are left: multihoming then protects only what others open. Which of its addresses every attachment announces does not follow from several single addresses, or from a wider prefix',
  fix: 'give sourceAddress (sourceAddress6), an address of the server in its prefixes; acknowledge the rule on a server that opens no connections',
  reference: 'FRR: set src; BIRD: krt_prefsrc; Junos: default-address-selection',
  check: (fabric) => {
    const sites = new Map(sitesOf(fabric).map((site) => [site.constructPath, site]));
    return fabric.servers
      .filter(({ serverSide = [] }) => serverSide.some((format) => WITH_SOURCE.has(format)))
      .flatMap((server) =>
        FAMILIES.filter(([family]) => isWithout(server, sites.get(server.constructPath), family)).map(
          ([, name, prop]) => ({
            message: `${server.name} announces ${announced(server)} and has no ${prop}: its own ${name} connections come from its links`,
            constructPaths: [server.constructPath],
          }),
        ),
      );
  },
};

function isWithout(server: ServerIntent, site: Site | undefined, family: Family): boolean {
  if (site?.families.has(family) !== true || sourceAddressOf(server, family) !== undefined) return false;
  return server.prefixes?.some((prefix) => prefix.includes(':') === (family === 'inet6')) !== false;
}

function announced({ prefixes }: ServerIntent): string {
  return prefixes === null ? 'anything' : prefixes.join(', ');
}
