import type { StatementSchema } from '../junos/tree/schema';

/**
 * The path of a statement as tables of facts write it: the keywords of its set line, with `*` for the keys of a list
 * entry and without the value, for example `routing-instances * protocols bgp group * hold-time`.
 */
export type StatementPath = string;

/** The path of a statement that stands below another. */
export function pathBelow(parent: StatementPath, { keyword = '', kind }: StatementSchema): StatementPath {
  const words = [parent, keyword, kind === 'list' ? '*' : ''];
  return words.filter((word) => word !== '').join(' ');
}

/** Where BGP is configured: for all sessions, for a group and for a neighbor, in the main instance or another. */
const BGP_LEVELS: readonly StatementPath[] = ['protocols bgp', 'routing-instances * protocols bgp'].flatMap((bgp) => [
  bgp,
  `${bgp} group *`,
  `${bgp} group * neighbor *`,
]);

/** The paths that a table's path stands for: `<bgp> hold-time` is that statement at every level of BGP. */
export function expandPath(path: string): readonly StatementPath[] {
  if (path.startsWith('<bgp>')) return BGP_LEVELS.map((level) => path.replace('<bgp>', level));
  if (path.startsWith('<bgp group>')) {
    return ['protocols bgp', 'routing-instances * protocols bgp'].map((bgp) =>
      path.replace('<bgp group>', `${bgp} group *`),
    );
  }
  return [path];
}
