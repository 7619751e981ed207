import type { CommunityModel } from '../device-model';

/** How a route-map asks for a community, with the list it needs. */
export interface CommunityMatch {
  readonly match: string;
  readonly lines: readonly string[];
}

/** How a route-map changes communities, with the lists it needs. */
export interface CommunityChange {
  readonly lines: readonly string[];
  readonly needs: readonly string[];
}

/** What FRR has to delete extended communities with. */
export const DELETE_EXTENDED = 'set extcommunity none';

type Kind = 'standard' | 'large' | 'extended';

const WELL_KNOWN: Readonly<Record<string, string>> = {
  'no-export': 'no-export',
  'no-advertise': 'no-advertise',
  'no-export-subconfed': 'local-AS',
  'graceful-shutdown': 'graceful-shutdown',
};
const EXTENDED: Readonly<Record<string, string>> = { target: 'rt', origin: 'soo' };
const NUMBERS = /^\d+:\d+$/;
const LARGE = /^large:(\d+:\d+:\d+)$/;
const WHOLE_KIND = /^(?:target|encapsulation|origin):\*:\*$/;

/** What keeps the twin from running a community; undefined where nothing does. */
export function communityProblem(
  { members }: CommunityModel,
  use: 'match' | 'add' | 'set' | 'delete',
): string | undefined {
  if (use === 'delete' && members.every((member) => WHOLE_KIND.test(member))) return undefined;
  const kinds = new Set(members.map((member) => kindOf(member)));
  if (kinds.has(undefined)) return 'the twin knows communities without wildcards only, or deletes a whole kind of them';
  if (kinds.size > 1) return 'the twin has communities of one kind in one name';
  if (use === 'delete' && kinds.has('extended')) return 'FRR deletes extended communities all at once only';
  if (use === 'set' && !kinds.has('standard')) return 'the twin sets standard communities only';
  return undefined;
}

/** Every member must be there, as in Junos. */
export function communityLists({ name, members }: CommunityModel): CommunityMatch {
  const values = members.map((member) => valueOf(member)).join(' ');
  switch (kindOf(members[0] ?? '')) {
    case 'large':
      return {
        match: `match large-community ${name}`,
        lines: [`bgp large-community-list standard ${name} seq 5 permit ${values}`],
      };
    case 'extended':
      return {
        match: `match extcommunity ${name}`,
        lines: [`bgp extcommunity-list standard ${name} seq 5 permit ${values}`],
      };
    default:
      return {
        match: `match community ${name}`,
        lines: [`bgp community-list standard ${name} seq 5 permit ${values}`],
      };
  }
}

/** The lines that add, set or delete a community. Deleting takes any of the members away. */
export function communitySets(community: CommunityModel, operation: 'add' | 'set' | 'delete'): CommunityChange {
  const { name, members } = community;
  if (operation === 'delete') return deletion(name, members);
  const values = members.map((member) => valueOf(member));
  const additive = operation === 'add' ? ' additive' : '';
  switch (kindOf(members[0] ?? '')) {
    case 'large':
      return { lines: [`set large-community ${values.join(' ')}${additive}`], needs: [] };
    case 'extended':
      return { lines: values.map((value) => `set extcommunity ${value}`), needs: [] };
    default:
      return { lines: [`set community ${values.join(' ')}${additive}`], needs: [] };
  }
}

function deletion(name: string, members: readonly string[]): CommunityChange {
  if (members.every((member) => WHOLE_KIND.test(member))) return { lines: [DELETE_EXTENDED], needs: [] };
  const [set, list] =
    kindOf(members[0] ?? '') === 'large'
      ? ['large-comm-list', 'large-community-list']
      : ['comm-list', 'community-list'];
  return {
    lines: [`set ${set} ${name}-any delete`],
    needs: members.map((member, i) => `bgp ${list} standard ${name}-any seq ${(i + 1) * 5} permit ${valueOf(member)}`),
  };
}

function kindOf(member: string): Kind | undefined {
  if (NUMBERS.test(member) || member in WELL_KNOWN) return 'standard';
  if (LARGE.test(member)) return 'large';
  const [kind = '', ...rest] = member.split(':');
  return kind in EXTENDED && /^[\d.]+L?:\d+$/.test(rest.join(':')) ? 'extended' : undefined;
}

function valueOf(member: string): string {
  const [kind = '', ...rest] = member.split(':');
  const extended = EXTENDED[kind];
  if (extended !== undefined) return `${extended} ${frrNumber(rest.join(':'))}`;
  return WELL_KNOWN[member] ?? LARGE.exec(member)?.[1] ?? member;
}

/** Junos marks an AS number of four bytes with an `L`, FRR sees it by itself: `4210000001L:5`. */
export function frrNumber(text: string): string {
  return text.replace(/^(\d+)L:/, '$1:');
}
