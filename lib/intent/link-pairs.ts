import type { FabricIntent } from './fabric-intent';
import type { FabricLinkIntent } from './underlay-intent';

/** A fabric link as one of its devices has it. */
export interface LinkEnd {
  readonly hostname: string;
  readonly link: FabricLinkIntent;
}

/** The fabric links with both ends in the fabric: the two name each other's address. */
export function linkPairs({ devices }: Pick<FabricIntent, 'devices'>): { readonly a: LinkEnd; readonly b: LinkEnd }[] {
  const ends = devices.flatMap(({ hostname, underlay }) => (underlay?.links ?? []).map((link) => ({ hostname, link })));
  const byAddress = new Map(ends.map((end, place) => [addressOf(end), { ...end, place }]));
  return ends.flatMap((a, place) => {
    const b = byAddress.get(a.link.neighbor);
    return b !== undefined && b.place > place && b.link.neighbor === addressOf(a) ? [{ a, b }] : [];
  });
}

function addressOf({ link }: LinkEnd): string {
  return link.address.split('/')[0] ?? '';
}
