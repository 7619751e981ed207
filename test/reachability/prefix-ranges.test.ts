import { drawnPrefixes } from '../../lib/intent/drawn-prefixes';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { Reachability } from '../../lib/reachability/reachability';
import { errorOf } from '../support/errors';
import { guideFabric } from '../support/fabric-fixture';

const RANGE = '10.244.0.0/16 upto /26';

const node = (name: string, ...prefixes: string[]) => ({ name, prefixes });
const drawn = (...servers: Parameters<typeof drawnPrefixes>[0]): (readonly string[] | undefined)[] =>
  drawnPrefixes(servers).map((all) => all?.map(({ prefix }) => prefix.toString()));

test('servers that share a range get different prefixes of it, and none that one of them has by name', () => {
  expect(drawn(node('node1', RANGE), node('node2', RANGE), node('node3', '10.244.0.64/26'))).toEqual([
    ['10.244.0.0/26'],
    ['10.244.0.128/26'],
    ['10.244.0.64/26'],
  ]);
});

test('a server that is listed twice, as it was and as it will be, has the same prefixes', () => {
  expect(drawn(node('node1', RANGE), node('node2', RANGE), node('node1', RANGE))).toEqual([
    ['10.244.0.0/26'],
    ['10.244.0.64/26'],
    ['10.244.0.0/26'],
  ]);
});

test('as many are drawn as are demanded, and where all are taken two servers have the same', () => {
  const two = '10.244.0.0/25 prefix-length-range /26-/26';
  expect(drawn({ ...node('node1', two), atLeast: { [two]: 2 } }, node('node2', two))).toEqual([
    ['10.244.0.0/26', '10.244.0.64/26'],
    ['10.244.0.0/26'],
  ]);
});

test('what Junos ignores stands for nothing', () => {
  expect(drawn(node('node1', '0.0.0.0/0 orlonger', '192.0.0.0/16 upto /24', 'ff00::/8 orlonger'))).toEqual([
    ['1.0.0.0/32', '192.0.1.0/24', 'ff00::/128'],
  ]);
  expect(drawnPrefixes([{ name: 'server1', prefixes: null }])).toEqual([null]);
});

const withPrefixes = (...prefixes: string[]): FabricIntent => guideFabric({ prefixes });

test('a range survives as its attachments do, and any prefix of it may be asked for', () => {
  const reachability = Reachability.ofFabric(withPrefixes(RANGE));
  expect(reachability.announcers('10.244.7.0/24')).toEqual(['leaf10', 'leaf11', 'leaf12']);
  expect(reachability.announcers('10.244.7.0/24', [reachability.failure('leaf11')])).toEqual(['leaf10', 'leaf12']);
  expect(reachability.assumptions).toContain(`of ${RANGE} of server1 one of the longest prefixes stands for all`);
  expect(errorOf(() => reachability.announcers('10.244.7.0/27')).message).toContain(
    'no server announces 10.244.7.0/27',
  );
});

test('a martian prefix reaches nobody', () => {
  expect(Reachability.ofFabric(withPrefixes('240.1.0.0/16')).announcers('240.1.0.0/16')).toEqual([]);
});
