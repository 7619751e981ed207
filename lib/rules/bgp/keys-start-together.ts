import type { KeyChainIntent } from '../../intent/fabric-intent';
import { keyStartMs } from '../../junos/tree/key-start';
import { listed } from '../../model/listing';
import { groupedBy } from '../facts/groups';
import type { Rule, Violation } from '../rule';
import { Severity } from '../rule';

/** Keys of a chain that begin at one moment. */
export const keysStartTogether: Rule = {
  id: 'bgp/keys-start-together',
  severity: Severity.ERROR,
  what: 'two keys of a key chain begin at one moment',
  why:
    'of a chain the key that began last is used: with two of them the ends may use different ones, and their sessions go down, ' +
    'at that moment and on all attachments of a server at once',
  fix: 'give each key a start time of its own, the next one after the change that brings it to both ends',
  reference: 'Junos: authentication-key-chains, start-time',
  check: ({ keyChains = [] }) => keyChains.flatMap(together),
};

function together({ constructPath, keys, name }: KeyChainIntent): Violation[] {
  const inOrder = [...keys].sort((one, other) => one.id - other.id);
  return groupedBy(inOrder, ({ startTime }) => keyStartMs(startTime))
    .filter(({ items }) => items.length > 1)
    .map(({ items }) => ({
      message: `keys ${listed(items.map(({ id }) => String(id)))} of ${name} begin at ${items[0].startTime}`,
      constructPaths: [constructPath],
    }));
}
