import { containsAddress, containsNetwork, readAddressWithLength } from '../../../model/address-with-length';
import type { RpcContext } from '../rpc/context';
import { argument, has } from '../rpc/context';
import { elapsed } from '../time-text';
import { element, empty, leaf, optionalLeaf } from '../xml-text';
import type { ShownDestination, ShownEntry, ShownNextHop, ShownTable } from './show-tables';
import { showTables } from './show-tables';

/** `get-route-information`: `show route` by `table`, `destination`, `protocol`, `active-path`. */
export function routeInformation(context: RpcContext): string {
  const { operation, device } = context;
  const name = argument(operation, 'table');
  const tables = showTables(context).filter((table) => name === undefined || table.name === name);
  const style = argument(operation, 'level') ?? 'brief';
  return element(
    'route-information',
    tables.map((table) => tableElement(table, shown(context, table), style, device.clock.now())),
    { xmlns: device.namespace('junos-routing') },
  );
}

/** `get-route-summary-information`: `show route summary`, the counts of every table. */
export function routeSummaryInformation(context: RpcContext): string {
  const tables = showTables(context).map((table) => tableElement(table, [], 'brief', context.device.clock.now()));
  return element('route-summary-information', tables, { xmlns: context.device.namespace('junos-routing') });
}

/** What is asked for; the counts in the head of a table are of all it has. */
function shown({ operation }: RpcContext, table: ShownTable): ShownDestination[] {
  const destination = argument(operation, 'destination');
  const protocol = argument(operation, 'protocol')?.toLowerCase();
  const activeOnly = has(operation, 'active-path');
  const wanted = (entry: ShownEntry) =>
    (protocol === undefined || entry.protocol.toLowerCase() === protocol) && (!activeOnly || '*@'.includes(entry.tag));
  return table.destinations
    .filter((one) => destination === undefined || chosen(one.destination, destination, table))
    .map((one) => ({ ...one, entries: one.entries.filter(wanted) }))
    .filter(({ entries }) => entries.length > 0);
}

/** A prefix chooses itself and everything below it; an address its longest match; `*` any text. */
function chosen(destination: string, asked: string, table: ShownTable): boolean {
  if (destination === asked) return true;
  if (asked.includes('*')) return beginsLike(destination, asked.split('*'));
  const [given, wanted] = [readAddressWithLength(destination), readAddressWithLength(asked)];
  if (given === undefined || wanted === undefined) return false;
  if (asked.includes('/')) return containsNetwork(wanted, given);
  const matching = table.destinations.flatMap((one) => {
    const read = readAddressWithLength(one.destination);
    return read !== undefined && containsAddress(read, wanted.address) ? [read.length] : [];
  });
  return containsAddress(given, wanted.address) && given.length === Math.max(...matching);
}

/** Whether the text begins with the first piece and has the others behind it, in their order. */
function beginsLike(text: string, [first = '', ...others]: readonly string[]): boolean {
  let end = text.startsWith(first) ? first.length : -1;
  for (const piece of others) {
    const start = end < 0 ? -1 : text.indexOf(piece, end);
    end = start < 0 ? -1 : start + piece.length;
  }
  return end >= 0;
}

/** @param now epoch milliseconds, to which ages are counted */
function tableElement(
  table: ShownTable,
  destinations: readonly ShownDestination[],
  style: string,
  now: number,
): string {
  const routes = table.destinations.reduce((total, { entries }) => total + entries.length, 0);
  return element('route-table', [
    leaf('table-name', table.name),
    leaf('destination-count', table.destinations.length),
    leaf('total-route-count', routes + table.hidden),
    leaf('active-route-count', table.destinations.length),
    leaf('holddown-route-count', 0),
    leaf('hidden-route-count', table.hidden),
    ...destinations.map(({ destination, entries }) =>
      element('rt', [leaf('rt-destination', destination), ...entries.map((entry) => entryElement(entry, now))], {
        'junos:style': style,
      }),
    ),
  ]);
}

function entryElement(entry: ShownEntry, now: number): string {
  const ageMs = Math.max(0, now - entry.since);
  const active = entry.tag === '*' || entry.tag === '@';
  return element('rt-entry', [
    leaf('active-tag', entry.tag),
    ...(active ? [empty('current-active'), empty('last-active')] : []),
    leaf('protocol-name', entry.protocol),
    leaf('preference', entry.preference),
    leaf('age', elapsed(ageMs), { 'junos:seconds': Math.floor(ageMs / 1000) }),
    optionalLeaf('local-preference', entry.localPreference),
    optionalLeaf('learned-from', entry.learnedFrom),
    optionalLeaf('as-path', entry.asPath),
    entry.asPath === undefined ? '' : leaf('validation-state', 'unverified'),
    ...entry.nextHops.map(nextHop),
  ]);
}

function nextHop({ to, via }: ShownNextHop, place: number): string {
  return element('nh', [
    place === 0 ? empty('selected-next-hop') : '',
    optionalLeaf('to', to),
    optionalLeaf('via', via),
  ]);
}
