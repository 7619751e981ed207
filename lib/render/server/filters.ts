import type { AdvertisedIntent, Family } from '../../intent/fabric-intent';
import { DEFAULT_ROUTE } from '../session-policies';
import type { ServerSideSession } from './server-side';

/** What a server takes from a leaf: everything, the default route only, or a list of prefixes. */
export type Accepted =
  | { readonly kind: 'everything' }
  | { readonly kind: 'default' }
  | { readonly kind: 'prefixes'; readonly prefixes: readonly string[] };

/** An import filter and the sessions that have it. */
export interface ImportFilter {
  /** Last part of its name: empty where every route is accepted. */
  readonly suffix: string;
  readonly family: Family;
  readonly accepted: Accepted;
  readonly sessions: readonly ServerSideSession[];
}

/** The import filters of one family. Most servers are told the same by every leaf and have one. */
export function importFilters(sessions: readonly ServerSideSession[], family: Family): ImportFilter[] {
  const byContent = new Map<string, { accepted: Accepted; sessions: ServerSideSession[] }>();
  for (const session of sessions.filter((one) => one.family === family)) {
    const accepted = acceptedOf(session.peering.advertised, family);
    const content = JSON.stringify(accepted);
    const known = byContent.get(content);
    if (known === undefined) byContent.set(content, { accepted, sessions: [session] });
    else known.sessions.push(session);
  }
  const ofPrefixes = [...byContent.values()].filter(({ accepted }) => accepted.kind === 'prefixes');
  return [...byContent.values()].map((filter) => ({
    ...filter,
    family,
    suffix: suffixOf(filter.accepted, filter.sessions, ofPrefixes.length),
  }));
}

/** The routes that a server takes from a leaf, each exactly; undefined where it takes every route. */
export function acceptedRoutes(accepted: Accepted, family: Family): readonly string[] | undefined {
  if (accepted.kind === 'everything') return undefined;
  return accepted.kind === 'default' ? [DEFAULT_ROUTE[family]] : accepted.prefixes;
}

function acceptedOf(advertised: AdvertisedIntent | undefined, family: Family): Accepted {
  if (advertised === undefined) return { kind: 'everything' };
  if (advertised.kind !== 'prefixes') return { kind: 'default' };
  const isOfFamily = (prefix: string): boolean => prefix.includes(':') === (family === 'inet6');
  return { kind: 'prefixes', prefixes: advertised.prefixes.filter(isOfFamily) };
}

/** Where attachments are told different prefixes, the filter is called after the first attachment that has it. */
function suffixOf(accepted: Accepted, sessions: readonly ServerSideSession[], lists: number): string {
  if (accepted.kind === 'everything') return '';
  if (accepted.kind === 'default') return '-default-only';
  const { hostname, port, unit } = sessions[0]?.link.attachment ?? { hostname: '', port: '', unit: 0 };
  return lists === 1 ? '-prefixes' : `-prefixes-${hostname}-${port.replaceAll('/', '-')}.${unit}`;
}
