import type { Configuration } from '../../../junos/tree/configuration';

/**
 * What a leaving device keeps while it tells the fabric that its servers are gone: the underlay and the overlay, with their
 * ports and policies. VRFs, the ports in them, bridging and keys go first: one commit that deletes both would cut off the
 * withdrawal of its routes.
 *
 * @param group - what its group says, in plain form
 * @returns undefined where nothing of the fabric's side stands there: then the group goes as a whole
 */
export function fabricSideOf(group: Configuration): Configuration | undefined {
  const rest = group.clone();
  for (const words of serverSidePlaces(group)) rest.delete(...words);
  return hasFabricSide(rest) ? rest : undefined;
}

/** Neither sessions nor ports: policies and the like, that nothing uses. */
function hasFabricSide(group: Configuration): boolean {
  return [...group.statements()].some(({ words: [top] }) => top === 'protocols' || top === 'interfaces');
}

/** What is never of the fabric's side. */
const OF_SERVERS: ReadonlySet<string> = new Set(['routing-instances', 'vlans', 'security']);

function serverSidePlaces(group: Configuration): (readonly string[])[] {
  const statements = [...group.statements()].map(({ words }) => words);
  const tops = new Set(statements.flatMap(([top = '']) => (OF_SERVERS.has(top) ? [top] : [])));
  const units = serverUnits(statements);
  const ports = new Set(statements.flatMap(([top, name = '']) => (top === 'interfaces' ? [name] : [])));
  const whole = [...ports].filter((name) => {
    const own = statements.filter(([top, port]) => top === 'interfaces' && port === name);
    const withUnit = own.filter((words) => words[2] === 'unit');
    return withUnit.length > 0 && withUnit.every(([, , , unit]) => units.has(`${name}.${unit ?? ''}`));
  });
  const members = statements.flatMap((words) => (whole.includes(bundleOf(words) ?? '') ? [words[1] ?? ''] : []));
  const gone = new Set([...whole, ...members]);
  const single = [...units].map(splitUnit).filter(({ port }) => ports.has(port) && !gone.has(port));
  return [
    ...[...tops].map((top) => [top]),
    ...[...gone].map((port) => ['interfaces', port]),
    ...single.map(({ port, unit }) => ['interfaces', port, 'unit', unit]),
  ];
}

/** Units in VRFs, and those that bridge. */
function serverUnits(statements: readonly (readonly string[])[]): ReadonlySet<string> {
  return new Set(
    statements.flatMap((words) => {
      const [top, name = '', key, value = ''] = words;
      if (top === 'routing-instances' && key === 'interface') return [value];
      const isBridged = top === 'interfaces' && words[4] === 'family' && words[5] === 'ethernet-switching';
      return isBridged ? [`${name}.${value}`] : [];
    }),
  );
}

/** The aggregated interface that a port is a member of. */
function bundleOf(words: readonly string[]): string | undefined {
  const at = words.indexOf('802.3ad');
  return words[0] === 'interfaces' && at > 0 ? words[at + 1] : undefined;
}

function splitUnit(name: string): { readonly port: string; readonly unit: string } {
  const dot = name.lastIndexOf('.');
  return { port: name.slice(0, dot), unit: name.slice(dot + 1) };
}
